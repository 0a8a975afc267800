// A printer's profile; a test names only what matters to it.

import { type PrinterProfile, printerProfile } from '../../main/devices/printers/profile.ts';

export function aProfile(wish: Partial<PrinterProfile> = {}): PrinterProfile {
  return printerProfile.parse({ wire: { kind: 'tcp', host: '127.0.0.1' }, ...wish });
}
