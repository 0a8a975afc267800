// The waves on the floor, newest first, each with how far its picking is. A click opens the picking list.

import { IconChevronRight, IconWalk } from '@tabler/icons-react';
import { EmptyList } from '../parts/empty-list.tsx';
import { RefusalBar } from '../parts/notice-bar.tsx';
import { Tone } from '../parts/tone.tsx';
import { useAnswer } from '../parts/use-answer.ts';
import { Time } from '../parts/when.tsx';
import { sayCode } from '../text/sentence.tsx';
import { useText } from '../text/text.ts';
import styles from './wave-list.module.css';
import { openPickingList, type WaveView } from './waves-store.ts';

export function WaveList() {
  const { t } = useText();
  const waves = useAnswer('waves.list', { limit: 200 }, { refreshOn: ['waves.changed', 'station.changed'] });
  return (
    <section className={styles.waveList}>
      <h2>{t('waves.on-the-floor')}</h2>
      <RefusalBar refusal={waves.refusal} />
      {waves.value?.length === 0 && (
        <EmptyList title={t('waves.no-waves')} picture={<IconWalk size={32} stroke={1.6} />}>
          {t('waves.no-waves-why')}
        </EmptyList>
      )}
      <ul>
        {waves.value?.map((wave) => (
          <WaveRow key={wave.waveId} wave={wave} />
        ))}
      </ul>
    </section>
  );
}

function WaveRow({ wave }: { readonly wave: WaveView }) {
  const { t } = useText();
  const share = wave.lineCount === 0 ? 0 : wave.pickedLines / wave.lineCount;
  return (
    <li>
      <button type="button" className={styles.wave} onClick={() => openPickingList(wave.waveId)}>
        <span className={styles.waveName}>
          <strong>{wave.name}</strong>
          <Tone tone={wave.state === 'released' ? 'say' : 'ok'} look="soft" size={16}>
            {sayCode('waves.state', wave.state)}
          </Tone>
        </span>
        <span className={styles.waveFacts}>
          {t('waves.parcels', { count: wave.parcelCount })} · <Time at={wave.releasedAt} />
        </span>
        <span className={styles.waveBar}>
          <span style={{ transform: `scaleX(${share})` }} data-done={share === 1 || undefined} />
        </span>
        <span className={styles.waveProgress}>
          {t('waves.picked-of', { picked: wave.pickedLines, count: wave.lineCount })}
        </span>
        <IconChevronRight size={20} aria-hidden="true" />
      </button>
    </li>
  );
}
