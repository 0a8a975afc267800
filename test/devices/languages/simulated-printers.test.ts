// The simulated printers are what the fault runs stand on: what they do to paper, memory and wire is itself tested, and what they
// say is read by the codecs of the product.

import { describe, expect, it } from 'vitest';
import type { PrinterLanguage, StatusQuestion } from '../../../main/devices/printers/language.ts';
import { languageOf } from '../../../main/devices/printers/languages/language-of.ts';
import type { Bitmap } from '../../../main/devices/printers/printer.ts';
import type { PrinterProfile } from '../../../main/devices/printers/profile.ts';
import { aProfile } from '../../builders/printer-profiles.ts';
import { talkTo } from '../../builders/printer-talk.ts';
import { startPrinter } from '../../simulators/printers/start-printer.ts';

const dialects = { zpl: 'zpl-counter', tspl: 'tspl-letters', escpos: 'escpos' } as const;
type Asked = keyof typeof dialects;

function printerOf(language: Asked, wish: Partial<PrinterProfile> = {}) {
  const profile = aProfile({ language, statusDialect: dialects[language], ...wish });
  const spoken: PrinterLanguage | null = languageOf(profile);
  if (!spoken?.status) throw new Error('a printer that may be asked');
  const { status } = spoken;
  // Each label has other dots, so that the roll says which is which.
  const label = (no: number) => {
    const bits = new Uint8Array(100 * 80).fill(no);
    const bitmap: Bitmap = { widthDots: 800, heightDots: 80, rowBytes: 100, bits };
    return spoken.encode(bitmap, profile);
  };
  const states = status.questions.filter(({ kind }) => kind === 'state');
  return { label, states, status };
}

const numbersOn = (roll: readonly { bits?: string; isWhole: boolean }[]) =>
  roll.map(({ bits, isWhole }) => `${Buffer.from(bits ?? '', 'base64')[0]}${isWhole ? '' : ' half'}`);

/** 10 mm and a gap of 2 at 4 inches a second: 118 ms a label. */
const moving = { ips: 4, time: 'moved' } as const;

for (const language of ['zpl', 'tspl', 'escpos'] as const) {
  describe(`a simulated ${language} printer`, () => {
    it('tells every trouble in a way the product reads', async () => {
      await using printer = await startPrinter(language, { isSilentInTrouble: false, answerPieceBytes: 1 });
      await using talk = await talkTo(printer.port);
      const { states } = printerOf(language);
      const troubles = [
        ['paper-out', 'paper-out'],
        ['head-open', 'head-open'],
        ['head-hot', 'head-hot'],
      ] as const;
      const told: string[] = [];

      for (const [fault] of troubles) {
        await printer.tell({ do: 'fault', what: fault });
        for (const question of states) {
          const reading = await talk.ask(question);
          if (reading !== 'nonsense') told.push(...reading.troubles);
        }
        await printer.tell({ do: 'mend' });
      }

      for (const [, trouble] of troubles) expect(told).toContain(trouble);
      for (const question of states) {
        const reading = await talk.ask(question);
        expect(reading).toMatchObject({ troubles: [] });
      }
    });

    it('answers in another language when told to, and the product hears nonsense or nothing it could take for an answer', async () => {
      await using printer = await startPrinter(language);
      await using talk = await talkTo(printer.port);
      const questions = printerOf(language).status.questions.filter(isFramed);
      await printer.tell({ do: 'fault', what: 'nonsense' });

      for (const question of questions) {
        const answer = await Promise.race([
          talk.ask(question),
          printer.until({ isResting: true }).then(() => 'more'),
        ]);
        expect(['nonsense', 'more']).toContain(answer);
      }
    });

    it('prints the half label again after new paper, or loses it, as it is set', async () => {
      for (const [reprints, expected] of [
        ['on', ['1', '2 half', '2', '3']],
        ['off', ['1', '2 half', '3']],
      ] as const) {
        await using printer = await startPrinter(language, { ...moving, paper: 1.5, reprints });
        await using talk = await talkTo(printer.port);
        const { label } = printerOf(language);
        const bytes = Buffer.concat([label(1), label(2), label(3)]);
        talk.send(bytes);
        await printer.until({ bytes: bytes.length });
        await printer.tell({ do: 'pass', ms: 10_000 });
        expect((await printer.read()).trouble).toBe('paper-out');

        await printer.tell({ do: 'mend' });
        await printer.tell({ do: 'pass', ms: 10_000 });

        const { roll, trouble } = await printer.read({ bits: true });
        expect(numbersOn(roll)).toEqual(expected);
        expect(trouble).toBeNull();
      }
    });

    it('forgets everything in a power cut, and prints what it has when only the cable goes', async () => {
      for (const [what, expected] of [
        ['power-cut', ['1 half']],
        ['cut', ['1', '2']],
      ] as const) {
        await using printer = await startPrinter(language, { ...moving, imageDepth: 1 });
        await using talk = await talkTo(printer.port);
        const { label } = printerOf(language);
        const bytes = Buffer.concat([label(1), label(2), label(3)]);
        await printer.tell({ do: 'fault', what: 'pause' });
        await printer.tell({ do: 'mend' });
        await printer.tell({ do: 'fault', what, atByte: bytes.length - 30 });
        talk.send(bytes);
        await printer.until({ bytes: bytes.length - 30, connections: 0 });

        await printer.tell({ do: 'pass', ms: 10_000 });

        expect(numbersOn((await printer.read({ bits: true })).roll)).toEqual(expected);
      }
    });

    it('reads no further than its memory goes', async () => {
      await using printer = await startPrinter(language, { ...moving, bufferBytes: 4_096, imageDepth: 1 });
      await using talk = await talkTo(printer.port);
      const { label } = printerOf(language, { compression: 'hex' });
      const one = label(1);
      talk.send(Buffer.concat([one, label(2), label(3)]));
      await printer.until({ bytes: one.length + 1_000 });

      const stuck = await printer.read();
      expect(stuck.receivedBytes).toBeLessThanOrEqual(
        one.length + 4_096 + 16,
      ) /* ends of lines hold no memory */;
      await printer.tell({ do: 'pass', ms: 200 });
      await printer.until({ labels: 1, bytes: one.length * 2 });
      await printer.tell({ do: 'pass', ms: 200 });
      await printer.until({ labels: 2, bytes: one.length * 3 });
      await printer.tell({ do: 'pass', ms: 10_000 });
      await printer.until({ labels: 3, isResting: true });
    });
  });
}

/** A byte of ESC !? can mean anything, and so can never be nonsense. */
function isFramed(question: StatusQuestion): boolean {
  return !(question.ask[0] === 0x1b && question.ask[2] === 0x3f);
}

it('says on paper which label is out, and counts, where the language can', async () => {
  await using escpos = await startPrinter('escpos', { ips: null });
  await using talk = await talkTo(escpos.port);
  const epson = printerOf('escpos');
  const question = epson.status.printed?.('0007');
  talk.send(epson.label(7));
  expect(question && (await talk.ask(question))).toEqual({ troubles: [], printedId: '0007' });

  await using zebra = await startPrinter('zpl', { ips: null });
  await using zebraTalk = await talkTo(zebra.port);
  const zpl = printerOf('zpl');
  const counter = zpl.status.questions.find(({ kind }) => kind === 'counter');
  zebraTalk.send(Buffer.concat([zpl.label(1), zpl.label(2)]));
  await zebra.until({ labels: 2 });
  expect(counter && (await zebraTalk.ask(counter))).toEqual({ troubles: [], printedCount: 2 });
});

it('prints a question in the wrong language as letters on a receipt printer', async () => {
  await using printer = await startPrinter('escpos');
  await using talk = await talkTo(printer.port);

  talk.send(Buffer.from('~HS\r\n'));
  talk.send(printerOf('escpos').label(1));
  await printer.until({ labels: 2 });

  const { roll } = await printer.read();
  expect(roll.map(({ kind, note }) => [kind, note])).toEqual([
    ['text', '~HS'],
    ['label', ''],
  ]);
});

it('clears what a ZPL printer holds, in the middle of a label too', async () => {
  await using printer = await startPrinter('zpl', { ...moving, imageDepth: 1 });
  await using talk = await talkTo(printer.port);
  const { label } = printerOf('zpl');
  const half = label(3).subarray(0, 60);
  talk.send(
    Buffer.concat([label(1), label(2), half, languageOf(aProfile())?.clearHeld(0) ?? Buffer.of(), label(4)]),
  );
  await printer.until({ bytes: label(1).length * 3 });

  await printer.tell({ do: 'pass', ms: 10_000 });

  expect(numbersOn((await printer.read({ bits: true })).roll)).toEqual(['1', '4']);
});
