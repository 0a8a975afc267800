import { expect, it } from 'vitest';
import { printerPresets } from '../../main/devices/printers/printer-presets.ts';
import { parsePrinterSettings, profileOf } from '../../main/devices/printers/printer-settings.ts';
import { parseProfile, printerProfile } from '../../main/devices/printers/profile.ts';
import { en } from '../../renderer/text/en.ts';
import { zhCN } from '../../renderer/text/zh-CN.ts';

const wire = { kind: 'tcp', host: 'printer.example' } as const;

it('still reads a network printer that was saved before there were profiles', () => {
  const saved = {
    host: '192.0.2.7',
    port: 9100,
    dotsPerMm: 11.811,
    compression: 'z64',
    media: 'mark',
    speed: 5,
    darkness: 9,
  };
  const parsed = parsePrinterSettings('zpl-tcp', { ...saved, connectTimeoutMs: 4_000, stallMs: 90_000 });

  expect(parsed.ok && profileOf(parsed.value)).toMatchObject({
    language: 'zpl',
    dotsPerMm: 11.811,
    compression: 'z64',
    media: 'mark',
    speed: 5,
    density: 9,
    statusDialect: 'none',
    wire: { kind: 'tcp', host: '192.0.2.7', port: 9100, connectTimeoutMs: 4_000, stallMs: 90_000 },
  });
});

it('still reads the folder of pictures', () => {
  const parsed = parsePrinterSettings('paperless', { dotsPerMm: 8 });

  expect(parsed.ok && profileOf(parsed.value)).toMatchObject({
    language: 'page',
    wire: { kind: 'folder', format: 'png', path: null },
  });
});

it('says which value does not fit', () => {
  expect(parseProfile('profile', { wire: { kind: 'tcp', host: '' } })).toEqual({
    ok: false,
    problem: 'wire.host',
  });
  expect(parseProfile('profile', { wire, density: 99 })).toEqual({ ok: false, problem: 'density' });
  expect(parseProfile('profile', 'nothing')).toMatchObject({ ok: false });
});

it('asks an unknown printer nothing, and sends it no Z64', () => {
  expect(printerProfile.parse({ wire })).toMatchObject({
    preset: 'zpl-unknown',
    statusDialect: 'none',
    compression: 'acs',
  });
});

for (const preset of printerPresets) {
  it(`starts ${preset.id} with values that fit, said in both languages, Z64 left to a test label`, () => {
    const parsed = parseProfile('profile', { ...preset.profile, preset: preset.id, wire });

    expect(parsed).toEqual({ ok: true, value: expect.objectContaining(preset.profile) });
    expect(preset.profile.compression).toBe('acs');
    for (const words of [zhCN, en] as Readonly<Record<string, string>>[]) {
      expect(words[`printer-preset.${preset.id}`]).toBeTruthy();
      expect(words[`printer-grade.${preset.grade}`]).toBeTruthy();
    }
    // What is only assumed says so, and a printer nobody knows is asked nothing.
    if (preset.grade === 'assumed') {
      expect(preset.profile.statusDialect).toBe('none');
      expect(zhCN[`printer-preset.${preset.id}` as keyof typeof zhCN]).toMatch(/估计|不认识/); // a key, seen above
    }
  });
}
