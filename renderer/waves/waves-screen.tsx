// The waves room: planning parcels, releasing waves, the picking list of a wave, walking its carts; the plan of the warehouse and the
// pace of picking.

import { type ReactNode, useCallback } from 'react';
import type { WaveId } from '../../main/basics/ids.ts';
import { useOpening } from '../frame/use-opening.ts';
import { Tabs } from '../parts/tabs.tsx';
import { useText } from '../text/text.ts';
import { PaceBoard } from './pace-board.tsx';
import { PickingListScreen } from './picking-list.tsx';
import { PlanningBoard } from './planning-board.tsx';
import { ProposalsBoard } from './proposals-board.tsx';
import { ReleaseBoard } from './release-board.tsx';
import { WalkScreen } from './walk-screen.tsx';
import { WarehouseBoard } from './warehouse-board.tsx';
import styles from './waves.module.css';
import {
  openPickingList,
  showNamedParcel,
  showPart,
  useWaves,
  type WavesPart,
  wavesParts,
} from './waves-store.ts';

const boards: Readonly<Record<WavesPart, () => ReactNode>> = {
  plan: () => <PlanningBoard />,
  rules: () => <ProposalsBoard />,
  release: () => <ReleaseBoard />,
  warehouse: () => <WarehouseBoard />,
  pace: () => <PaceBoard />,
};

export function WavesScreen() {
  const { t } = useText();
  const { part, waveId, cartNo, isWalking } = useWaves();
  useOpening(
    'waves',
    useCallback((what) => {
      if (what.parcelId) {
        showNamedParcel(what.parcelId, what.search ?? '');
        return;
      }
      if (what.waveId)
        openPickingList(what.waveId as WaveId /* looked up by the station */, what.cartNo ?? null);
      else showPart(wavesParts.find((each) => each === what.part) ?? 'plan');
      if (what.search !== undefined) useWaves.setState({ search: what.search });
    }, []),
  );
  if (waveId && isWalking && cartNo !== null) {
    return <WalkScreen key={`${waveId} ${cartNo}`} waveId={waveId} cartNo={cartNo} />;
  }
  if (waveId) return <PickingListScreen key={`${waveId} ${cartNo}`} waveId={waveId} cartNo={cartNo} />;
  return (
    <div className={styles.room}>
      <header className={styles.roomHead}>
        <h1>{t('room.waves')}</h1>
        <Tabs
          label={t('room.waves')}
          present={part}
          onShow={showPart}
          tabs={wavesParts.map((each) => ({ part: each, words: t(`waves.part.${each}`) }))}
        />
      </header>
      {boards[part]()}
    </div>
  );
}
