// The wire that a printer's profile names.

import { assertNever } from '../../../basics/assert.ts';
import type { Clock } from '../../../basics/clock.ts';
import type { PrinterId } from '../../../basics/ids.ts';
import type { WireSettings } from '../profile.ts';
import type { Wire } from '../wire.ts';
import { createCupsWire, createIppWire } from './cups-wire.ts';
import { createFolderWire } from './folder-wire.ts';
import { createSerialWire } from './serial-wire.ts';
import { createTcpWire } from './tcp-wire.ts';
import { createUsbLpWire } from './usb-lp-wire.ts';
import { createWindowsWire } from './windows-wire.ts';

/** A print service of the same machine answers in moments, one on the network in seconds. */
const answerWithinMs = 15_000;

/** A print component takes documents, not bytes. */
export type ByteWireSettings = Exclude<WireSettings, { kind: 'component' }>;

export function createWire(
  settings: ByteWireSettings,
  parts: {
    readonly printerId: PrinterId;
    /** Where the folder of pictures is that names none itself. */
    readonly labelsFolder: string;
    readonly clock: Clock;
  },
): Wire {
  const { clock } = parts;
  // In a queue that others use too, what is ours is known by its name; two of our printers may share one queue.
  const jobPrefix = `Parcelbench ${parts.printerId}`;
  switch (settings.kind) {
    case 'tcp':
      return createTcpWire(settings, clock);
    case 'serial': {
      const { path, baud, flowControl, stallMs } = settings;
      return createSerialWire({ path, baudRate: baud, flowControl, stallMs }, clock);
    }
    case 'windows':
      return createWindowsWire({ ...settings, jobPrefix, answerWithinMs }, clock);
    case 'cups':
      return createCupsWire({ ...settings, jobPrefix, answerWithinMs }, clock);
    case 'ipp':
      return createIppWire({ ...settings, jobPrefix, answerWithinMs }, clock);
    case 'usb-lp':
      return createUsbLpWire(settings, clock);
    case 'folder':
      return createFolderWire({ folder: settings.path ?? parts.labelsFolder, format: settings.format });
    default:
      return assertNever(settings);
  }
}
