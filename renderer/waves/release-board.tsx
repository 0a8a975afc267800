// Waves: what would be released now and what is short, then the waves on the floor with how far picking is.

import { Button, NumberInput, TextInput } from '@mantine/core';
import { IconRocket } from '@tabler/icons-react';
import { useState } from 'react';
import { Hotkey } from '../parts/hotkey.tsx';
import { RefusalBar } from '../parts/notice-bar.tsx';
import { useAnswer } from '../parts/use-answer.ts';
import { newRequestId, useAsk } from '../parts/use-ask.ts';
import { Wait } from '../parts/wait.tsx';
import { useShortcuts } from '../scanning/use-scans.ts';
import { useText } from '../text/text.ts';
import { NothingToRelease } from './nothing-to-release.tsx';
import styles from './release-board.module.css';
import { ReleaseShortAsk, ShortageList } from './shortages.tsx';
import { WaveList } from './wave-list.tsx';
import { openPickingList } from './waves-store.ts';

const previewLines = 200;

export function ReleaseBoard() {
  const { t } = useText();
  const [size, setSize] = useState<number | null>(null);
  const [name, setName] = useState('');
  const preview = useAnswer('waves.preview', size === null ? {} : { size }, {
    refreshOn: ['parcels.changed', 'goods.changed', 'waves.changed', 'station.changed'],
  });
  const release = useAsk('waves.release');
  const shown = preview.value;
  const count = shown?.parcelCount ?? 0;
  const asksForShortages = release.refusal?.code === 'wave.short-stock';

  async function releaseNow(acceptShortages: boolean): Promise<void> {
    if (count === 0 || release.isPending) return;
    const wave = await release.send({
      ...(size === null ? {} : { size }),
      ...(name.trim() ? { name: name.trim() } : {}),
      acceptShortages,
      requestId: newRequestId(),
    });
    if (!wave) return;
    setName('');
    openPickingList(wave.waveId);
  }
  useShortcuts({ r: () => void releaseNow(false), y: () => asksForShortages && void releaseNow(true) });

  return (
    <div className={styles.release}>
      <section className={styles.releaseNext}>
        <h2>{t('waves.next-wave')}</h2>
        {shown && count > 0 && (
          <p className={styles.releaseCount}>
            <strong>{count}</strong> {t('waves.parcels-in', { count, lines: shown.lines.length })}
          </p>
        )}
        {count === 0 && shown ? (
          <NothingToRelease />
        ) : (
          <>
            <div className={styles.releaseForm}>
              <NumberInput
                label={t('waves.at-most')}
                placeholder={t('waves.all')}
                value={size ?? ''}
                min={1}
                max={2000}
                allowDecimal={false}
                onChange={(value) => setSize(typeof value === 'number' && value > 0 ? value : null)}
              />
              <TextInput
                label={t('waves.wave-name')}
                placeholder={t('waves.wave-name-here')}
                value={name}
                maxLength={60}
                onChange={(event) => setName(event.currentTarget.value)}
              />
            </div>
            {shown && <ShortageList shortages={shown.shortages} className={styles.shortages} />}
            {release.refusal && !asksForShortages && <RefusalBar refusal={release.refusal} />}
            {asksForShortages && (
              <ReleaseShortAsk
                isPending={release.isPending}
                onRelease={() => void releaseNow(true)}
                onLeave={release.forget}
              />
            )}
            <Button
              size="lg"
              leftSection={<IconRocket size={22} />}
              loading={release.isPending}
              disabled={count === 0}
              onClick={() => void releaseNow(false)}
            >
              {t('waves.release', { count })} <Hotkey>R</Hotkey>
            </Button>
            {shown && shown.lines.length > 0 && (
              <ol className={styles.preview} aria-label={t('waves.to-fetch')}>
                {shown.lines.slice(0, previewLines).map((line) => (
                  <li key={line.position}>
                    <code>{line.binCode ?? t('waves.no-bin')}</code>
                    <span>{line.name}</span>
                    <b>×{line.quantity}</b>
                  </li>
                ))}
                {shown.lines.length > previewLines && (
                  <li className={styles.previewMore}>
                    {t('waves.more-lines', { count: shown.lines.length - previewLines })}
                  </li>
                )}
              </ol>
            )}
          </>
        )}
        {!shown && !preview.refusal && <Wait what={t('waves.counting')} />}
        <RefusalBar refusal={preview.refusal} />
      </section>
      <WaveList />
    </div>
  );
}
