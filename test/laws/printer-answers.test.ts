// What a printer says reads the same however the wire cuts it in pieces, whatever it says.

import { expect, it } from 'vitest';
import type { PrinterLanguage, StatusQuestion } from '../../main/devices/printers/language.ts';
import { languageOf } from '../../main/devices/printers/languages/language-of.ts';
import { fc } from '../builders/laws.ts';
import { aProfile } from '../builders/printer-profiles.ts';

const dialects = [
  { language: 'zpl', statusDialect: 'zpl-counter' },
  { language: 'tspl', statusDialect: 'tspl-letters' },
  { language: 'escpos', statusDialect: 'escpos' },
] as const;

const questions = dialects.flatMap((profile): StatusQuestion[] => {
  const status: PrinterLanguage['status'] = languageOf(aProfile(profile))?.status ?? null;
  if (!status) throw new Error('a printer that may be asked');
  return [...status.questions, ...(status.printed ? [status.printed('0017')] : [])];
});

/** Things printers really say, whole and broken, and noise. */
const sayings = [
  '\x02030,0,0,1245,000,0,0,0,000,0,0,0\x03\r\n\x02000,0,0,0,0,2,6,0,00000000,1,000\x03\r\n\x021234,0\x03\r\n',
  '\x02030,1,1,1245,002,1,0,1,000,1,1,1\x03\r\n\x02000,0,1,1,0,2,6,1,00000001,1,000\x03\r\n\x021234,0\x03\r\n',
  '\x02\r\n\r\n  PRINTER STATUS\r\n   ERRORS:         1 00000000 00010005\r\n   WARNINGS:       0 00000000 00000000\r\n\x03',
  '\x02SIM-100,V84.20.18Z,8,8192KB\x03\r\n',
  '"12345"',
  '"?"',
  '\x02@@@@\x03\r\n',
  '\x02E@@A\x03\r\n',
  '1234\r\n',
  'TTP-244 Pro\r\n',
  '\x00',
  '\x20',
  '\x12',
  '\x1a',
  '\x37\x22' + '0017\x00',
  'HTTP/1.1 400 Bad Request\r\n\r\n',
].map((text) => Buffer.from(text, 'latin1'));

const said = fc
  .array(fc.oneof(fc.constantFrom(...sayings), fc.uint8Array({ maxLength: 6 })), { maxLength: 6 })
  .map((parts) => Buffer.concat(parts));

function hear(question: StatusQuestion, pieces: readonly Uint8Array[]) {
  const answer = question.newAnswer();
  let outcome: 'more' | 'whole' | 'nonsense' = 'more';
  for (const piece of pieces) outcome = answer.feed(piece);
  const rest = Buffer.from(answer.rest).toString('hex');
  return { outcome, rest, reading: outcome === 'whole' ? answer.read() : null };
}

it('reads any answer the same in one piece, byte by byte, and cut anywhere', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...questions),
      said,
      fc.array(fc.nat(), { maxLength: 8 }),
      (question, bytes, cuts) => {
        const at = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
        const pieces = at.slice(1).map((end, index) => bytes.subarray(at[index], end));

        const whole = hear(question, [bytes]);

        expect(hear(question, pieces)).toEqual(whole);
        expect(
          hear(
            question,
            [...bytes].map((byte) => Uint8Array.of(byte)),
          ),
        ).toEqual(whole);
      },
    ),
    { numRuns: 2_000 },
  );
});

it('never throws and never waits for ever, whatever is said', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...questions),
      fc.uint8Array({ minLength: 4_096, maxLength: 4_096 }),
      (question, noise) => {
        // Printable noise only: a line of text from the wrong kind of device.
        const text = noise.map((byte) => 0x61 + (byte % 26));

        expect(hear(question, [text]).outcome).not.toBe('more');
      },
    ),
    { numRuns: 200 },
  );
});
