// What the disk did while a file was taken over, in the station's words.

import { Fault } from '../basics/fault.ts';

/** A Fault for what the disk did; anything else comes back as it was. */
export function translateDiskFault(thrown: unknown): unknown {
  const code = (thrown as { code?: unknown }).code;
  if (typeof code !== 'string') return thrown;
  if (code === 'ENOSPC' || code === 'EDQUOT') return new Fault('import.disk-full', 'later', {}, thrown);
  return new Fault('import.unreadable', 'later', { code }, thrown);
}
