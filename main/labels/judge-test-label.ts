// What a person sees on a test label, and the profile that follows from it. Pure: a profile and answers in, the changed profile and
// the next step out.

import { z } from 'zod';
import type { PrinterProfile } from '../devices/printers/profile.ts';

const mm = z.number().min(0).max(600);

export const testAnswers = z.strictObject({
  /** `letters`: lines of signs instead of a picture. `nothing`: no paper moved, or it came out white. */
  cameOut: z.enum(['picture', 'letters', 'nothing']),
  /** Black where it should be white. */
  isInverted: z.boolean().default(false),
  /** The last millimetre of the upper ruler that is on the paper, where its right end is cut off. */
  lastMm: mm.nullable().default(null),
  /** The first millimetre of the upper ruler that is on the paper, where its left end is cut off. */
  firstMm: mm.nullable().default(null),
  /** White paper left of the frame, and above it. */
  whiteLeftMm: mm.nullable().default(null),
  whiteTopMm: mm.nullable().default(null),
  /** How long the first 50 mm of the ruler are by a real ruler. */
  fiftyMm: z.number().min(10).max(200).nullable().default(null),
  tone: z.enum(['good', 'pale', 'heavy']).default('good'),
  /** The label that was looked at came in Z64. */
  wasZ64: z.boolean().default(false),
});
export type TestAnswers = z.infer<typeof testAnswers>;

/**
 * - `done`: everything is right.
 * - `print-again`: something was changed; one more label shows whether it is right now.
 * - `try-z64`: everything is right; this printer may understand the shorter form, which another label shows.
 * - `choose-language`: it takes what it is sent for text.
 * - `check-printer`: nothing came; power, paper, and which side of the paper takes heat.
 */
export type AfterTest = 'done' | 'print-again' | 'try-z64' | 'choose-language' | 'check-printer';

export interface TestJudgement {
  readonly profile: PrinterProfile;
  readonly next: AfterTest;
}

/** Heads that are made; what is measured with a ruler is rounded to one of them when it is within a twentieth. */
const heads = [6, 8, 11.811, 23.622] as const;

/** The middle of the scale, where a printer without a setting is taken to be, how far a step goes, and the end. */
const densityScales = {
  zpl: { middle: 15, step: 4, most: 30 },
  tspl: { middle: 8, step: 2, most: 15 },
  epl: { middle: 8, step: 2, most: 15 },
} as const;

export function judgeTestLabel(profile: PrinterProfile, answers: TestAnswers): TestJudgement {
  if (answers.cameOut === 'letters') return { profile: withoutZ64(profile), next: 'choose-language' };
  if (answers.cameOut === 'nothing') {
    // White paper after Z64: it does not know it. Without Z64 there is nothing that a setting could mend.
    return { profile: withoutZ64(profile), next: answers.wasZ64 ? 'done' : 'check-printer' };
  }
  const changed = changeTone(changeHead(changePolarity(profile, answers), answers), answers);
  if (JSON.stringify(changed) !== JSON.stringify(profile)) return { profile: changed, next: 'print-again' };
  if (answers.wasZ64 && profile.language === 'zpl')
    return { profile: { ...profile, compression: 'z64' }, next: 'done' };
  const isZ64Open = profile.language === 'zpl' && profile.compression !== 'z64';
  return { profile, next: isZ64Open ? 'try-z64' : 'done' };
}

function withoutZ64(profile: PrinterProfile): PrinterProfile {
  return profile.compression === 'z64' ? { ...profile, compression: 'acs' } : profile;
}

function changePolarity(profile: PrinterProfile, { isInverted }: TestAnswers): PrinterProfile {
  return isInverted ? { ...profile, polarityInverted: !profile.polarityInverted } : profile;
}

/** Where the label lies on the head, and how many dots the head has. */
function changeHead(profile: PrinterProfile, answers: TestAnswers): PrinterProfile {
  const { fiftyMm, lastMm, firstMm, whiteLeftMm, whiteTopMm } = answers;
  // Within a millimetre is as near as a ruler is read.
  const isRight = fiftyMm === null || Math.abs(fiftyMm - 50) <= 1;
  const measured = isRight ? profile.dotsPerMm : nearestHead((profile.dotsPerMm * 50) / fiftyMm);
  // The head is as wide on paper as it was; only its dots are finer or coarser.
  const scale = measured / profile.dotsPerMm;
  const dots = (millimetres: number) => Math.round(millimetres * measured);
  const within = (value: number, most: number) => Math.max(-most, Math.min(most, value));
  const right = dots(firstMm ?? 0) - dots(whiteLeftMm ?? 0);
  const headDots =
    lastMm !== null && lastMm < profile.labelWidthMm
      ? // What is seen at the right begins where the label begins on the head.
        Math.floor(lastMm * measured) + Math.max(0, Math.round(profile.offsetXDots * scale))
      : Math.round(profile.headDots * scale);
  return {
    ...profile,
    dotsPerMm: measured,
    headDots: Math.max(64, headDots),
    offsetXDots: within(Math.round(profile.offsetXDots * scale) + right, 800),
    offsetYDots: within(Math.round(profile.offsetYDots * scale) - dots(whiteTopMm ?? 0), 400),
  };
}

function nearestHead(measured: number): number {
  const known = heads
    .map((head) => ({ head, off: Math.abs(head - measured) / measured }))
    .sort((a, b) => a.off - b.off)[0];
  return known && known.off <= 0.05 ? known.head : Math.round(measured * 1_000) / 1_000;
}

/** Paler: more heat; heavier: less. Slower first would cost time with every label, so speed stays as it is. */
function changeTone(profile: PrinterProfile, { tone }: TestAnswers): PrinterProfile {
  if (tone === 'good' || profile.language === 'escpos' || profile.language === 'page') return profile;
  const { middle, step, most } = densityScales[profile.language];
  const wished = (profile.density ?? middle) + (tone === 'pale' ? step : -step);
  return { ...profile, density: Math.max(0, Math.min(most, wished)) };
}
