// Every value of a profile that a person may change, in groups: what kind of field each is and between which ends it lies. The words are
// `profile.<field>` and `profile.<field>.what`; those of a choice `profile.<field>.<value>`.

import type { Profile, Wire } from './set-up-store.ts';

export type ProfileField =
  | {
      readonly kind: 'number';
      readonly name: string;
      readonly least: number;
      readonly most: number;
      /** Decimals may be typed. */
      readonly isFine?: boolean;
      /** Empty leaves the printer's own. */
      readonly mayBeEmpty?: boolean;
      /** How many of the profile's units are one on screen: 1,000 where it counts milliseconds and people seconds. */
      readonly unit?: number;
    }
  | {
      readonly kind: 'choice';
      readonly name: string;
      readonly values: readonly string[];
      readonly mayBeEmpty?: boolean;
    }
  | { readonly kind: 'switch'; readonly name: string }
  | { readonly kind: 'text'; readonly name: string; readonly mayBeEmpty?: boolean };

type Language = Profile['language'];
const number = (
  name: string,
  least: number,
  most: number,
  more: { isFine?: boolean; mayBeEmpty?: boolean; unit?: number } = {},
) => ({ kind: 'number', name, least, most, ...more }) as const;
const choice = (name: string, values: readonly string[], mayBeEmpty = false) =>
  ({ kind: 'choice', name, values, mayBeEmpty }) as const;

export const fieldGroups = ['wire', 'paper', 'head', 'heat', 'language', 'asking'] as const;
export type FieldGroup = (typeof fieldGroups)[number];

/** What can be asked of a printer depends on what it speaks. */
const dialects: Readonly<Record<Language, readonly string[]>> = {
  zpl: ['none', 'zpl', 'zpl-counter'],
  tspl: ['none', 'tspl', 'tspl-letters'],
  epl: ['none'],
  escpos: ['none', 'escpos'],
  page: ['none'],
};

const stall = number('wire.stallMs', 1, 3_600, { unit: 1_000 });

const wireFields: Readonly<Record<Wire['kind'], readonly ProfileField[]>> = {
  tcp: [
    { kind: 'text', name: 'wire.host' },
    number('wire.port', 1, 65_535),
    number('wire.connectTimeoutMs', 0.2, 60, { unit: 1_000, isFine: true }),
    stall,
  ],
  serial: [
    { kind: 'text', name: 'wire.path' },
    number('wire.baud', 300, 4_000_000),
    choice('wire.flowControl', ['rts-cts', 'xon-xoff', 'none']),
    stall,
  ],
  windows: [{ kind: 'text', name: 'wire.queue' }, choice('wire.mode', ['raw', 'driver']), stall],
  cups: [{ kind: 'text', name: 'wire.queue' }, choice('wire.mode', ['raw', 'driver']), stall],
  ipp: [{ kind: 'text', name: 'wire.uri' }, stall],
  'usb-lp': [{ kind: 'text', name: 'wire.path' }, stall],
  folder: [choice('wire.format', ['png', 'pdf']), { kind: 'text', name: 'wire.path', mayBeEmpty: true }],
  component: [
    choice('wire.dialect', ['douyin', 'cainiao']),
    { kind: 'text', name: 'wire.printer' },
    number('wire.port', 1, 65_535, { mayBeEmpty: true }),
    stall,
  ],
};

/** The fields of a group that mean something to this printer. */
export function fieldsOf(group: FieldGroup, profile: Profile): readonly ProfileField[] {
  const { language, wire } = profile;
  const isOurs = wire.kind !== 'component';
  switch (group) {
    case 'wire':
      return wireFields[wire.kind];
    case 'paper':
      return isOurs
        ? [
            number('labelWidthMm', 20, 220, { isFine: true }),
            number('labelHeightMm', 10, 600, { isFine: true }),
            choice('media', ['gap', 'mark', 'continuous']),
            number('gapMm', 0, 30, { isFine: true }),
            choice('outlet', ['tear', 'cut', 'peel'], true),
          ]
        : [];
    case 'head':
      return isOurs
        ? [
            number('dotsPerMm', 4, 48, { isFine: true }),
            number('headDots', 64, 8_192),
            number('offsetXDots', -800, 800),
            number('offsetYDots', -400, 400),
            { kind: 'switch', name: 'polarityInverted' },
          ]
        : [];
    case 'heat':
      return language === 'zpl' || language === 'tspl' || language === 'epl'
        ? [
            number('speed', 1, 14, { mayBeEmpty: true }),
            number('density', 0, language === 'zpl' ? 30 : 15, { mayBeEmpty: true }),
          ]
        : [];
    case 'language':
      return isOurs
        ? [
            choice('language', ['zpl', 'tspl', 'epl', 'escpos', 'page']),
            ...(language === 'zpl' ? [choice('compression', ['acs', 'z64', 'hex'])] : []),
            ...(language === 'page'
              ? []
              : [number('bandRows', 8, 4_000), number('maxFieldBytes', 256, 1_000_000)]),
            ...(language === 'escpos' ? [choice('slipLetters', ['drawn', 'own'])] : []),
          ]
        : [];
    case 'asking':
      return isOurs && language !== 'page'
        ? [choice('statusDialect', dialects[language]), { kind: 'switch', name: 'reprintsByItself' }]
        : [];
  }
}

/** The value under `labelWidthMm` or `wire.port`. */
export function readField(profile: Profile, name: string): unknown {
  const [first = '', second] = name.split('.');
  const value = (profile as Readonly<Record<string, unknown>>)[first]; // by the names above
  return second === undefined ? value : (value as Readonly<Record<string, unknown>>)[second];
}

/** A copy with that value; a language takes with it what can be asked in it, and a driver takes pages and no language. */
export function writeField(profile: Profile, name: string, value: unknown): Profile {
  const [first = '', second] = name.split('.');
  if (second !== undefined)
    // The station looks at every value before it keeps the profile, and names the field that does not fit.
    return name === 'wire.mode' && value === 'driver'
      ? writeField({ ...profile, wire: { ...profile.wire, mode: value } as Wire }, 'language', 'page')
      : { ...profile, wire: { ...profile.wire, [second]: value } as Wire };
  const changed = { ...profile, [first]: value } as Profile;
  return dialects[changed.language].includes(changed.statusDialect)
    ? changed
    : { ...changed, statusDialect: 'none' };
}
