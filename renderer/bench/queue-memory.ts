// What waits to be answered, kept in the window's own storage: a reload or a crash of the window loses no scan.

import type { QueueMemory, WaitingDeed } from './scan-queue.ts';

export function createQueueMemory(
  storage: Pick<Storage, 'getItem' | 'setItem'>,
  benchId: string,
): QueueMemory {
  const key = `bench.${benchId}.waiting`;
  return {
    read() {
      try {
        const kept: unknown = JSON.parse(storage.getItem(key) ?? '[]');
        return Array.isArray(kept) ? kept.filter(isDeed) : [];
      } catch {
        return []; // not ours or cut short: nothing that could be sent again safely
      }
    },
    save: (waiting) => storage.setItem(key, JSON.stringify(waiting)),
  };
}

function isDeed(value: unknown): value is WaitingDeed {
  if (typeof value !== 'object' || value === null) return false;
  const { id, kind, code } = value as Record<string, unknown>; // any object may be looked into
  return (
    typeof id === 'string' &&
    typeof code === 'string' &&
    (kind === 'scan' || kind === 'act' || kind === 'acknowledge')
  );
}
