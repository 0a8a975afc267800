import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../../main/basics/clock.ts';
import type { WireLine } from '../../../main/devices/printers/wire.ts';
import { createUsbLpWire, listUsbPrinters } from '../../../main/devices/printers/wires/usb-lp-wire.ts';
import { movedClock } from '../../builders/moved-clock.ts';
import { hasPseudoTerminals, openPseudoTerminal } from '../../builders/pseudo-terminal.ts';

const folder = mkdtempSync(join(tmpdir(), 'usb-lp-'));
afterAll(() => rmSync(folder, { recursive: true }));

const wireAt = (path: string, clock = systemClock()) => createUsbLpWire({ path, stallMs: 60_000 }, clock);

async function opened(wire: ReturnType<typeof wireAt>): Promise<WireLine> {
  const line = await wire.open();
  if (typeof line === 'string') throw new Error(`the wire says ${line}`);
  return line;
}

const everyByte = (length: number) => Uint8Array.from({ length }, (_, index) => (index * 7) & 0xff);

// No printer is plugged into a test's machine: a pseudo-terminal is a character device that fills up, answers and can be pulled.
describe.skipIf(!hasPseudoTerminals)('a printer at a device of its own', () => {
  it('gets every byte unchanged and is let go when the last is through', async () => {
    using printer = openPseudoTerminal();
    const line = await opened(wireAt(printer.path));
    const label = everyByte(120_000);

    const written = await line.write(label);
    await printer.bytes(label.length);
    const ended = await line.end();

    expect([written, ended]).toEqual([null, null]);
    expect(printer.received().equals(label)).toBe(true);
    expect(line.lost).toBe('printer.closed');
  });

  it('is heard when it answers', async () => {
    using printer = openPseudoTerminal();
    const line = await opened(wireAt(printer.path));
    const heard = new Promise<string>((resolve) => {
      let text = '';
      line.onBytes((piece) => {
        text += Buffer.from(piece).toString('latin1');
        if (text.length >= 5) resolve(text);
      });
    });

    printer.say('ready');

    expect(await heard).toBe('ready');
    expect(line.answers).toBe(true);
    line.destroy();
  });

  it('is given up when it has no room for too long', async () => {
    using printer = openPseudoTerminal();
    const clock = movedClock();
    const line = await opened(wireAt(printer.path, clock));
    printer.stopReading();

    let outcome: string | null | undefined;
    const writing = line.write(everyByte(1_000_000)).then((reason) => {
      outcome = reason;
    });
    while (outcome === undefined) await clock.pass(1_000);
    await writing;

    expect(outcome).toBe('printer.stalled');
    expect(await line.end()).toBe('printer.stalled');
  });

  it('is lost when it is unplugged', async () => {
    using printer = openPseudoTerminal();
    const line = await opened(wireAt(printer.path));
    const writing = line.write(everyByte(1_000_000));
    await printer.bytes(1_000);

    printer.pull();

    expect(await writing).toBe('printer.connection-lost');
    await line.closed;
  });
});

describe.skipIf(process.platform === 'win32')('a path that is no printer', () => {
  it('is refused: a folder, a file, a link to a file, a pipe', async () => {
    const [file, link, pipe] = ['file', 'link', 'pipe'].map((name) => join(folder, name));
    if (!file || !link || !pipe) throw new Error('three names, three paths');
    writeFileSync(file, 'not paper');
    symlinkSync(file, link);
    execFileSync('mkfifo', [pipe]);

    const answers = await Promise.all([folder, file, link, pipe].map((path) => wireAt(path).open()));

    expect(new Set(answers)).toEqual(new Set(['printer.not-a-device']));
  });

  it('is refused where nothing is, and nothing is made there', async () => {
    const path = join(folder, 'lp7');

    expect(await wireAt(path).open()).toBe('printer.name-unknown');
    expect(existsSync(path)).toBe(false);
  });

  it('is refused where bytes vanish: paper never comes out of /dev/null', async () => {
    expect(await wireAt('/dev/null').open()).toBe('printer.not-a-device');
    expect(await wireAt('/dev/full').open()).toBe('printer.not-a-device');
  });
});

it('lists the printers that the kernel shows, in the order of their numbers', async () => {
  const shown = join(folder, 'usb');
  mkdirSync(shown);
  for (const name of ['lp10', 'lp2', 'hiddev0']) writeFileSync(join(shown, name), '');

  expect(await listUsbPrinters(shown)).toEqual([join(shown, 'lp2'), join(shown, 'lp10')]);
  expect(await listUsbPrinters(join(folder, 'no-such-folder'))).toEqual([]);
});
