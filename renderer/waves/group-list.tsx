// Recipients with something to plan, most urgent first: who, when it is due, how many parcels, what the guard thinks of them.

import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import { ToneIcon } from '../parts/tone.tsx';
import { Countdown } from '../parts/when.tsx';
import { useText } from '../text/text.ts';
import styles from './group-list.module.css';
import { verdictTones } from './verdict-words.tsx';
import { chooseGroup, type GroupView, groupKeyOf, type Verdict } from './waves-store.ts';

const rowHeight = 72;

export function GroupList(props: {
  readonly groups: readonly GroupView[];
  readonly total: number;
  readonly chosenKey: string | null;
  readonly onNearEnd: () => void;
}) {
  const { groups, total, chosenKey, onNearEnd } = props;
  const { t } = useText();
  const box = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: groups.length,
    getScrollElement: () => box.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  });
  const shown = rows.getVirtualItems();
  const lastShown = shown.at(-1)?.index ?? 0;
  const chosenIndex = groups.findIndex((group) => groupKeyOf(group) === chosenKey);

  useEffect(() => {
    if (groups.length < total && lastShown > groups.length - 40) onNearEnd();
  }, [groups.length, total, lastShown, onNearEnd]);

  useEffect(() => {
    if (chosenIndex >= 0) rows.scrollToIndex(chosenIndex, { align: 'auto' });
  }, [chosenIndex, rows]);

  return (
    <div ref={box} className={styles.groups} role="listbox" aria-label={t('waves.recipients')} tabIndex={-1}>
      <div style={{ height: rows.getTotalSize(), position: 'relative' }}>
        {shown.map((row) => {
          const group = groups[row.index];
          if (!group) return null;
          return (
            <GroupRow key={row.key} group={group} isChosen={row.index === chosenIndex} top={row.start} />
          );
        })}
      </div>
    </div>
  );
}

function GroupRow(props: { readonly group: GroupView; readonly isChosen: boolean; readonly top: number }) {
  const { group, isChosen, top } = props;
  const { t } = useText();
  const worst = worstOf(group.parcels.map((parcel) => parcel.verdict));
  const isAccepted = group.parcels.every((parcel) => parcel.state === 'planned');
  return (
    <button
      type="button"
      role="option"
      aria-selected={isChosen}
      className={styles.group}
      data-accepted={isAccepted || undefined}
      style={{ height: rowHeight, transform: `translateY(${top}px)` }}
      onClick={() => chooseGroup(groupKeyOf(group))}
    >
      <span className={styles.groupWho}>
        <ToneIcon tone={group.held.length > 0 ? 'stop' : verdictTones[worst]} />
        <strong>{group.recipientMask}</strong>
      </span>
      <span className={styles.groupParcels}>
        {group.parcels.slice(0, 8).map((parcel) => (
          <i key={parcel.parcelId} data-tag={parcel.doorTag} data-state={parcel.state} />
        ))}
        <span>
          {t('waves.parcels', { count: group.parcels.length })}
          {group.held.length > 0 && ` · ${t('waves.held', { count: group.held.length })}`}
          {isAccepted && ` · ${t('waves.accepted')}`}
        </span>
        <span className={styles.groupDue}>
          <Countdown dueAt={group.dueAt} />
        </span>
      </span>
    </button>
  );
}

function worstOf(verdicts: readonly Verdict[]): Verdict['verdict'] {
  if (verdicts.some((each) => each.verdict === 'block')) return 'block';
  return verdicts.some((each) => each.verdict === 'warn') ? 'warn' : 'allow';
}
