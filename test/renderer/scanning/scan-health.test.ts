import { describe, expect, it } from 'vitest';
import { keyOfEvent } from '../../../renderer/scanning/key-of-event.ts';
import { usualScanRules } from '../../../renderer/scanning/scan-detector.ts';
import { diagnoseScanner, isNearMiss, type SeenScan } from '../../../renderer/scanning/scan-health.ts';
import { type Signal, signalTones } from '../../../renderer/scanning/signals.ts';

const aScan: SeenScan = {
  id: 'scan-1',
  code: 'YT8812345678',
  at: 0,
  endedBy: 'Enter',
  hasPrefix: false,
  gaps: [5, 5],
  meanGapMs: 5,
  worstGapMs: 6,
  wasComposing: false,
};

describe('what Settings says about the scanner', () => {
  it('nothing scanned yet', () => {
    expect(diagnoseScanner([], [], usualScanRules)).toEqual(['no-scans']);
  });

  it('nothing is missing', () => {
    expect(diagnoseScanner([aScan], [], usualScanRules)).toEqual(['fine']);
  });

  it('the Enter suffix is missing', () => {
    expect(diagnoseScanner([{ ...aScan, endedBy: 'quiet' }], [], usualScanRules)).toEqual(['no-suffix']);
  });

  it('the prefix of the station is missing', () => {
    expect(diagnoseScanner([aScan], [], { ...usualScanRules, prefix: '~' })).toEqual(['no-prefix']);
  });

  it('an input method stands in the way', () => {
    expect(diagnoseScanner([{ ...aScan, wasComposing: true }], [], usualScanRules)).toEqual(['input-method']);
  });

  it('a slow scanner is close to being missed', () => {
    expect(diagnoseScanner([{ ...aScan, meanGapMs: 27 }], [], usualScanRules)).toEqual(['slow']);
  });

  it('fast keys that were let through as typing are shown', () => {
    const miss = { text: 'YT8812345678', meanGapMs: 45, worstGapMs: 60, at: 0 };

    expect(isNearMiss(miss, usualScanRules)).toBe(true);
    expect(isNearMiss({ ...miss, meanGapMs: 120 }, usualScanRules)).toBe(false);
    expect(diagnoseScanner([], [miss], usualScanRules)).toEqual(['near-miss']);
  });
});

describe('a key', () => {
  const key = (more: object) => ({
    key: 'a',
    code: 'KeyA',
    shiftKey: false,
    ctrlKey: false,
    altKey: false,
    metaKey: false,
    isComposing: false,
    ...more,
  });

  it('hidden by an input method is read by its place', () => {
    expect(keyOfEvent(key({ key: 'Process', code: 'KeyB' }))).toBe('b');
    expect(keyOfEvent(key({ key: 'Process', code: 'KeyB', shiftKey: true }))).toBe('B');
    expect(keyOfEvent(key({ key: 'Process', code: 'Digit7' }))).toBe('7');
    expect(keyOfEvent(key({ key: 'Process', code: 'Minus' }))).toBe('-');
    expect(keyOfEvent(key({ key: 'Process', code: 'Enter' }))).toBe('Enter');
  });

  it('with Ctrl is never part of a code', () => {
    expect(keyOfEvent(key({ ctrlKey: true }))).toBeNull();
  });

  it('that writes nothing is never part of a code', () => {
    expect(keyOfEvent(key({ key: 'Shift', code: 'ShiftLeft' }))).toBeNull();
    expect(keyOfEvent(key({ key: 'ArrowDown', code: 'ArrowDown' }))).toBeNull();
  });
});

describe('the four signals', () => {
  const signals = Object.keys(signalTones) as Signal[];
  const lengthOf = (signal: Signal) =>
    Math.max(...signalTones[signal].map((tone) => tone.fromMs + tone.forMs));

  it('are each under 350 ms', () => {
    expect(signals.map(lengthOf).every((length) => length < 350)).toBe(true);
  });

  it('differ in number of tones, height and shape', () => {
    const figures = signals.map((signal) =>
      JSON.stringify(signalTones[signal].map((tone) => [tone.hertz, tone.shape])),
    );

    expect(new Set(figures).size).toBe(4);
    expect(signalTones.wrong[0]?.hertz).toBeGreaterThan(signalTones.wrong[1]?.hertz ?? 0);
    expect(new Set(signalTones['too-many'].map((tone) => tone.hertz)).size).toBe(1);
    expect(signalTones.stop.every((tone) => tone.rough)).toBe(true);
  });
});
