// Who may print a label once more, said before it is tried: the first few times anybody, then a supervisor with the PIN. The station
// decides; this only says what it will say.

import { useMe } from '../frame/me-store.ts';
import { useSetting } from '../frame/station-store.ts';

export interface ReprintRight {
  readonly needs: 'supervisor' | 'pin' | null;
  /** As many reprints as anybody may make. */
  readonly most: number;
}

export function useReprintRight(reprintCount: number): ReprintRight {
  const most = Number(useSetting('printing.reprintsAlone') ?? 0);
  const me = useMe((state) => state.me);
  if (reprintCount < most || me === null || me.isOpen) return { needs: null, most };
  if (me.person?.role !== 'supervisor') return { needs: 'supervisor', most };
  return { needs: me.isConfirmed ? null : 'pin', most };
}
