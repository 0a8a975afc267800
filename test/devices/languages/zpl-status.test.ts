import { describe, expect, it } from 'vitest';
import type { StatusQuestion } from '../../../main/devices/printers/language.ts';
import {
  errorStatus,
  hostIdentity,
  hostStatus,
  labelCounter,
} from '../../../main/devices/printers/languages/zpl-status.ts';

function told(question: StatusQuestion, text: string) {
  const answer = question.newAnswer();
  const outcome = answer.feed(Buffer.from(text, 'latin1'));
  return {
    outcome,
    reading: outcome === 'whole' ? answer.read() : null,
    rest: Buffer.from(answer.rest).toString('latin1'),
  };
}

/** A printer at rest; a test changes the fields it is about. */
function hostAnswer(one: Record<number, string> = {}, two: Record<number, string> = {}): string {
  const first = ['030', '0', '0', '1245', '000', '0', '0', '0', '000', '0', '0', '0'];
  const second = ['000', '0', '0', '0', '0', '2', '6', '0', '00000000', '1', '000'];
  const frame = (fields: string[]) => `\x02${fields.join(',')}\x03\r\n`;
  return [
    frame(first.map((field, at) => one[at] ?? field)),
    frame(second.map((field, at) => two[at] ?? field)),
    frame(['1234', '0']),
  ].join('');
}

describe('~HS', () => {
  it('asks with its four characters and an end of line', () => {
    expect(Buffer.from(hostStatus.ask).toString('latin1')).toBe('~HS\r\n');
  });

  it('reads a printer at rest', () => {
    expect(told(hostStatus, hostAnswer()).reading).toEqual({ troubles: [], isIdle: true });
  });

  const flags = [
    ['paper out', 1, 1, 'paper-out'],
    ['pause', 1, 2, 'paused'],
    ['diagnostic mode', 1, 6, 'other'],
    ['memory lost', 1, 9, 'memory'],
    ['head too cold', 1, 10, 'head-cold'],
    ['head too hot', 1, 11, 'head-hot'],
    ['head up', 2, 2, 'head-open'],
    ['ribbon out', 2, 3, 'ribbon-out'],
    ['label waiting to be taken', 2, 7, 'label-waiting'],
  ] as const;
  for (const [name, frame, field, trouble] of flags) {
    it(`reads the flag for ${name}, frame ${frame} field ${field + 1}`, () => {
      const answer = frame === 1 ? hostAnswer({ [field]: '1' }) : hostAnswer({}, { [field]: '1' });

      expect(told(hostStatus, answer).reading).toEqual({ troubles: [trouble], isIdle: true });
    });
  }

  const busy = [
    ['labels wait in the buffer', hostAnswer({ 4: '002' })],
    ['the buffer is full', hostAnswer({ 5: '1' })],
    ['half a label is there', hostAnswer({ 7: '1' })],
    ['labels are still to be printed', hostAnswer({}, { 8: '00000001' })],
  ] as const;
  for (const [name, answer] of busy) {
    it(`is not at rest while ${name}`, () => {
      expect(told(hostStatus, answer).reading).toEqual({ troubles: [], isIdle: false });
    });
  }

  const quiet = [
    ['communication settings', hostAnswer({ 0: '999' })],
    ['label length', hostAnswer({ 3: '9999' })],
    ['the unused field', hostAnswer({ 8: '123' })],
    ['function settings', hostAnswer({}, { 0: '255', 1: '1' })],
    ['thermal transfer', hostAnswer({}, { 4: '1' })],
    ['print mode', hostAnswer({}, { 5: '4' })],
    ['print width mode', hostAnswer({}, { 6: '0' })],
    ['format while printing', hostAnswer({}, { 9: '0' })],
    ['stored graphics', hostAnswer({}, { 10: '123' })],
  ] as const;
  for (const [name, answer] of quiet) {
    it(`reads no trouble into ${name}`, () => {
      expect(told(hostStatus, answer).reading).toEqual({ troubles: [], isIdle: true });
    });
  }

  it('waits for all three frames', () => {
    const [one, two] = hostAnswer().split(/(?<=\n)/);

    expect(told(hostStatus, `${one}${two}`).outcome).toBe('more');
  });

  it('gives back what belongs to the next answer', () => {
    const { outcome, rest } = told(hostStatus, `${hostAnswer()}${hostAnswer({ 1: '1' })}`);

    expect(outcome).toBe('whole');
    expect(told(hostStatus, rest).reading?.troubles).toEqual(['paper-out']);
  });

  it('passes over rubbish, half an answer, and the late answer of another question', () => {
    const late =
      '\x02\r\n\r\n  PRINTER STATUS  \r\n   ERRORS:  0 00000000 00000000\r\n   WARNINGS: 0 00000000 00000000\r\n\x03';
    const half = hostAnswer({ 1: '1' }).slice(0, 50);

    expect(told(hostStatus, `\0\xffrubbish\r\n${late}${half}${hostAnswer()}`).reading?.troubles).toEqual([]);
  });

  it('says nonsense of a device that talks another language', () => {
    const page =
      'HTTP/1.1 400 Bad Request\r\nContent-Type: text/html\r\nContent-Length: 226\r\n\r\n<!DOCTYPE HTML>';

    expect(told(hostStatus, page).outcome).toBe('nonsense');
    expect(told(hostStatus, '\x02hello\x03'.repeat(20)).outcome).toBe('nonsense');
    expect(told(hostStatus, `\x02${'x'.repeat(2_000)}`).outcome).toBe('nonsense');
  });

  it('has nothing to read in silence', () => {
    const answer = hostStatus.newAnswer();

    expect(answer.feed(new Uint8Array())).toBe('more');
    expect(() => answer.read()).toThrow();
  });
});

describe('~HQES', () => {
  const block = (errors: string, warnings: string) =>
    `\x02\r\n\r\n  PRINTER STATUS                                              \r\n   ERRORS:         ${errors}    \r\n   WARNINGS:       ${warnings}     \r\n\x03`;
  const hex = (bits: number) => bits.toString(16).toUpperCase().padStart(8, '0');
  const none = '0 00000000 00000000';

  it('asks with its five characters and an end of line', () => {
    expect(Buffer.from(errorStatus.ask).toString('latin1')).toBe('~HQES\r\n');
  });

  it('reads a printer without anything wrong', () => {
    expect(told(errorStatus, block(none, none)).reading).toEqual({ troubles: [] });
  });

  const errors = [
    ['media out', 0x1, 'paper-out'],
    ['ribbon out', 0x2, 'ribbon-out'],
    ['head open', 0x4, 'head-open'],
    ['cutter fault', 0x8, 'cutter'],
    ['head over-temperature', 0x10, 'head-hot'],
    ['motor over-temperature', 0x20, 'head-hot'],
    ['bad head element', 0x40, 'head-worn'],
    ['head not recognised', 0x80, 'other'],
    ['invalid firmware configuration', 0x100, 'other'],
    ['thermistor open', 0x200, 'other'],
    ['paper jam during retract', 0x1000, 'paper-jam'],
    ['presenter not running', 0x2000, 'other'],
    ['paper feed', 0x4000, 'paper-jam'],
    ['clear path failed', 0x8000, 'paper-jam'],
    ['paused', 0x1_0000, 'paused'],
    ['retract timed out', 0x2_0000, 'paper-jam'],
    ['black mark to calibrate', 0x4_0000, 'other'],
    ['black mark not found', 0x8_0000, 'other'],
  ] as const;
  for (const [name, bit, trouble] of errors) {
    it(`reads the error bit ${hex(bit)}: ${name}`, () => {
      expect(told(errorStatus, block(`1 00000000 ${hex(bit)}`, none)).reading?.troubles).toEqual([trouble]);
    });
  }
  for (const bit of [0x400, 0x800, 0x10_0000, 0x8000_0000]) {
    it(`reads the error bit ${hex(bit)} without a name as something wrong`, () => {
      expect(told(errorStatus, block(`1 00000000 ${hex(bit)}`, none)).reading?.troubles).toEqual(['other']);
    });
  }

  const warnings = [
    ['media to calibrate', 0x1, 'other'],
    ['clean the head', 0x2, 'head-worn'],
    ['replace the head', 0x4, 'head-worn'],
    ['paper near its end', 0x8, 'paper-low'],
  ] as const;
  for (const [name, bit, trouble] of warnings) {
    it(`reads the warning bit ${hex(bit)}: ${name}`, () => {
      expect(told(errorStatus, block(none, `1 00000000 ${hex(bit)}`)).reading?.troubles).toEqual([trouble]);
    });
  }

  it('reads group 2, and a flag without a bit, as something wrong', () => {
    expect(told(errorStatus, block('1 00000001 00000000', none)).reading?.troubles).toEqual(['other']);
    expect(told(errorStatus, block('1 00000000 00000000', none)).reading?.troubles).toEqual(['other']);
    expect(told(errorStatus, block(none, '1 80000000 00000000')).reading?.troubles).toEqual(['other']);
  });

  it('reads all bits at once, each trouble a single time', () => {
    expect(told(errorStatus, block('1 00000000 00010035', '1 00000000 00000008')).reading?.troubles).toEqual([
      'paper-out',
      'head-open',
      'head-hot',
      'paused',
      'paper-low',
    ]);
  });

  it('passes over a late ~HS answer', () => {
    expect(told(errorStatus, `${hostAnswer()}${block(none, none)}`).outcome).toBe('whole');
  });
});

describe('~HI', () => {
  it('reads model, firmware and dots', () => {
    expect(
      told(hostIdentity, '\x02TVSE LP 46 Dlite-200dpi,V56.17.9Z,8,8172KB\x03\r\n').reading?.identity,
    ).toEqual({
      model: 'TVSE LP 46 Dlite-200dpi',
      firmware: 'V56.17.9Z',
      dotsPerMm: 8,
    });
  });

  it('does not take a late ~HS frame for a model', () => {
    const { reading } = told(
      hostIdentity,
      `${hostAnswer()}\x02ZTC ZD420-300dpi ZPL,V84.20.18Z,12,8192KB\x03\r\n`,
    );

    expect(reading?.identity).toMatchObject({ model: 'ZTC ZD420-300dpi ZPL', dotsPerMm: 12 });
  });

  it('leaves dots open where a clone says 0', () => {
    expect(told(hostIdentity, '\x02CLONE,V1,0,0KB\x03').reading?.identity?.dotsPerMm).toBeNull();
  });
});

describe('the label counter', () => {
  it('asks by SGD', () => {
    expect(Buffer.from(labelCounter.ask).toString('latin1')).toBe(
      '! U1 getvar "odometer.total_label_count"\r\n',
    );
  });

  it('reads the number in quotes', () => {
    expect(told(labelCounter, '"12345"').reading).toEqual({ troubles: [], printedCount: 12_345 });
  });

  it('reads "?" as a printer that does not count', () => {
    expect(told(labelCounter, '"?"').reading).toEqual({ troubles: [] });
  });

  it('passes over a late ~HS answer and stops at its own last quote', () => {
    const { reading, rest } = told(labelCounter, `${hostAnswer()}"7""8"`);

    expect(reading?.printedCount).toBe(7);
    expect(rest).toBe('"8"');
  });

  it('says nonsense of quotes around anything else, and of text without quotes', () => {
    expect(told(labelCounter, '"text/html"').outcome).toBe('nonsense');
    expect(told(labelCounter, 'x'.repeat(200)).outcome).toBe('nonsense');
    expect(told(labelCounter, `"${'1'.repeat(200)}`).outcome).toBe('nonsense');
  });
});
