// The parcels of one recipient, one under the other, with the reason between those that stay apart, and a place for a new one.

import { Button } from '@mantine/core';
import { IconArrowsSplit, IconCheck, IconHandStop } from '@tabler/icons-react';
import { Hotkey } from '../parts/hotkey.tsx';
import { sayRule } from '../parts/say-rule.ts';
import { Countdown } from '../parts/when.tsx';
import { sayCode } from '../text/sentence.tsx';
import { useText } from '../text/text.ts';
import styles from './group-board.module.css';
import { ParcelCard } from './parcel-card.tsx';
import type { LineMove } from './use-line-move.ts';
import { RuleId } from './verdict-words.tsx';
import { type GroupView, useWaves } from './waves-store.ts';

export function GroupBoard(props: {
  readonly group: GroupView;
  readonly move: LineMove;
  readonly onAccept: () => void;
}) {
  const { group, move, onAccept } = props;
  const { t } = useText();
  const { chosen, isMoving, target, namedParcelId } = useWaves();
  const hasProposals = group.parcels.some((parcel) => parcel.state === 'proposed');
  return (
    <>
      <header className={styles.groupHead}>
        <div>
          <h2>{group.recipientMask}</h2>
          <p>
            {group.parcels[0]?.shopName} · <Countdown dueAt={group.dueAt} />
          </p>
        </div>
        {hasProposals && (
          <Button leftSection={<IconCheck size={18} />} onClick={onAccept}>
            {t('waves.accept')} <Hotkey>Enter</Hotkey>
          </Button>
        )}
      </header>
      {group.held.map(({ orderId, hold }) => (
        <p key={orderId} className={styles.heldOrder}>
          <IconHandStop size={20} aria-hidden="true" />
          {sayCode('waves.hold', hold, { orderId })}
        </p>
      ))}
      <div className={styles.cards}>
        {group.parcels.map((parcel, index) => (
          <div key={parcel.parcelId} className={styles.cardPlace}>
            {index > 0 && <Seam group={group} index={index} />}
            <ParcelCard
              parcel={parcel}
              number={index + 1}
              isMoving={isMoving}
              isNamed={parcel.parcelId === namedParcelId}
              chosenLine={chosen?.parcelId === parcel.parcelId ? chosen.line : null}
              hovering={
                target === parcel.parcelId && chosen?.parcelId !== parcel.parcelId
                  ? { verdict: move.verdict }
                  : null
              }
              onHover={() => chosen && move.hover(parcel.parcelId)}
              onLeave={() => target === parcel.parcelId && move.hover(null)}
              onDrop={() => move.drop(parcel.parcelId)}
            />
          </div>
        ))}
        <button
          type="button"
          className={styles.newParcel}
          data-hover={target === 'new' ? (move.verdict?.verdict ?? 'asking') : undefined}
          disabled={!chosen}
          onClick={() => move.drop('new')}
          onDragOver={(event) => event.preventDefault()}
          onDragEnter={() => chosen && move.hover('new')}
          onDragLeave={() => target === 'new' && move.hover(null)}
          onDrop={(event) => {
            event.preventDefault();
            move.drop('new');
          }}
        >
          <IconArrowsSplit size={20} aria-hidden="true" />
          {t('waves.new-parcel')} <Hotkey>{isMoving ? group.parcels.length + 1 : 'S'}</Hotkey>
        </button>
      </div>
    </>
  );
}

/** Why this parcel is not one with an earlier one. */
function Seam({ group, index }: { readonly group: GroupView; readonly index: number }) {
  const { t } = useText();
  const here = group.parcels[index]?.parcelId;
  const earlier = group.parcels.slice(0, index).map((parcel) => parcel.parcelId);
  const reasons = group.apart.filter(
    ({ between }) =>
      here !== undefined && between.includes(here) && between.some((id) => earlier.includes(id)),
  );
  const first = reasons[0];
  if (!first) return <p className={styles.seam} data-plain />;
  return (
    <p className={styles.seam}>
      <span>{t('waves.apart')}</span>
      <span className={styles.seamWhy}>{sayRule(first)}</span>
      <RuleId rule={first.rule} />
    </p>
  );
}
