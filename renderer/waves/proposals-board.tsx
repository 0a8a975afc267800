// The waves that the rules propose: what would be released, why grouped so, what is short; one of them opened with its carts and
// metres. `R` releases it, arrows go through the list. Beside them the waves on the floor.

import { Button } from '@mantine/core';
import { IconAdjustments } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { RefusalBar } from '../parts/notice-bar.tsx';
import { ToneIcon } from '../parts/tone.tsx';
import { useAnswer } from '../parts/use-answer.ts';
import { Wait } from '../parts/wait.tsx';
import { Countdown } from '../parts/when.tsx';
import { useText } from '../text/text.ts';
import { NothingToRelease } from './nothing-to-release.tsx';
import { ProposalDetail } from './proposal-detail.tsx';
import { sayTitle } from './proposal-words.ts';
import styles from './proposals.module.css';
import { RulesEditor } from './rules-editor.tsx';
import { Waiting } from './waiting-parcels.tsx';
import { WaveList } from './wave-list.tsx';
import type { ProposalView } from './waves-store.ts';

export function ProposalsBoard() {
  const { t } = useText();
  const proposed = useAnswer(
    'waves.propose',
    {},
    { refreshOn: ['parcels.changed', 'goods.changed', 'waves.changed', 'station.changed'] },
  );
  const [key, setKey] = useState<string | null>(null);
  const [isEditing, setIsEditing] = useState(false);
  const waves = proposed.value?.waves ?? [];
  const chosen = waves.find((wave) => wave.key === key) ?? waves[0];

  useEffect(() => {
    function onKey(event: KeyboardEvent): void {
      const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
      if (step === 0 || isEditing || event.target instanceof HTMLInputElement) return;
      event.preventDefault();
      const index = waves.findIndex((wave) => wave.key === chosen?.key);
      setKey(waves[Math.max(0, Math.min(waves.length - 1, index + step))]?.key ?? null);
    }
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [waves, chosen?.key, isEditing]);

  if (isEditing) return <RulesEditor onClose={() => setIsEditing(false)} />;
  return (
    <div className={styles.board}>
      <section className={styles.list}>
        <header className={styles.listHead}>
          <h2>{t('group.proposed', { count: proposed.value?.waveCount ?? 0 })}</h2>
          <Button
            variant="default"
            leftSection={<IconAdjustments size={18} />}
            onClick={() => setIsEditing(true)}
          >
            {t('group.rules')}
          </Button>
        </header>
        <RefusalBar refusal={proposed.refusal} />
        {!proposed.value && !proposed.refusal && <Wait what={t('waves.counting')} />}
        {proposed.value?.parcelCount === 0 && <NothingToRelease />}
        <ul>
          {waves.map((wave) => (
            <ProposalRow
              key={wave.key}
              wave={wave}
              isChosen={wave.key === chosen?.key}
              onChoose={() => setKey(wave.key)}
            />
          ))}
        </ul>
        {proposed.value && <Waiting waiting={proposed.value.waiting} />}
      </section>
      <section className={styles.detail}>
        {chosen && <ProposalDetail key={chosen.key} wave={chosen} />}
      </section>
      <WaveList />
    </div>
  );
}

function ProposalRow({
  wave,
  isChosen,
  onChoose,
}: {
  readonly wave: ProposalView;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}) {
  const { t } = useText();
  return (
    <li>
      <button type="button" className={styles.row} aria-pressed={isChosen} onClick={onChoose}>
        <b className={styles.rowCount}>{wave.parcelCount}</b>
        <span className={styles.rowWords}>
          <strong>{t(`group.kind.${wave.kind}`)}</strong>
          <span>{sayTitle(wave, t)}</span>
        </span>
        <span className={styles.rowDue}>
          <Countdown dueAt={wave.firstDueAt} />
          {wave.shortages.length > 0 && (
            <span>
              <ToneIcon tone="ask" size={16} /> {t('waves.short', { count: wave.shortages.length })}
            </span>
          )}
        </span>
      </button>
    </li>
  );
}
