import { createServer } from 'node:net';
import { expect, it } from 'vitest';
import { type Clock, systemClock } from '../../main/basics/clock.ts';
import { hostsAround, scanNetwork } from '../../main/devices/printers/find-devices.ts';
import { movedClock } from '../builders/moved-clock.ts';
import { testStation } from '../builders/test-station.ts';

const at = (address: string, netmask = '255.255.255.0', internal = false) => ({
  address,
  netmask,
  internal,
  family: 'IPv4' as const,
});

it('looks at the other addresses of the small network this PC is in', () => {
  const hosts = hostsAround({ eth0: [at('192.168.1.30')], lo: [at('127.0.0.1', '255.0.0.0', true)] });

  expect(hosts).toHaveLength(253);
  expect(hosts).toContain('192.168.1.1');
  expect(hosts).toContain('192.168.1.254');
  expect(hosts).not.toContain('192.168.1.30');
  expect(hosts).not.toContain('192.168.1.255');
});

it('looks no further than 254 addresses around its own in a large network, and never outside of private ones', () => {
  expect(hostsAround({ eth0: [at('10.7.3.9', '255.0.0.0')] })).toHaveLength(253);
  expect(hostsAround({ eth0: [at('10.7.3.9', '255.0.0.0')] })).toContain('10.7.3.254');
  expect(hostsAround({ eth0: [at('10.7.3.9', '255.255.255.252')] })).toEqual(['10.7.3.10']);
  expect(hostsAround({ ppp0: [at('203.0.113.9')] })).toEqual([]);
  expect(hostsAround({ tun0: undefined })).toEqual([]);
});

it('never asks more than a thousand addresses, however many networks there are', () => {
  const many = Array.from({ length: 20 }, (_, index) => at(`10.0.${index}.1`));

  expect(hostsAround({ eth0: many })).toHaveLength(1_016);
});

it('finds who opens the port, and says nothing to anybody', async () => {
  const heard: Buffer[] = [];
  const server = createServer((socket) => {
    socket.on('data', (piece) => heard.push(piece));
    socket.on('error', () => {});
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.2', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;

  const scan = await scanNetwork(systemClock(), port, ['127.0.0.3', '127.0.0.2', '127.0.0.4']);

  await new Promise<void>((resolve) => server.close(() => resolve()));
  expect(scan).toEqual({ open: ['127.0.0.2'], asked: 3, left: 0 });
  expect(heard).toEqual([]);
});

it('ends when its time is over, with what is left untold', async () => {
  const clock = movedClock();
  const nobody = Array.from({ length: 10_000 }, (_, index) => `192.0.2.${index % 250}`); // addresses for documents: packets vanish

  let looks = 0;
  const late: Clock = {
    now() {
      looks += 1;
      return clock.now() + (looks > 100 ? 60_000 : 0);
    },
    after: clock.after,
  };

  let scan: Awaited<ReturnType<typeof scanNetwork>> | undefined;
  void scanNetwork(late, 9_100, nobody).then((found) => {
    scan = found;
  });
  while (!scan) await clock.pass(600);

  expect(scan.open).toEqual([]);
  expect(scan.asked).toBeGreaterThan(0);
  expect(scan.asked + scan.left).toBe(1_016);
  expect(scan.left).toBeGreaterThan(0);
});

it('tells what this PC sees of itself, and leaves the network alone unless it is asked', async () => {
  await using station = testStation();

  const found = await station.ask('printers.find', {});

  expect(found.network).toBeNull();
  expect(found.queues.kind).toBe(process.platform === 'win32' ? 'windows' : 'cups');
  expect(found.components.map(({ dialect }) => dialect)).toEqual(['douyin', 'cainiao']);
  expect(Array.isArray(found.serialPorts)).toBe(true);
});
