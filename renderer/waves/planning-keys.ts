// The board by keyboard: M moves, S splits off, digits say where to, Enter accepts, A accepts all that are clean, P plans.

import { useEffect } from 'react';
import { useShortcuts } from '../scanning/use-scans.ts';
import { type LineMove, useLineMove } from './use-line-move.ts';
import { chooseLine, type GroupView, type ParcelView, refOf, useWaves } from './waves-store.ts';

interface KeyParts {
  readonly group: GroupView | undefined;
  readonly chooseNext: (step: number) => void;
  readonly planAll: () => void;
  readonly acceptClean: () => void;
  readonly acceptGroup: () => void;
}

export function usePlanningKeys(parts: KeyParts): LineMove {
  const { group, chooseNext, planAll, acceptClean, acceptGroup } = parts;
  const move = useLineMove(group);
  const { chosen, isMoving } = useWaves();

  const toNumber = (number: number) => () => {
    if (!isMoving) return;
    const parcel = group?.parcels[number - 1];
    if (parcel) move.drop(parcel.parcelId);
    else if (number === (group?.parcels.length ?? 0) + 1) move.drop('new');
  };
  const fewer = (by: number) => () => {
    const whole = chosen && quantityOf(group, chosen.parcelId, chosen.line);
    if (!chosen || !whole) return;
    const quantity = Math.max(1, Math.min(whole, chosen.line.quantity + by));
    useWaves.setState({ chosen: { ...chosen, line: { ...chosen.line, quantity } } });
  };

  useShortcuts({
    p: planAll,
    a: acceptClean,
    m: () => chosen && useWaves.setState({ isMoving: true }),
    s: () => chosen && move.drop('new'),
    n: () => isMoving && move.drop('new'),
    y: () => move.isAsking && move.confirm(),
    '-': fewer(-1),
    '+': fewer(1),
    '=': fewer(1),
    ...Object.fromEntries([1, 2, 3, 4, 5, 6, 7, 8, 9].map((number) => [String(number), toNumber(number)])),
  });

  useEffect(() => {
    function onKey(event: KeyboardEvent): void {
      if (event.ctrlKey || event.metaKey || event.altKey || isOthers(event.target)) return;
      switch (event.key) {
        case 'Enter':
          if (move.isAsking) move.confirm();
          else acceptGroup();
          break;
        case 'Escape':
          move.leave();
          break;
        case 'ArrowDown':
        case 'ArrowUp': {
          const step = event.key === 'ArrowDown' ? 1 : -1;
          if (chosen) chooseNeighbour(group?.parcels ?? [], chosen, step);
          else chooseNext(step);
          break;
        }
        case 'ArrowRight':
          chooseNeighbour(group?.parcels ?? [], null, 1);
          break;
        case 'ArrowLeft':
          move.leave();
          break;
        default:
          return;
      }
      event.preventDefault();
    }
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [move, acceptGroup, chooseNext, chosen, group]);

  return move;
}

/** Fields and buttons keep their own keys; recipients and lines are the board's. */
function isOthers(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false;
  return (
    target.closest('input, textarea, button, [role=dialog]') !== null &&
    !target.closest('[data-line], [role=option]')
  );
}

/** The line above or below the chosen one, across parcels; the first one when none is chosen. */
function chooseNeighbour(
  parcels: readonly ParcelView[],
  chosen: ReturnType<typeof useWaves.getState>['chosen'],
  step: number,
): void {
  const all = parcels.flatMap((parcel) =>
    parcel.lines.map((line) => ({ parcelId: parcel.parcelId, line: refOf(line) })),
  );
  const index = all.findIndex(
    (each) =>
      each.parcelId === chosen?.parcelId &&
      each.line.orderKey === chosen.line.orderKey &&
      each.line.lineId === chosen.line.lineId,
  );
  const next = all[index < 0 ? 0 : Math.max(0, Math.min(all.length - 1, index + step))];
  if (!next) return;
  chooseLine(next);
  document
    .querySelector<HTMLElement>(
      `[data-line="${CSS.escape(`${next.parcelId} ${next.line.orderKey} ${next.line.lineId}`)}"]`,
    )
    ?.focus();
}

function quantityOf(
  group: GroupView | undefined,
  parcelId: string,
  line: { readonly orderKey: number; readonly lineId: string },
): number | undefined {
  return group?.parcels
    .find((parcel) => parcel.parcelId === parcelId)
    ?.lines.find((each) => each.orderKey === line.orderKey && each.lineId === line.lineId)?.quantity;
}
