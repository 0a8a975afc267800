import { describe, expect, it } from 'vitest';
import type { StatusQuestion } from '../../../main/devices/printers/language.ts';
import { escposStates, printedQuestion } from '../../../main/devices/printers/languages/escpos-status.ts';

function told(question: StatusQuestion | undefined, ...bytes: number[]) {
  const answer = question?.newAnswer();
  const outcome = answer?.feed(Uint8Array.from(bytes));
  return { outcome, reading: outcome === 'whole' ? answer?.read() : null, rest: [...(answer?.rest ?? [])] };
}

const [first, second, third, fourth] = escposStates;

describe('DLE EOT', () => {
  it('asks with 10 04 and 1 to 4', () => {
    expect(escposStates.map((question) => [...question.ask])).toEqual(
      [1, 2, 3, 4].map((n) => [0x10, 0x04, n]),
    );
  });

  const bits = [
    ['1', first, 0x04, 'the drawer', []],
    ['1', first, 0x08, 'offline', ['offline']],
    ['1', first, 0x20, 'waiting to recover', ['other']],
    ['1', first, 0x40, 'the feed button', []],
    ['2', second, 0x04, 'cover open', ['head-open']],
    ['2', second, 0x08, 'the feed button', []],
    ['2', second, 0x20, 'stopped at the end of the paper', ['paper-out']],
    ['2', second, 0x40, 'something wrong', ['other']],
    ['3', third, 0x04, 'recoverable', ['paper-jam']],
    ['3', third, 0x08, 'cutter', ['cutter']],
    ['3', third, 0x20, 'unrecoverable', ['other']],
    ['3', third, 0x40, 'recovers by itself', ['head-hot']],
    ['4', fourth, 0x04, 'paper near its end, first bit', ['paper-low']],
    ['4', fourth, 0x08, 'paper near its end, second bit', ['paper-low']],
    ['4', fourth, 0x20, 'paper at its end, first bit', ['paper-out']],
    ['4', fourth, 0x40, 'paper at its end, second bit', ['paper-out']],
  ] as const;
  for (const [n, question, bit, name, troubles] of bits) {
    it(`reads ${n}, bit ${bit.toString(16).padStart(2, '0')}: ${name}`, () => {
      expect(told(question, 0x12 | bit).reading).toEqual({ troubles });
    });
  }

  for (const question of escposStates) {
    it(`reads ${question.ask[2]}: nothing wrong`, () => {
      expect(told(question, 0x12).reading).toEqual({ troubles: [] });
    });
  }

  it('says nonsense of every byte whose fixed bits are wrong', () => {
    const wrong = Array.from({ length: 256 }, (_, byte) => byte).filter((byte) => (byte & 0x93) !== 0x12);
    const known = [0x11, 0x13, 0x37]; // XON, XOFF, a process id
    const sure = wrong.filter((byte) => !known.includes(byte) && (byte & 0x93) !== 0x10);

    expect(sure.filter((byte) => told(first, byte).outcome !== 'nonsense')).toEqual([]);
    expect(wrong.filter((byte) => told(first, byte).outcome === 'whole')).toEqual([]);
  });

  it('passes over a process id, automatic status and flow control that come in between', () => {
    const unasked = [0x37, 0x22, 0x30, 0x30, 0x31, 0x37, 0x00, 0x11, 0x14, 0x00, 0x00, 0x0f];

    expect(told(first, ...unasked, 0x1a).reading).toEqual({ troubles: ['offline'] });
  });
});

describe('GS ( H', () => {
  const id = [...Buffer.from('0017')];

  it('asks with function 48 and the four characters', () => {
    expect([...printedQuestion('0017').ask]).toEqual([0x1d, 0x28, 0x48, 6, 0, 0x30, 0x30, ...id]);
  });

  it('reads 37 22 id 00 as: everything before it is on paper', () => {
    const { reading, rest } = told(printedQuestion('0017'), 0x37, 0x22, ...id, 0, 0x12);

    expect(reading).toEqual({ troubles: [], printedId: '0017' });
    expect(rest).toEqual([0x12]);
  });

  it('tells a later id too: it stands for the ones before it', () => {
    expect(told(printedQuestion('0017'), 0x37, 0x22, ...Buffer.from('0018'), 0).reading?.printedId).toBe(
      '0018',
    );
  });

  it('waits past status bytes that came late', () => {
    expect(told(printedQuestion('0017'), 0x12, 0x16).outcome).toBe('more');
    expect(told(printedQuestion('0017'), 0x12, 0x37, 0x22, ...id, 0).reading?.printedId).toBe('0017');
  });

  it('says nonsense of an answer without its end, and of text', () => {
    expect(told(printedQuestion('0017'), 0x37, 0x22, ...id, 0x41).outcome).toBe('nonsense');
    expect(told(printedQuestion('0017'), 0x37, 0x41).outcome).toBe('nonsense');
    expect(told(printedQuestion('0017'), ...Buffer.from('HTTP/1.1')).outcome).toBe('nonsense');
  });

  it('takes no id that a printer could not send back', () => {
    expect(() => printedQuestion('17')).toThrow(RangeError);
    expect(() => printedQuestion('条码条码')).toThrow(RangeError);
  });
});
