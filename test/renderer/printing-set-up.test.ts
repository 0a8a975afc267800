import { expect, it } from 'vitest';
import { printerPresets } from '../../main/devices/printers/printer-presets.ts';
import { parseProfile, printerProfile } from '../../main/devices/printers/profile.ts';
import {
  fieldGroups,
  fieldsOf,
  readField,
  writeField,
} from '../../renderer/printing/set-up/profile-fields.ts';
import { guessPreset, profileFrom, type Wire } from '../../renderer/printing/set-up/set-up-store.ts';
import { hasText, startText } from '../../renderer/text/text.ts';

const network: Wire = {
  kind: 'tcp',
  host: '192.168.1.50',
  port: 9_100,
  connectTimeoutMs: 3_000,
  stallMs: 180_000,
};
const wires: readonly Wire[] = [
  network,
  { kind: 'serial', path: 'COM3', baud: 115_200, flowControl: 'rts-cts', stallMs: 180_000 },
  { kind: 'windows', mode: 'raw', queue: 'label', stallMs: 180_000 },
  { kind: 'cups', queue: 'label', mode: 'raw', stallMs: 180_000 },
  { kind: 'ipp', uri: 'ipp://192.168.1.50/ipp/print', stallMs: 180_000 },
  { kind: 'usb-lp', path: '/dev/usb/lp0', stallMs: 180_000 },
  { kind: 'folder', format: 'pdf', path: null },
  { kind: 'component', dialect: 'douyin', printer: '面单 1', port: null, stallMs: 180_000 },
];
const everyProfile = printerPresets.flatMap((preset) => wires.map((wire) => profileFrom(preset, wire)));

it('offers for every printer only what its profile has, with words for each field and choice', async () => {
  await startText('zh-CN');
  const wordless = everyProfile.flatMap((profile) =>
    fieldGroups
      .flatMap((group) => fieldsOf(group, profile))
      .flatMap((field) => [
        `profile.${field.name}`,
        ...(field.kind === 'choice' ? field.values.map((value) => `profile.${field.name}.${value}`) : []),
      ])
      .filter((key) => !hasText(key)),
  );
  const unknown = everyProfile.flatMap((profile) =>
    fieldGroups
      .flatMap((group) => fieldsOf(group, profile))
      .filter((field) => readField(profile, field.name) === undefined),
  );

  expect([...new Set(wordless)]).toEqual([]);
  expect(unknown).toEqual([]);
});

it('leaves no value of a profile that nobody could change: each is a field of some printer', () => {
  const offered = new Set(
    everyProfile.flatMap((profile) =>
      fieldGroups.flatMap((group) => fieldsOf(group, profile).map(({ name }) => name)),
    ),
  );

  const values = Object.keys(printerProfile.shape).filter((name) => name !== 'wire' && name !== 'preset');
  const ofWires = wires.flatMap((wire) =>
    Object.keys(wire)
      .filter((name) => name !== 'kind')
      .map((name) => `wire.${name}`),
  );

  expect([...values, ...ofWires].filter((name) => !offered.has(name))).toEqual([]);
});

it('keeps to what the station takes: every preset over every way is a profile', () => {
  for (const profile of everyProfile) expect(parseProfile('profile', profile)).toMatchObject({ ok: true });
});

it('asks a printer nothing in a language it does not speak any more', () => {
  const [, zebra] = printerPresets;
  if (!zebra) throw new Error('there is a Zebra among the presets');
  const profile = profileFrom(zebra, network);

  const changed = writeField(profile, 'language', 'tspl');

  expect(profile.statusDialect).toBe('zpl-counter');
  expect(changed).toMatchObject({ language: 'tspl', statusDialect: 'none' });
  expect(writeField(profile, 'wire.port', 9_101).wire).toMatchObject({ port: 9_101 });
  const queue = profileFrom(zebra, { kind: 'windows', mode: 'raw', queue: 'label', stallMs: 180_000 });
  expect(writeField(queue, 'wire.mode', 'driver')).toMatchObject({
    language: 'page',
    statusDialect: 'none',
    wire: { mode: 'driver' },
  });
});

it('guesses the make from what the queue is called, and nothing where the name says nothing', () => {
  const guess = (name: string, wire: Wire = network) => guessPreset(printerPresets, name, wire)?.id;

  expect(guess('ZDesigner ZD421-203dpi ZPL')).toBe('zebra-203');
  expect(guess('Gprinter GP-1324D')).toBe('gprinter-tspl');
  expect(guess('TSC TTP-244 300dpi')).toBe('tsc-300');
  expect(guess('192.168.1.50')).toBeUndefined();
  expect(guess('label', { kind: 'cups', queue: 'label', mode: 'driver', stallMs: 1_000 })).toBe('page');
});
