// What a TSPL printer says (printing.md 1.3). ESC commands are answered at once, also in trouble; `~` commands only when
// everything before them is done, which makes ~!@ a fence: its answer means that the printer has come to rest.

import type { DeviceTrouble, StatusQuestion } from '../language.ts';
import { answerOf, troublesOf, troublesOfBits } from './read-answer.ts';

const printing = 0x20;
const stateBits = new Map<number, DeviceTrouble | null>([
  [0x01, 'head-open'],
  [0x02, 'paper-jam'],
  [0x04, 'paper-out'],
  [0x08, 'ribbon-out'],
  [0x10, 'paused'],
  [printing, null],
  [0x40, 'head-open'], // the cover, where a printer tells it
  [0x80, 'head-hot'], // temperature, where a printer tells it
]);

/** One byte, each bit with its own meaning: no byte is nonsense. That it is a TSPL printer, `tsplModel` has shown. */
export const tsplState: StatusQuestion = {
  kind: 'state',
  ask: Uint8Array.of(0x1b, 0x21, 0x3f),
  newAnswer: () =>
    answerOf((byte) => ({
      troubles: troublesOfBits(byte, stateBits),
      isIdle: (byte & printing) === 0,
    })),
};

/** The first letter: what it does. Null: at work, nothing wrong. */
const doing: ReadonlyMap<string, DeviceTrouble | null> = new Map([
  ['@', null],
  ['`', 'paused'],
  ['B', null], // drawing back
  ['C', null], // cutting
  ['E', 'other'], // something is wrong: the other letters say what
  ['F', null], // feeding
  ['K', 'paused'], // waits for its key
  ['L', 'label-waiting'],
  ['P', null], // printing
  ['W', null], // drawing
]);

// The other three letters are sums of bits on top of `@`.
const warningBits = new Map<number, DeviceTrouble | null>([
  [0x01, 'paper-low'],
  [0x02, 'ribbon-out'], // low
  [0x08, null], // receive buffer full: it will take more when it has printed
]);
const printerBits = new Map<number, DeviceTrouble>([
  [0x01, 'head-hot'],
  [0x02, 'head-hot'], // the motor
  [0x04, 'head-worn'],
  [0x08, 'cutter'],
  [0x10, 'memory'],
]);
const mediaBits = new Map<number, DeviceTrouble>([
  [0x01, 'paper-out'],
  [0x02, 'paper-jam'],
  [0x04, 'ribbon-out'],
  [0x08, 'ribbon-out'], // jammed
  [0x20, 'head-open'],
]);

/** `STX s1 s2 s3 s4 ETX CR LF`, on TSC firmware from V6.29 EZ. Bytes of other answers before it are passed over. */
export const tsplLetters: StatusQuestion = {
  kind: 'state',
  ask: Uint8Array.of(0x1b, 0x21, 0x53),
  newAnswer() {
    let frame: number[] | null = null;
    let strayBytes = 0;
    return answerOf((byte) => {
      if (frame === null) {
        if (byte === 2) frame = [];
        else strayBytes += 1;
        return strayBytes > 32 ? 'nonsense' : 'more';
      }
      if (frame.length < 4) {
        frame.push(byte);
        // A status byte 02 of ESC !? looks like a beginning; real letters lie from @ to DEL.
        if (byte >= 0x40 && byte < 0x80) return 'more';
        strayBytes += frame.length;
        frame = byte === 2 ? [] : null;
        return strayBytes > 32 ? 'nonsense' : 'more';
      }
      // The end of the line belongs to it: left behind, its 0D would be read as three troubles by the next ESC !?.
      const end = [3, 13, 10][frame.length - 4];
      if (byte !== end) return 'nonsense';
      frame.push(byte);
      if (byte !== 10) return 'more';
      const [s1 = 0, s2 = 0, s3 = 0, s4 = 0] = frame;
      const letter = String.fromCharCode(s1);
      if (!doing.has(letter)) return 'nonsense';
      const exact = troublesOf([
        ...troublesOfBits(s4 - 0x40, mediaBits),
        ...troublesOfBits(s3 - 0x40, printerBits),
        ...troublesOfBits(s2 - 0x40, warningBits),
      ]);
      const own = doing.get(letter) ?? null;
      // `E` says only that something is wrong; a letter behind it says what.
      const troubles = troublesOf([letter === 'E' && exact.length > 0 ? null : own, ...exact]);
      return { troubles, isIdle: letter === '@' && (s2 & 0x08) === 0 };
    });
  },
};

/** The metres printed, a number and an end of line: what matters is that it came at all. */
export const tsplFence: StatusQuestion = {
  kind: 'fence',
  ask: Buffer.from('~!@\r\n', 'latin1'),
  newAnswer() {
    let digits = '';
    let strayBytes = 0;
    return answerOf((byte) => {
      if (byte >= 0x30 && byte <= 0x39) digits += String.fromCharCode(byte);
      else if ((byte === 13 || byte === 10) && digits !== '') return { troubles: [], isIdle: true };
      else if (byte !== 0x20 && byte !== 0x2e && byte !== 13 && byte !== 10) {
        strayBytes += 1;
        digits = '';
      }
      return strayBytes > 16 || digits.length > 16 ? 'nonsense' : 'more';
    });
  },
};

/** The model's name and an end of line. */
export const tsplModel: StatusQuestion = {
  kind: 'identity',
  ask: Buffer.from('~!T\r\n', 'latin1'),
  newAnswer() {
    let text = '';
    return answerOf((byte) => {
      if (byte === 13 || byte === 10) {
        const model = text.trim();
        text = '';
        if (model.length < 2) return 'more';
        // A web server, a ZPL printer and a mail server all answer with text of their own.
        if (!/^[A-Z0-9][\w .+/-]{1,39}$/i.test(model) || /^HTTP\/|^\d+$/i.test(model)) return 'nonsense';
        return { troubles: [], identity: { model, firmware: '', dotsPerMm: null } };
      }
      if (byte === 2 || byte === 3) return 'nonsense';
      if (byte >= 0x20 && byte < 0x7f) text += String.fromCharCode(byte);
      return text.length > 64 ? 'nonsense' : 'more';
    });
  },
};
