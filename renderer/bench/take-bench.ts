// Which bench this window is: the first free number, held by a lock for as long as the window lives. Two windows are two
// benches, a reload keeps its own, and after a restart the first window finds the parcel it left open.

const mostBenches = 20;
const reloadPatienceMs = 2_000;

export interface BenchParts {
  /** `navigator.locks`; undefined where the host has none (then there is one bench). */
  readonly locks: Pick<LockManager, 'request'> | undefined;
  /** Kept per window: `sessionStorage`. */
  readonly memory: Pick<Storage, 'getItem' | 'setItem'>;
}

export async function takeBench({ locks, memory }: BenchParts): Promise<string> {
  if (!locks) return 'bench-1';
  const before = memory.getItem('bench.id');
  if (before && (await holdLock(locks, before, { signal: AbortSignal.timeout(reloadPatienceMs) })))
    return before;
  for (let number = 1; number <= mostBenches; number += 1) {
    const benchId = `bench-${number}`;
    if (await holdLock(locks, benchId, { ifAvailable: true })) {
      memory.setItem('bench.id', benchId);
      return benchId;
    }
  }
  return 'bench-1';
}

/** Takes the lock and never gives it back; false when somebody else has it. */
function holdLock(locks: Pick<LockManager, 'request'>, name: string, options: LockOptions): Promise<boolean> {
  return new Promise((resolve) => {
    locks
      .request(name, options, (lock) => {
        resolve(lock !== null);
        return lock ? new Promise<never>(() => {}) : null;
      })
      .catch(() => resolve(false)); // the patience ran out
  });
}
