// Requests about what could be a printer: what this PC sees of itself, and who opens a printer's port on the local network.

import { z } from 'zod';
import type { Clock } from '../../basics/clock.ts';
import type { RandomBytes } from '../../basics/ids.ts';
import { read } from '../../basics/request.ts';
import { findDevices, type NetworkScan, scanNetwork } from './find-devices.ts';

export interface DeviceParts {
  readonly clock: Clock;
  readonly random: RandomBytes;
}

export function devicesApi(parts: DeviceParts) {
  return {
    /**
     * The system's print queues, serial ports, USB devices and print components. With `network: true` also who opens port 9100 on
     * the local network: at most 1,016 addresses within 30 seconds; connects and hangs up, says nothing. `network` in the answer is
     * null when it was not asked.
     */
    'printers.find': read({
      role: 'printer-operator',
      argument: z.strictObject({
        network: z.boolean().default(false),
        port: z.number().int().min(1).max(65_535).default(9_100),
      }),
      run: async ({ network, port }) => {
        const [devices, scan] = await Promise.all([
          findDevices(parts),
          network ? scanNetwork(parts.clock, port) : Promise.resolve<NetworkScan | null>(null),
        ]);
        return { ...devices, network: scan };
      },
    }),
  };
}
