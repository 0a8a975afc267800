import { describe, expect, it } from 'vitest';
import type { StatusQuestion } from '../../../main/devices/printers/language.ts';
import {
  tsplFence,
  tsplLetters,
  tsplModel,
  tsplState,
} from '../../../main/devices/printers/languages/tspl-status.ts';

function told(question: StatusQuestion, ...bytes: (number | string)[]) {
  const answer = question.newAnswer();
  const piece = Buffer.concat(
    bytes.map((each) => (typeof each === 'number' ? Buffer.of(each) : Buffer.from(each, 'latin1'))),
  );
  const outcome = answer.feed(piece);
  return { outcome, reading: outcome === 'whole' ? answer.read() : null, rest: [...answer.rest] };
}

describe('ESC !?', () => {
  it('asks with 1B 21 3F', () => {
    expect([...tsplState.ask]).toEqual([0x1b, 0x21, 0x3f]);
  });

  it('reads 00 as ready and at rest', () => {
    expect(told(tsplState, 0).reading).toEqual({ troubles: [], isIdle: true });
  });

  it('reads bit 5 as printing, which is no trouble', () => {
    expect(told(tsplState, 0x20).reading).toEqual({ troubles: [], isIdle: false });
  });

  const bits = [
    [0, 'head opened', 'head-open'],
    [1, 'paper jam', 'paper-jam'],
    [2, 'out of paper', 'paper-out'],
    [3, 'out of ribbon', 'ribbon-out'],
    [4, 'pause', 'paused'],
    [6, 'cover opened', 'head-open'],
    [7, 'temperature', 'head-hot'],
  ] as const;
  for (const [bit, name, trouble] of bits) {
    it(`reads bit ${bit}: ${name}`, () => {
      expect(told(tsplState, 2 ** bit).reading?.troubles).toEqual([trouble]);
    });
  }

  it('reads several bits at once, and leaves the next byte to the next answer', () => {
    const { reading, rest } = told(tsplState, 0x05, 0x00);

    expect(reading?.troubles).toEqual(['head-open', 'paper-out']);
    expect(rest).toEqual([0]);
  });
});

describe('ESC !S', () => {
  const letters = (text: string) => told(tsplLetters, 2, text, 3, '\r\n');

  it('asks with 1B 21 53', () => {
    expect([...tsplLetters.ask]).toEqual([0x1b, 0x21, 0x53]);
  });

  const doing = [
    ['@', 'ready', [], true],
    ['`', 'pause', ['paused'], false],
    ['B', 'drawing the label back', [], false],
    ['C', 'cutting', [], false],
    ['E', 'something wrong', ['other'], false],
    ['F', 'feeding', [], false],
    ['K', 'waiting for its key', ['paused'], false],
    ['L', 'waiting until the label is taken', ['label-waiting'], false],
    ['P', 'printing', [], false],
    ['W', 'drawing', [], false],
  ] as const;
  for (const [letter, name, troubles, isIdle] of doing) {
    it(`reads the first letter ${letter}: ${name}`, () => {
      expect(letters(`${letter}@@@`).reading).toEqual({ troubles, isIdle });
    });
  }

  const others = [
    ['@A@@', 'paper low', ['paper-low']],
    ['@B@@', 'ribbon low', ['ribbon-out']],
    ['@@A@', 'head too hot', ['head-hot']],
    ['@@B@', 'motor too hot', ['head-hot']],
    ['@@D@', 'head damaged', ['head-worn']],
    ['@@H@', 'cutter jammed', ['cutter']],
    ['@@P@', 'out of memory', ['memory']],
    ['@@@A', 'paper empty', ['paper-out']],
    ['@@@B', 'paper jammed', ['paper-jam']],
    ['@@@D', 'ribbon empty', ['ribbon-out']],
    ['@@@H', 'ribbon jammed', ['ribbon-out']],
    ['@@@`', 'head open', ['head-open']],
    ['@@`@', 'a bit without a name', ['other']],
  ] as const;
  for (const [text, name, troubles] of others) {
    it(`reads ${text}: ${name}`, () => {
      expect(letters(text).reading?.troubles).toEqual(troubles);
    });
  }

  it('reads H in the second place as a full buffer: no trouble, and not at rest', () => {
    expect(letters('@H@@').reading).toEqual({ troubles: [], isIdle: false });
  });

  it('ends with its line: the next answer begins clean', () => {
    expect(told(tsplLetters, 2, '@@@@', 3, 13).outcome).toBe('more');
    expect(told(tsplLetters, 2, '@@@@', 3, 13, 10, 0x20).rest).toEqual([0x20]);
  });

  it('says what is wrong instead of that something is', () => {
    expect(letters('E@@A').reading?.troubles).toEqual(['paper-out']);
  });

  it('passes over status bytes that came late, a 02 among them', () => {
    expect(told(tsplLetters, 0x20, 0x02, 0x00, 0x02, '@@@@', 3, '\r\n').reading).toEqual({
      troubles: [],
      isIdle: true,
    });
  });

  it('says nonsense of another language', () => {
    expect(letters('@@@@@@').outcome).toBe('nonsense');
    expect(letters('Z@@@').outcome).toBe('nonsense');
    expect(told(tsplLetters, 'HTTP/1.1 400 Bad Request\r\nContent-Type: text/html').outcome).toBe('nonsense');
  });
});

describe('~!@', () => {
  it('asks with a line of its own', () => {
    expect(Buffer.from(tsplFence.ask).toString('latin1')).toBe('~!@\r\n');
  });

  it('reads any metres as: everything before it is done', () => {
    expect(told(tsplFence, '1234\r').reading).toEqual({ troubles: [], isIdle: true });
    expect(told(tsplFence, 0x20, 0x00, '0000012\r\n').outcome).toBe('whole');
  });

  it('waits for the end of the line', () => {
    expect(told(tsplFence, '1234').outcome).toBe('more');
  });

  it('says nonsense of text', () => {
    expect(told(tsplFence, '<html><body>Bad Request</body></html>').outcome).toBe('nonsense');
    expect(told(tsplFence, '1'.repeat(40)).outcome).toBe('nonsense');
  });
});

describe('~!T', () => {
  it('asks with a line of its own', () => {
    expect(Buffer.from(tsplModel.ask).toString('latin1')).toBe('~!T\r\n');
  });

  it('reads the model', () => {
    expect(told(tsplModel, 'TTP-244 Pro\r\n').reading?.identity).toEqual({
      model: 'TTP-244 Pro',
      firmware: '',
      dotsPerMm: null,
    });
  });

  it('says nonsense of a web server and of a ZPL printer', () => {
    expect(told(tsplModel, 'HTTP/1.1 400 Bad Request\r\n').outcome).toBe('nonsense');
    expect(told(tsplModel, '\x02030,0,0,1245,000,0,0,0,000,0,0,0\x03\r\n').outcome).toBe('nonsense');
  });
});
