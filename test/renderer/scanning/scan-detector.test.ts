import { describe, expect, it } from 'vitest';
import {
  type DetectorState,
  type Meaning,
  quietDetector,
  type ScanRules,
  silentDetector,
  stepDetector,
  usualScanRules,
} from '../../../renderer/scanning/scan-detector.ts';
import { fc } from '../../builders/laws.ts';

/** Keys as a test tells them: the text, the gap before each key, and what ends it. */
function play(
  pieces: ReadonlyArray<{ text?: string; gapMs?: number; pauseMs?: number; end?: 'Enter' | 'Tab' }>,
  options: {
    rules?: Partial<ScanRules>;
    expectsAgain?: (code: string) => boolean;
    awaitsShort?: (code: string) => boolean;
    finish?: boolean;
  } = {},
): Meaning[] {
  const rules = { ...usualScanRules, ...options.rules };
  let state: DetectorState = silentDetector;
  let at = 1_000;
  let mark = 0;
  const meanings: Meaning[] = [];
  for (const { text = '', gapMs = 5, pauseMs = 0, end } of pieces) {
    at += pauseMs;
    for (const character of text) {
      at += gapMs;
      mark += 1;
      const step = stepDetector(
        state,
        { kind: 'character', character, at, mark },
        rules,
        options.expectsAgain,
      );
      state = step.state;
      meanings.push(...step.meanings);
    }
    if (!end) continue;
    at += gapMs;
    const ended = { kind: 'end', key: end, at } as const;
    const step = stepDetector(state, ended, rules, options.expectsAgain, options.awaitsShort);
    state = step.state;
    meanings.push(...step.meanings);
  }
  if (options.finish ?? true) meanings.push(...quietDetector(state, rules, options.expectsAgain).meanings);
  return meanings;
}

const codesOf = (meanings: readonly Meaning[]) =>
  meanings.flatMap((meaning) => (meaning.kind === 'scan' ? [meaning.scan.code] : []));

it('takes the two characters of a tote for a scan only where they are awaited, come fast and end with Enter', () => {
  const awaitsShort = (code: string) => code === 'T1';
  const scanOf = (piece: Parameters<typeof play>[0][number], options = {}) =>
    codesOf(play([piece], { awaitsShort, ...options }));

  expect(scanOf({ text: 'T1', end: 'Enter' })).toEqual(['T1']);
  expect(scanOf({ text: 'T1', end: 'Tab' })).toEqual(['T1']);
  expect(scanOf({ text: 'T1', end: 'Enter' }, { awaitsShort: undefined })).toEqual([]);
  expect(scanOf({ text: 'ab', end: 'Enter' })).toEqual([]);
  expect(scanOf({ text: 'T1' })).toEqual([]);
  expect(scanOf({ text: 'T1', gapMs: 90, end: 'Enter' })).toEqual([]);
});

describe('a scanner with an Enter suffix', () => {
  it('is heard at the Enter', () => {
    const meanings = play([{ text: 'YT8812345678', end: 'Enter' }], { finish: false });

    expect(meanings).toMatchObject([{ kind: 'scan', scan: { code: 'YT8812345678', endedBy: 'Enter' } }]);
  });

  it('is heard with a short code, for the Enter is proof', () => {
    const meanings = play([{ text: 'A12', end: 'Enter' }]);

    expect(codesOf(meanings)).toEqual(['A12']);
  });

  it('is heard with a Tab as well', () => {
    const meanings = play([{ text: '6901234567892', end: 'Tab' }]);

    expect(meanings).toMatchObject([{ kind: 'scan', scan: { endedBy: 'Tab' } }]);
  });

  it('keeps a code whole when the radio hiccups in the middle', () => {
    const meanings = play([{ text: 'SF14500' }, { text: '99887766', pauseMs: 150, end: 'Enter' }]);

    expect(codesOf(meanings)).toEqual(['SF1450099887766']);
  });

  it('sends two ends and the second is swallowed', () => {
    const meanings = play([{ text: 'YT8812345678', end: 'Enter' }, { end: 'Enter' }]);

    expect(meanings.map((meaning) => meaning.kind)).toEqual(['scan', 'swallow']);
  });
});

describe('a scanner without a suffix', () => {
  it('is heard after the quiet', () => {
    const meanings = play([{ text: 'YT8812345678', gapMs: 12 }]);

    expect(meanings).toMatchObject([{ kind: 'scan', scan: { endedBy: 'quiet' } }]);
  });

  it('is not believed below six characters', () => {
    const meanings = play([{ text: 'A1234', gapMs: 8 }]);

    expect(codesOf(meanings)).toEqual([]);
  });

  it('is not believed with one gap over the worst', () => {
    const meanings = play([{ text: 'YT881' }, { text: '2345678', pauseMs: 60 }]);

    expect(codesOf(meanings)).toEqual([]);
  });

  it('is noticed by the next key when the quiet passed unseen', () => {
    const meanings = play([{ text: 'YT8812345678' }, { text: 'x', pauseMs: 400 }], { finish: false });

    expect(codesOf(meanings)).toEqual(['YT8812345678']);
  });
});

describe('a scanner with the station prefix', () => {
  const rules = { prefix: '~' };

  it('is trusted even when it is slow', () => {
    const meanings = play([{ text: '~YT8812345678', gapMs: 70, end: 'Enter' }], { rules });

    expect(meanings).toMatchObject([
      { kind: 'scan', scan: { code: 'YT8812345678', endedBy: 'prefix', hasPrefix: true } },
    ]);
  });

  it('begins at the prefix, not at what a person typed just before', () => {
    const meanings = play([{ text: 'ab' }, { text: '~YT8812345678', pauseMs: 30, end: 'Enter' }], { rules });

    expect(codesOf(meanings)).toEqual(['YT8812345678']);
  });

  it('still hears a scanner that has not been set up', () => {
    const meanings = play([{ text: 'YT8812345678', end: 'Enter' }], { rules });

    expect(meanings).toMatchObject([{ kind: 'scan', scan: { hasPrefix: false, endedBy: 'Enter' } }]);
  });
});

describe('a person typing', () => {
  it('is never taken for a scanner, fast as they are', () => {
    const meanings = play([{ text: 'quickly typed words', gapMs: 55, end: 'Enter' }]);

    expect(codesOf(meanings)).toEqual([]);
  });

  it('presses a key just before a scan and that key stays theirs', () => {
    const meanings = play([{ text: 'x' }, { text: 'YT8812345678', pauseMs: 180, end: 'Enter' }]);

    expect(codesOf(meanings)).toEqual(['YT8812345678']);
    expect(meanings).toContainEqual(expect.objectContaining({ kind: 'typed', text: 'x' }));
  });

  it('presses Enter by itself and it passes', () => {
    const meanings = play([{ end: 'Enter', pauseMs: 5_000 }]);

    expect(meanings).toEqual([]);
  });
});

describe('the same code again', () => {
  const twice = [
    { text: '6901234567892', end: 'Enter' as const },
    { text: '6901234567892', pauseMs: 120, end: 'Enter' as const },
  ];

  it('within 300 ms is one scan', () => {
    const meanings = play(twice);

    expect(meanings.map((meaning) => meaning.kind)).toEqual(['scan', 'repeat']);
  });

  it('is two scans where the same item is awaited again', () => {
    const meanings = play(twice, { expectsAgain: () => true });

    expect(codesOf(meanings)).toHaveLength(2);
  });

  it('later than that is two scans', () => {
    const meanings = play([
      { text: '6901234567892', end: 'Enter' },
      { text: '6901234567892', pauseMs: 400, end: 'Enter' },
    ]);

    expect(codesOf(meanings)).toHaveLength(2);
  });
});

describe('laws of the detector', () => {
  const code = fc.stringMatching(/^[A-Z0-9-]{6,40}$/);

  it('any code at any scanner speed with Enter is heard whole', () => {
    fc.assert(
      fc.property(code, fc.integer({ min: 0, max: 30 }), (text, gapMs) => {
        expect(codesOf(play([{ text, gapMs, end: 'Enter' }]))).toEqual([text]);
      }),
    );
  });

  it('no text at a person’s speed is ever eaten', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1, maxLength: 40 }),
        fc.integer({ min: 51, max: 400 }),
        (text, gapMs) => {
          const meanings = play([{ text, gapMs, end: 'Enter' }]);

          expect(meanings.every((meaning) => meaning.kind === 'typed')).toBe(true);
        },
      ),
    );
  });

  it('a code of ten thousand characters is heard whole', () => {
    const text = '0123456789'.repeat(1_000);

    expect(codesOf(play([{ text, gapMs: 1, end: 'Enter' }]))).toEqual([text]);
  });
});
