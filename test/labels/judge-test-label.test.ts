import { expect, it } from 'vitest';
import { judgeTestLabel, testAnswers } from '../../main/labels/judge-test-label.ts';
import { aProfile } from '../builders/printer-profiles.ts';

const seen = (wish: object = {}) => testAnswers.parse({ cameOut: 'picture', ...wish });

it('turns black and white over, and back', () => {
  const once = judgeTestLabel(aProfile({ language: 'tspl' }), seen({ isInverted: true }));
  const twice = judgeTestLabel(once.profile, seen({ isInverted: true }));

  expect(once).toMatchObject({ profile: { polarityInverted: true }, next: 'print-again' });
  expect(twice.profile.polarityInverted).toBe(false);
});

it('makes the head as wide as the last millimetre on the paper', () => {
  const judged = judgeTestLabel(aProfile(), seen({ lastMm: 96 }));

  expect(judged).toMatchObject({ profile: { headDots: 768 }, next: 'print-again' });
});

it('moves the label right where its left end is cut off, left and up where white paper shows', () => {
  expect(judgeTestLabel(aProfile(), seen({ firstMm: 2 })).profile.offsetXDots).toBe(16);
  const moved = judgeTestLabel(
    aProfile({ offsetXDots: 4 }),
    seen({ whiteLeftMm: 3, whiteTopMm: 1.5 }),
  ).profile;
  expect([moved.offsetXDots, moved.offsetYDots]).toEqual([-20, -12]);
});

it('knows a 300 dpi head by a ruler that came out too short, as wide as before', () => {
  const judged = judgeTestLabel(aProfile(), seen({ fiftyMm: 34 }));

  expect(judged.profile).toMatchObject({ dotsPerMm: 11.811, headDots: 1228 });
});

it('leaves dots alone within what a ruler shows', () => {
  expect(judgeTestLabel(aProfile({ dotsPerMm: 12 }), seen({ fiftyMm: 50.5 })).profile.dotsPerMm).toBe(12);
});

it('adds and takes heat on the scale of the language, up to its ends', () => {
  const density = (language: 'zpl' | 'tspl' | 'epl', from: number | null, tone: 'pale' | 'heavy') =>
    judgeTestLabel(aProfile({ language, density: from }), seen({ tone })).profile.density;

  expect(density('zpl', null, 'pale')).toBe(19);
  expect(density('zpl', 29, 'pale')).toBe(30);
  expect(density('tspl', 8, 'pale')).toBe(10);
  expect(density('tspl', 14, 'pale')).toBe(15);
  expect(density('epl', 1, 'heavy')).toBe(0);
});

it('tries Z64 only after a good label, and keeps it only after a good one in Z64', () => {
  const profile = aProfile();

  expect(judgeTestLabel(profile, seen())).toEqual({ profile, next: 'try-z64' });
  expect(judgeTestLabel(profile, seen({ wasZ64: true }))).toMatchObject({
    profile: { compression: 'z64' },
    next: 'done',
  });
  expect(judgeTestLabel(profile, testAnswers.parse({ cameOut: 'nothing', wasZ64: true }))).toEqual({
    profile,
    next: 'done',
  });
});

it('is done after one good label in the other languages', () => {
  expect(judgeTestLabel(aProfile({ language: 'tspl' }), seen()).next).toBe('done');
});

it('asks for another language when letters come out, and for paper and power when nothing does', () => {
  const z64 = aProfile({ compression: 'z64' });

  expect(judgeTestLabel(z64, testAnswers.parse({ cameOut: 'letters' }))).toMatchObject({
    profile: { compression: 'acs' },
    next: 'choose-language',
  });
  expect(judgeTestLabel(aProfile(), testAnswers.parse({ cameOut: 'nothing' })).next).toBe('check-printer');
});
