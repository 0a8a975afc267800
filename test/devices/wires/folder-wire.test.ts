import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { WireLine } from '../../../main/devices/printers/wire.ts';
import { createFolderWire } from '../../../main/devices/printers/wires/folder-wire.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'folder-wire-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function opened(at = join(folder, 'pictures')): Promise<WireLine> {
  const line = await createFolderWire({ folder: at, format: 'png' }).open();
  if (typeof line === 'string') throw new Error(`the wire says ${line}`);
  return line;
}

it('makes one file of each title, and one only however often it is written', async () => {
  const line = await opened();

  await line.write(Buffer.from('one'), '12/003-YT1');
  await line.write(Buffer.from('two'), '12/003-YT1');
  const ended = await line.end();

  expect(ended).toBeNull();
  expect(readdirSync(join(folder, 'pictures', '12'))).toEqual(['003-YT1.png']);
  expect(readFileSync(join(folder, 'pictures', '12', '003-YT1.png'), 'utf8')).toBe('two');
});

it('writes nothing outside of its folder, whatever the title says', async () => {
  const line = await opened();

  await line.write(Buffer.from('one'), '../../escaped');
  await line.write(Buffer.from('two'), '/etc/../拣货单 7');

  expect(existsSync(join(folder, 'escaped.png'))).toBe(false);
  expect(
    readdirSync(join(folder, 'pictures'), { recursive: true }).filter((name) =>
      String(name).endsWith('.png'),
    ),
  ).toHaveLength(2);
});

it('is refused where a file stands in the place of the folder', async () => {
  writeFileSync(join(folder, 'pictures'), '');

  const wire = createFolderWire({ folder: join(folder, 'pictures'), format: 'pdf' });

  expect(await wire.open()).toBe('printer.folder-closed');
});

it.skipIf(process.platform !== 'linux')('leaves no half file when the disk is full', async () => {
  const line = await opened();
  mkdirSync(join(folder, 'pictures'), { recursive: true });
  symlinkSync('/dev/full', join(folder, 'pictures', 'YT1.png.part'));

  const reason = await line.write(new Uint8Array(4_096), 'YT1');

  expect(reason).toBe('printer.disk-full');
  expect(readdirSync(join(folder, 'pictures'))).toEqual([]);
  expect(await line.end()).toBe('printer.disk-full');
});
