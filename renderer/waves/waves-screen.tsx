// The waves room: planning parcels, releasing waves, and the picking list of a wave.

import { useCallback } from 'react';
import type { WaveId } from '../../main/basics/ids.ts';
import { useOpening } from '../frame/use-opening.ts';
import { useText } from '../text/text.ts';
import { PickingListScreen } from './picking-list.tsx';
import { PlanningBoard } from './planning-board.tsx';
import { ReleaseBoard } from './release-board.tsx';
import styles from './waves.module.css';
import { openPickingList, showNamedParcel, showPart, useWaves } from './waves-store.ts';

export function WavesScreen() {
  const { t } = useText();
  const { part, waveId } = useWaves();
  useOpening(
    'waves',
    useCallback((what) => {
      if (what.parcelId) {
        showNamedParcel(what.parcelId, what.search ?? '');
        return;
      }
      if (what.waveId) openPickingList(what.waveId as WaveId /* looked up by the station */);
      else showPart(what.part === 'release' ? 'release' : 'plan');
      if (what.search !== undefined) useWaves.setState({ search: what.search });
    }, []),
  );
  if (waveId) return <PickingListScreen key={waveId} waveId={waveId} />;
  return (
    <div className={styles.room}>
      <header className={styles.roomHead}>
        <h1>{t('room.waves')}</h1>
        <div className={styles.tabs} role="tablist">
          {(['plan', 'release'] as const).map((each) => (
            <button
              key={each}
              type="button"
              role="tab"
              aria-selected={part === each}
              onClick={() => showPart(each)}
            >
              {t(`waves.part.${each}`)}
            </button>
          ))}
        </div>
      </header>
      {part === 'plan' ? <PlanningBoard /> : <ReleaseBoard />}
    </div>
  );
}
