// What printers a PC can see: the system's own queues, serial ports, USB devices, print components. Only when asked also the local
// network, by knocking at the raw port of each address: who opens is hung up on, and no byte is said, for a printer that is asked in
// the wrong language prints the question.

import { connect } from 'node:net';
import { type NetworkInterfaceInfo, networkInterfaces } from 'node:os';
import type { Clock } from '../../basics/clock.ts';
import type { RandomBytes } from '../../basics/ids.ts';
import { type Dialect, dialects } from '../component/component-messages.ts';
import { listComponentPrinters } from '../component/component-printer.ts';
import { listCupsQueues, localCups } from './wires/cups-wire.ts';
import type { FoundQueue } from './wires/queue-line.ts';
import { type FoundSerialPort, listSerialPorts } from './wires/serial-wire.ts';
import { listUsbPrinters } from './wires/usb-lp-wire.ts';
import { listWindowsQueues } from './wires/windows-wire.ts';

export interface FoundDevices {
  /** `reason`: why the system's queues cannot be told, e.g. its print service is off. */
  readonly queues: {
    readonly kind: 'cups' | 'windows';
    readonly found: readonly FoundQueue[];
    readonly reason: string | null;
  };
  readonly serialPorts: readonly FoundSerialPort[];
  readonly usbPaths: readonly string[];
  readonly components: readonly {
    readonly dialect: Dialect;
    readonly printers: readonly string[];
    /** `component.not-running` where there is none. */
    readonly reason: string | null;
  }[];
}

const answerWithinMs = 5_000;

export async function findDevices(parts: {
  readonly clock: Clock;
  readonly random: RandomBytes;
}): Promise<FoundDevices> {
  const { clock } = parts;
  const kind = process.platform === 'win32' ? 'windows' : 'cups';
  const [queues, serialPorts, usbPaths, components] = await Promise.all([
    kind === 'windows' ? listWindowsQueues() : listCupsQueues({ server: localCups(), answerWithinMs }, clock),
    listSerialPorts().catch(() => []), // a system without a list of ports
    listUsbPrinters(),
    Promise.all(
      (Object.keys(dialects) as Dialect[]) // the keys of a constant
        .map(async (dialect) => {
          const found = await listComponentPrinters({ port: dialects[dialect].port, answerWithinMs }, parts);
          return typeof found === 'string'
            ? { dialect, printers: [], reason: found }
            : { dialect, printers: found.printers, reason: null };
        }),
    ),
  ]);
  return {
    queues:
      typeof queues === 'string'
        ? { kind, found: [], reason: queues }
        : { kind, found: queues, reason: null },
    serialPorts,
    usbPaths,
    components,
  };
}

/** Addresses at most: four small networks. A larger network is looked at around our own address only. */
const mostHosts = 1_016;
const parallel = 64;
const knockWithinMs = 600;
const scanWithinMs = 30_000;

/** Every other address of the small networks this PC is in; of private networks only. */
export function hostsAround(
  networks: NodeJS.Dict<readonly Pick<NetworkInterfaceInfo, 'address' | 'family' | 'internal' | 'netmask'>[]>,
): string[] {
  const hosts = new Set<string>();
  const ours = Object.values(networks)
    .flatMap((list) => list ?? [])
    .filter(({ family, internal, address }) => family === 'IPv4' && !internal && isPrivate(address));
  for (const { address, netmask } of ours) {
    const own = numberOf(address);
    const mask = (numberOf(netmask) | 0xffffff00) >>> 0; // 254 hosts around our own at most
    const first = (own & mask) >>> 0;
    const last = (first | (~mask >>> 0)) >>> 0;
    for (let host = first + 1; host < last; host += 1) if (host !== own) hosts.add(addressOf(host));
  }
  return [...hosts].slice(0, mostHosts);
}

function isPrivate(address: string): boolean {
  const [one = 0, two = 0] = address.split('.').map(Number);
  return one === 10 || (one === 172 && two >= 16 && two < 32) || (one === 192 && two === 168);
}

const numberOf = (address: string) =>
  address.split('.').reduce((number, part) => ((number << 8) | Number(part)) >>> 0, 0);

const addressOf = (number: number) => [24, 16, 8, 0].map((shift) => (number >>> shift) & 0xff).join('.');

export interface NetworkScan {
  /** Who opened the port, in the order of their addresses. */
  readonly open: readonly string[];
  readonly asked: number;
  /** Not asked any more when the time was over. */
  readonly left: number;
}

/** Knocks at one port of each host. */
export async function scanNetwork(
  clock: Clock,
  port = 9_100,
  hosts: readonly string[] = hostsAround(networkInterfaces()),
): Promise<NetworkScan> {
  const open: string[] = [];
  const until = clock.now() + scanWithinMs;
  const waiting = [...hosts].slice(0, mostHosts);
  let asked = 0;
  await Promise.all(
    Array.from({ length: Math.min(parallel, waiting.length) }, async () => {
      while (clock.now() < until) {
        const host = waiting.shift();
        if (host === undefined) return;
        asked += 1;
        if (await knock(host, port, clock)) open.push(host);
      }
    }),
  );
  open.sort((one, other) => numberOf(one) - numberOf(other));
  return { open, asked, left: waiting.length };
}

function knock(host: string, port: number, clock: Clock): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const settle = (isOpen: boolean) => {
      cancel();
      socket.destroy();
      resolve(isOpen);
    };
    const cancel = clock.after(knockWithinMs, () => settle(false));
    socket.once('connect', () => settle(true));
    socket.once('error', () => settle(false));
  });
}
