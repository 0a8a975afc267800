// What is saved about a printer, by kind. Every value can be edited; the defaults are what an unknown 203 dpi printer takes.

import { z } from 'zod';
import { assert } from '../../basics/assert.ts';
import type { LabelFormat } from './printer.ts';
import { type PrinterProfile, parseProfile } from './profile.ts';

const dotsPerMm = z.union([z.literal(8), z.literal(11.811), z.literal(12)]);

const zplTcpSettings = z.strictObject({
  host: z.string().trim().min(1).max(253),
  port: z.number().int().min(1).max(65_535).default(9100),
  dotsPerMm: dotsPerMm.default(8),
  // Low-end clones know run-length but not Z64 (printing.md 1.2): Z64 is chosen after a good test label.
  compression: z.enum(['hex', 'acs', 'z64']).default('acs'),
  media: z.enum(['gap', 'mark', 'continuous']).default('gap'),
  speed: z.number().int().min(1).max(14).nullable().default(null),
  darkness: z.number().int().min(0).max(30).nullable().default(null),
  connectTimeoutMs: z.number().int().min(200).max(60_000).default(3_000),
  // Long enough to load a new roll without the batch being given up.
  stallMs: z.number().int().min(1_000).max(3_600_000).default(180_000),
});
export type ZplTcpSettings = z.infer<typeof zplTcpSettings>;

const paperlessSettings = z.strictObject({ dotsPerMm: dotsPerMm.default(8) });
export type PaperlessSettings = z.infer<typeof paperlessSettings>;

export type PrinterSettings =
  | { readonly kind: 'zpl-tcp'; readonly settings: ZplTcpSettings }
  | { readonly kind: 'paperless'; readonly settings: PaperlessSettings }
  /** Any language over any wire. */
  | { readonly kind: 'profile'; readonly settings: PrinterProfile };

/** As it comes from a request or an old row. Undefined where it does not fit; `problem` then says which field. */
export function parsePrinterSettings(
  kind: string,
  settings: unknown,
): { readonly ok: true; readonly value: PrinterSettings } | { readonly ok: false; readonly problem: string } {
  if (kind === 'zpl-tcp') {
    const parsed = zplTcpSettings.safeParse(settings);
    if (parsed.success) return { ok: true, value: { kind, settings: parsed.data } };
    return { ok: false, problem: parsed.error.issues[0]?.path.join('.') ?? '' };
  }
  if (kind === 'paperless') {
    const parsed = paperlessSettings.safeParse(settings);
    if (parsed.success) return { ok: true, value: { kind, settings: parsed.data } };
    return { ok: false, problem: parsed.error.issues[0]?.path.join('.') ?? '' };
  }
  if (kind === 'profile') {
    const parsed = parseProfile(kind, settings);
    return parsed.ok ? { ok: true, value: { kind, settings: parsed.value } } : parsed;
  }
  return { ok: false, problem: 'kind' };
}

export function formatOf(printer: PrinterSettings): LabelFormat {
  if (printer.kind === 'paperless') {
    return { dotsPerMm: printer.settings.dotsPerMm, encoding: { kind: 'png' } };
  }
  if (printer.kind === 'profile') {
    return {
      dotsPerMm: printer.settings.dotsPerMm,
      encoding: { kind: 'profile', profile: printer.settings },
    };
  }
  const { dotsPerMm, compression, media, speed, darkness } = printer.settings;
  return { dotsPerMm, encoding: { kind: 'zpl', compression, media, speed, darkness } };
}

/** Every printer as a profile, whenever it was saved. */
export function profileOf(printer: PrinterSettings): PrinterProfile {
  if (printer.kind === 'profile') return printer.settings;
  const parsed = parseProfile(printer.kind, printer.settings);
  assert(parsed.ok, 'what fits its own kind fits a profile');
  return parsed.value;
}

export type SavedPrinterSettings = PrinterSettings['settings'];
