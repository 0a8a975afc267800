// How one printer takes its labels and over which wire: every value that differs between printers, each with a default that
// fits an unknown one, each to be edited. Saved as JSON; what earlier versions saved is still read.

import { z } from 'zod';

const connectTimeoutMs = z.number().int().min(200).max(60_000).default(3_000);
// Long enough to load a new roll without the batch being given up.
const stallMs = z.number().int().min(1_000).max(3_600_000).default(180_000);
const queue = z.string().trim().min(1).max(255);
const devicePath = z.string().trim().min(1).max(255);

const wireSettings = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('tcp'),
    host: z.string().trim().min(1).max(253),
    port: z.number().int().min(1).max(65_535).default(9100),
    connectTimeoutMs,
    stallMs,
  }),
  z.strictObject({
    kind: z.literal('serial'),
    path: devicePath,
    baud: z.number().int().min(300).max(4_000_000).default(115_200),
    /** How the printer says "wait": without any, a full printer loses what comes. */
    flowControl: z.enum(['rts-cts', 'xon-xoff', 'none']).default('rts-cts'),
    stallMs,
  }),
  z.strictObject({
    kind: z.literal('windows'),
    queue,
    mode: z.enum(['raw', 'driver']).default('raw'),
    stallMs,
  }),
  z.strictObject({ kind: z.literal('cups'), queue, mode: z.enum(['raw', 'driver']).default('raw'), stallMs }),
  z.strictObject({ kind: z.literal('ipp'), uri: z.string().trim().min(1).max(1_023), stallMs }),
  z.strictObject({ kind: z.literal('usb-lp'), path: devicePath, stallMs }),
  z.strictObject({
    kind: z.literal('folder'),
    format: z.enum(['png', 'pdf']).default('png'),
    /** Null is the station's own folder of labels. */
    path: z.string().trim().min(1).max(1_023).nullable().default(null),
  }),
  /** A platform's print component on this PC: it takes the platform's own labels only, and nothing of ours. */
  z.strictObject({
    kind: z.literal('component'),
    dialect: z.enum(['douyin', 'cainiao']).default('douyin'),
    printer: queue,
    /** Null is where that component listens. */
    port: z.number().int().min(1).max(65_535).nullable().default(null),
    stallMs,
  }),
]);
export type WireSettings = z.infer<typeof wireSettings>;

export const printerProfile = z.strictObject({
  /** The row of `printer-presets.ts` it was started from. */
  preset: z.string().trim().min(1).max(60).default('zpl-unknown'),
  /** `page`: the label goes as a picture of a page, and a driver or a person makes paper of it. */
  language: z.enum(['zpl', 'tspl', 'epl', 'escpos', 'page']).default('zpl'),
  /** 8 for a 203 dpi head; 11.811 or 12 for 300 dpi. */
  dotsPerMm: z.number().min(4).max(48).default(8),
  /** Dots the head can burn side by side; what lies further right is never sent. */
  headDots: z.number().int().min(64).max(8_192).default(832),
  /** Moves the label on the paper, right and down when positive: brands begin at the left edge or from the middle. */
  offsetXDots: z.number().int().min(-800).max(800).default(0),
  offsetYDots: z.number().int().min(-400).max(400).default(0),
  /** True for a printer that takes black for white: the bits are sent the other way round than its language says. */
  polarityInverted: z.boolean().default(false),
  media: z.enum(['gap', 'mark', 'continuous']).default('gap'),
  /** The gap between two labels, or the height of the black mark. */
  gapMm: z.number().min(0).max(30).default(2),
  labelWidthMm: z.number().min(20).max(220).default(100),
  labelHeightMm: z.number().min(10).max(600).default(150),
  /** Inches a second; null leaves the printer's own. */
  speed: z.number().int().min(1).max(14).nullable().default(null),
  /** On the scale of the language: 0 to 30 in ZPL, 0 to 15 in TSPL and EPL; null leaves the printer's own. */
  density: z.number().int().min(0).max(30).nullable().default(null),
  // Low-end clones know run-length but not Z64 (printing.md 1.2): Z64 is chosen after a good test label.
  compression: z.enum(['hex', 'acs', 'z64']).default('acs'),
  /** Rows in one graphic field at most. */
  bandRows: z.number().int().min(8).max(4_000).default(600),
  /** Uncompressed bytes in one graphic field at most; 99,999 is what Zebra documents for ^GF. */
  maxFieldBytes: z.number().int().min(256).max(1_000_000).default(99_999),
  /**
   * What the printer may be asked. `zpl-counter` adds the label counter of Link-OS printers to `zpl`; `tspl-letters` adds
   * ESC !S of newer TSC firmware to `tspl`. `none`: never asked anything.
   */
  statusDialect: z.enum(['none', 'zpl', 'zpl-counter', 'tspl', 'tspl-letters', 'escpos']).default('none'),
  /** It prints the label again by itself that was in it when the paper ended. Said to the printer where the language can. */
  reprintsByItself: z.boolean().default(true),
  /** How a label leaves the printer; null leaves the printer's own. */
  outlet: z.enum(['tear', 'cut', 'peel']).nullable().default(null),
  /** Slips: `drawn` by us as a picture, or in the printer's `own` Chinese letters where it has them all. */
  slipLetters: z.enum(['drawn', 'own']).default('drawn'),
  wire: wireSettings,
});
export type PrinterProfile = z.infer<typeof printerProfile>;

export type ProfileParsing =
  | { readonly ok: true; readonly value: PrinterProfile }
  /** `problem`: the field that does not fit. */
  | { readonly ok: false; readonly problem: string };

/** As it comes from a request or an old row; `kind` is the printer's saved kind. */
export function parseProfile(kind: string, settings: unknown): ProfileParsing {
  const parsed = printerProfile.safeParse(profileOfEarlier(kind, settings));
  if (parsed.success) return { ok: true, value: parsed.data };
  return { ok: false, problem: parsed.error.issues[0]?.path.join('.') ?? '' };
}

/** Printers saved before there were profiles: a ZPL printer on the network, and the folder of pictures. */
function profileOfEarlier(kind: string, settings: unknown): unknown {
  if (typeof settings !== 'object' || settings === null || 'wire' in settings) return settings;
  if (kind === 'zpl-tcp') {
    const {
      host,
      port,
      connectTimeoutMs: connectMs,
      stallMs: stall,
      darkness,
      ...rest
    } = settings as Record<string, unknown>; // an object, checked above; the schema judges what is in it
    return {
      ...rest,
      ...(darkness === undefined ? {} : { density: darkness }),
      language: 'zpl',
      wire: { kind: 'tcp', host, port, connectTimeoutMs: connectMs, stallMs: stall },
    };
  }
  if (kind === 'paperless')
    return { ...settings, preset: 'page', language: 'page', wire: { kind: 'folder' } };
  return settings;
}
