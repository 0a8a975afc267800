// The planning board: recipients on the left, the parcels of one in the middle, the guard's words on the right. Lines are moved
// by drag or by keys; the guard is asked while a line hovers and again by the station when it lands.

import { Button, SegmentedControl, TextInput } from '@mantine/core';
import { IconCheck, IconPackageImport, IconSearch, IconSparkles } from '@tabler/icons-react';
import { useCallback, useDeferredValue, useEffect, useState } from 'react';
import { EmptyList } from '../parts/empty-list.tsx';
import { Hotkey } from '../parts/hotkey.tsx';
import { RefusalBar } from '../parts/notice-bar.tsx';
import { useAnswer } from '../parts/use-answer.ts';
import { newRequestId, useAsk } from '../parts/use-ask.ts';
import { Wait } from '../parts/wait.tsx';
import { useText } from '../text/text.ts';
import { GroupBoard } from './group-board.tsx';
import { GroupList } from './group-list.tsx';
import styles from './planning-board.module.css';
import { usePlanningKeys } from './planning-keys.ts';
import { VerdictPanel } from './verdict-panel.tsx';
import { chooseGroup, groupKeyOf, nothingInHand, showPart, useWaves } from './waves-store.ts';

const pageSize = 200;

export function PlanningBoard() {
  const { t } = useText();
  const { groupKey, search, isToDecide, namedParcelId } = useWaves();
  const asked = useDeferredValue(search.trim());
  const [limit, setLimit] = useState(pageSize);
  const answer = useAnswer(
    'parcels.groups',
    { ...(isToDecide ? { state: 'proposed' as const } : {}), search: asked, offset: 0, limit },
    { refreshOn: ['parcels.changed', 'orders.changed', 'goods.changed', 'station.changed'] },
  );
  const plan = useAsk('parcels.plan');
  const accept = useAsk('parcels.accept');
  const groups = answer.value?.groups ?? [];
  const total = answer.value?.total ?? 0;
  const chosen =
    groups.find((group) => group.parcels.some((parcel) => parcel.parcelId === namedParcelId)) ??
    groups.find((group) => groupKeyOf(group) === groupKey) ??
    groups[0];
  const chosenKey = chosen ? groupKeyOf(chosen) : null;
  const showMore = useCallback(() => setLimit((before) => before + pageSize), []);

  // A recipient that is gone (all accepted, or filtered away) gives way to the first one.
  useEffect(() => {
    if (chosenKey !== groupKey) useWaves.setState({ groupKey: chosenKey, ...nothingInHand });
  }, [chosenKey, groupKey]);

  const planAll = () => void plan.send({ requestId: newRequestId() });
  const acceptClean = () => void accept.send({ parcelIds: 'clean', requestId: newRequestId() });
  const acceptGroup = () => {
    const proposed = chosen?.parcels.filter((parcel) => parcel.state === 'proposed') ?? [];
    if (proposed.length === 0) return;
    void accept.send({ parcelIds: proposed.map((parcel) => parcel.parcelId), requestId: newRequestId() });
    chooseNext(1);
  };
  function chooseNext(step: number): void {
    const index = groups.findIndex((group) => groupKeyOf(group) === chosenKey);
    const next = groups[Math.max(0, Math.min(groups.length - 1, index + step))];
    if (next) chooseGroup(groupKeyOf(next));
  }
  const move = usePlanningKeys({ group: chosen, chooseNext, planAll, acceptClean, acceptGroup });

  const isEmpty = answer.value !== undefined && groups.length === 0;
  return (
    <div className={styles.board}>
      <aside className={styles.side}>
        <div className={styles.sideHead}>
          <TextInput
            value={search}
            onChange={(event) => useWaves.setState({ search: event.currentTarget.value })}
            placeholder={t('waves.find-recipient')}
            aria-label={t('waves.find-recipient')}
            leftSection={<IconSearch size={18} />}
          />
          <SegmentedControl
            size="xs"
            aria-label={t('waves.which')}
            value={isToDecide ? 'decide' : 'all'}
            onChange={(value) => useWaves.setState({ isToDecide: value === 'decide' })}
            data={[
              { value: 'decide', label: t('waves.to-decide') },
              { value: 'all', label: t('waves.everything') },
            ]}
          />
          <div className={styles.sideButtons}>
            <Button
              variant="default"
              leftSection={<IconSparkles size={18} />}
              loading={plan.isPending}
              onClick={planAll}
            >
              {t('waves.plan')} <Hotkey>P</Hotkey>
            </Button>
            <Button loading={accept.isPending} onClick={acceptClean} disabled={isEmpty}>
              {t('waves.accept-clean')} <Hotkey>A</Hotkey>
            </Button>
          </div>
        </div>
        <GroupList groups={groups} total={total} chosenKey={chosenKey} onNearEnd={showMore} />
        <p className={styles.sideFoot}>{t('waves.recipient-count', { count: total })}</p>
      </aside>
      <main className={styles.middle}>
        <RefusalBar refusal={plan.refusal ?? accept.refusal ?? answer.refusal} />
        {answer.value === undefined && !answer.refusal && <Wait what={t('waves.reading')} />}
        {isEmpty && <NothingToShow isSearch={asked !== ''} onPlan={planAll} />}
        {chosen && <GroupBoard group={chosen} move={move} onAccept={acceptGroup} />}
      </main>
      {chosen && <VerdictPanel group={chosen} move={move} />}
    </div>
  );
}

/** Why the board is empty: nothing found, everything decided, or nothing planned yet. */
function NothingToShow({ isSearch, onPlan }: { readonly isSearch: boolean; readonly onPlan: () => void }) {
  const { t } = useText();
  const preview = useAnswer('waves.preview', {}, { refreshOn: ['parcels.changed', 'station.changed'] });
  const decided = preview.value?.parcelCount ?? 0;
  if (isSearch) {
    return (
      <EmptyList title={t('waves.nothing-found')} picture={<IconSearch size={32} stroke={1.6} />}>
        {t('waves.nothing-found-why')}
      </EmptyList>
    );
  }
  if (decided > 0) {
    return (
      <EmptyList
        title={t('waves.all-decided')}
        picture={<IconCheck size={32} stroke={1.6} />}
        actions={<Button onClick={() => showPart('rules')}>{t('waves.go-release')}</Button>}
      >
        {t('waves.all-decided-why', { count: decided })}
      </EmptyList>
    );
  }
  return (
    <EmptyList
      title={t('waves.nothing-to-plan')}
      picture={<IconPackageImport size={32} stroke={1.6} />}
      actions={<Button onClick={onPlan}>{t('waves.plan')}</Button>}
    >
      {t('waves.nothing-to-plan-why')}
    </EmptyList>
  );
}
