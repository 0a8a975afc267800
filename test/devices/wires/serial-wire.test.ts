import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../main/basics/clock.ts';
import type { WireLine } from '../../../main/devices/printers/wire.ts';
import { createSerialWire, listSerialPorts } from '../../../main/devices/printers/wires/serial-wire.ts';
import { movedClock } from '../../builders/moved-clock.ts';
import { hasPseudoTerminals, openPseudoTerminal } from '../../builders/pseudo-terminal.ts';

const wireAt = (path: string, clock = systemClock()) =>
  createSerialWire({ path, baudRate: 115_200, flowControl: 'rts-cts', stallMs: 60_000 }, clock);

async function opened(wire: ReturnType<typeof wireAt>): Promise<WireLine> {
  const line = await wire.open();
  if (typeof line === 'string') throw new Error(`the wire says ${line}`);
  return line;
}

/** Every byte there is, over and over: what a line discipline would change is in it. */
const everyByte = (length: number) => Uint8Array.from({ length }, (_, index) => (index * 7) & 0xff);

describe.skipIf(!hasPseudoTerminals)('a printer on a serial port', () => {
  it('gets every byte unchanged, however many', async () => {
    using printer = openPseudoTerminal();
    const line = await opened(wireAt(printer.path));
    const label = everyByte(120_000);

    const written = await line.write(label);
    const ended = await line.end();

    await printer.bytes(label.length);
    expect([written, ended]).toEqual([null, null]);
    expect(printer.received().equals(label)).toBe(true);
  });

  it('is heard, in pieces as they come, until nobody listens any more', async () => {
    using printer = openPseudoTerminal();
    const line = await opened(wireAt(printer.path));
    const first = Promise.withResolvers<string>();
    let heard = '';
    const stop = line.onBytes((piece) => {
      heard += Buffer.from(piece).toString('latin1');
      if (heard.length >= 6) first.resolve(heard);
    });

    printer.say('\x02ready');
    const said = await first.promise;
    stop();
    printer.say('\x02again');
    await line.write(everyByte(10));
    await printer.bytes(10);

    expect(said).toBe('\x02ready');
    expect(heard).toBe('\x02ready');
    line.destroy();
  });

  it('is given up when it holds us back too long, and gets nothing of it later', async () => {
    using printer = openPseudoTerminal();
    const clock = movedClock();
    const line = await opened(wireAt(printer.path, clock));
    printer.stopReading();

    let outcome: string | null | undefined;
    const writing = line.write(everyByte(1_000_000)).then((reason) => {
      outcome = reason;
    });
    while (outcome === undefined) await clock.pass(60_000);
    await writing;

    expect(outcome).toBe('printer.stalled');
    expect(line.lost).toBe('printer.stalled');
    expect(await line.write(everyByte(10))).toBe('printer.stalled');
    await line.closed;
  });

  it('goes on by itself once the printer takes bytes again', async () => {
    using printer = openPseudoTerminal();
    const line = await opened(wireAt(printer.path));
    printer.stopReading();
    const writing = line.write(everyByte(200_000));

    printer.readOn();

    expect(await writing).toBeNull();
    await printer.bytes(200_000);
    line.destroy();
  });

  it('is lost when its cable is pulled out in the middle', async () => {
    using printer = openPseudoTerminal();
    const line = await opened(wireAt(printer.path));
    const writing = line.write(everyByte(1_000_000));
    await printer.bytes(1_000);

    printer.pull();

    expect(await writing).toBe('printer.connection-lost');
    await line.closed;
    expect(line.lost).toBe('printer.connection-lost');
  });

  it('is refused while another program has the port', async () => {
    using printer = openPseudoTerminal();
    const line = await opened(wireAt(printer.path));

    const second = await wireAt(printer.path).open();

    expect(second).toBe('printer.in-use');
    line.destroy();
  });
});

describe.skipIf(process.platform === 'win32')('a serial port that is none', () => {
  it('is refused: a folder, a file, a path where nothing is', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'serial-'));
    writeFileSync(join(folder, 'file'), '');

    const answers = await Promise.all(
      [folder, join(folder, 'file'), join(folder, 'nothing')].map((path) => wireAt(path).open()),
    );

    expect(answers).toEqual(['printer.not-a-device', 'printer.not-a-device', 'printer.name-unknown']);
    rmSync(folder, { recursive: true });
  });

  it('is refused when the device there is no port', async () => {
    expect(await wireAt('/dev/null').open()).toBe('printer.not-a-device');
  });
});

it('lists the ports of the system with who made them', async () => {
  const list = async () => [
    { path: 'COM3', manufacturer: 'Gprinter' },
    { path: 'COM4', manufacturer: undefined },
  ];

  // The stand-in gives what the list of a system has and we read.
  const ports = await listSerialPorts(async () => ({ list }) as never);

  expect(ports).toEqual([
    { path: 'COM3', maker: 'Gprinter' },
    { path: 'COM4', maker: null },
  ]);
});
