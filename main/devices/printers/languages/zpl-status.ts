// What a ZPL printer says, byte for byte as printing.md 1.3 has it: ~HS in three frames, ~HQES as a block of text, ~HI, and the
// label counter of Link-OS printers. Frames of another question (an answer that came late) are passed over.

import type { DeviceReading, DeviceTrouble, StatusQuestion } from '../language.ts';
import { answerOf, type ByteReader, troublesOf, troublesOfBits } from './read-answer.ts';

const stx = 2;
const etx = 3;
/** So much that is in no frame, or so many frames of other shapes: this is no ZPL printer. */
const mostStrayBytes = 64;
const mostFrameBytes = 1_024;
const mostStrayFrames = 8;

/** Hands each STX … ETX to `readFrame`; null passes it over. */
function byFrames(readFrame: (frame: string) => DeviceReading | 'more' | null): ByteReader {
  let frame: string | null = null;
  let strayBytes = 0;
  let strayFrames = 0;
  return (byte) => {
    if (byte === stx) {
      frame = '';
      return 'more';
    }
    if (frame === null) {
      if (byte !== 13 && byte !== 10) strayBytes += 1;
      return strayBytes > mostStrayBytes ? 'nonsense' : 'more';
    }
    if (byte !== etx) {
      frame += String.fromCharCode(byte);
      return frame.length > mostFrameBytes ? 'nonsense' : 'more';
    }
    const told = readFrame(frame);
    frame = null;
    if (told !== null) return told;
    strayFrames += 1;
    return strayFrames > mostStrayFrames ? 'nonsense' : 'more';
  };
}

const ascii = (text: string) => Buffer.from(text, 'latin1');

/** b paper, c pause, eee waiting, f buffer full, g diagnostic mode, h half a label, j memory, k cold, l hot. */
const first = /^(\d{3}),([01]),([01]),(\d{4}),(\d{3}),([01]),([01]),([01]),(\d{3}),([01]),([01]),([01])$/;
/** o head, p ribbon, t label waiting to be taken, uuuuuuuu still to print. */
const second = /^(\d{3}),([01]),([01]),([01]),([01]),(.),(.),([01]),(\d{8}),([01]),(\d{3})$/;
const third = /^(\w{4}),([01])$/;

export const hostStatus: StatusQuestion = {
  kind: 'state',
  ask: ascii('~HS\r\n'),
  newAnswer() {
    let one: RegExpExecArray | null = null;
    let two: RegExpExecArray | null = null;
    return answerOf(
      byFrames((frame) => {
        const begun = first.exec(frame);
        if (begun) {
          one = begun;
          two = null;
          return 'more';
        }
        if (one && !two) {
          two = second.exec(frame);
          return two ? 'more' : null;
        }
        if (one && two && third.test(frame)) return readHostStatus(one, two);
        return null;
      }),
    );
  },
};

function readHostStatus(one: RegExpExecArray, two: RegExpExecArray): DeviceReading {
  const isOne = (frame: RegExpExecArray, field: number) => frame[field] === '1';
  const countOf = (frame: RegExpExecArray, field: number) => Number(frame[field]);
  return {
    troubles: troublesOf([
      isOne(one, 2) && 'paper-out',
      isOne(one, 3) && 'paused',
      isOne(one, 7) && 'other', // diagnostic mode prints what it is sent as text
      isOne(one, 10) && 'memory',
      isOne(one, 11) && 'head-cold',
      isOne(one, 12) && 'head-hot',
      isOne(two, 3) && 'head-open',
      isOne(two, 4) && 'ribbon-out',
      isOne(two, 8) && 'label-waiting',
    ]),
    isIdle: countOf(one, 5) === 0 && !isOne(one, 6) && !isOne(one, 8) && countOf(two, 9) === 0,
  };
}

const errorBits = new Map<number, DeviceTrouble>([
  [0x1, 'paper-out'],
  [0x2, 'ribbon-out'],
  [0x4, 'head-open'],
  [0x8, 'cutter'],
  [0x10, 'head-hot'],
  [0x20, 'head-hot'], // the motor; the same to do: let it cool down
  [0x40, 'head-worn'], // an element of the head is dead
  [0x80, 'other'], // the head is not recognised
  [0x100, 'other'], // firmware configuration
  [0x200, 'other'], // thermistor
  [0x1000, 'paper-jam'], // while it drew the paper back
  [0x2000, 'other'], // presenter
  [0x4000, 'paper-jam'], // paper is not fed
  [0x8000, 'paper-jam'], // the path could not be cleared
  [0x1_0000, 'paused'],
  [0x2_0000, 'paper-jam'], // drawing back took too long
  [0x4_0000, 'other'], // black mark to be calibrated
  [0x8_0000, 'other'], // black mark not found
]);
const warningBits = new Map<number, DeviceTrouble>([
  [0x1, 'other'], // wants to be calibrated to the paper
  [0x2, 'head-worn'], // clean the head
  [0x4, 'head-worn'], // replace the head
  [0x8, 'paper-low'],
]);

const statusLine = (name: string) => new RegExp(`${name}:\\s+([01])\\s+([0-9A-Fa-f]{8})\\s+([0-9A-Fa-f]{8})`);
const errorLine = statusLine('ERRORS');
const warningLine = statusLine('WARNINGS');

export const errorStatus: StatusQuestion = {
  kind: 'state',
  ask: ascii('~HQES\r\n'),
  newAnswer: () =>
    answerOf(
      byFrames((frame) => {
        const errors = errorLine.exec(frame);
        const warnings = warningLine.exec(frame);
        if (!errors || !warnings) return null;
        return { troubles: troublesOf([...groupsOf(errors, errorBits), ...groupsOf(warnings, warningBits)]) };
      }),
    ),
};

/** Group 1 by its bits; group 2 has none that mean anything to a packer, and is still something wrong. */
function groupsOf([, any, two = '0', one = '0']: RegExpExecArray, names: ReadonlyMap<number, DeviceTrouble>) {
  const told = troublesOfBits(Number.parseInt(one, 16), names);
  if (Number.parseInt(two, 16) !== 0 || (any === '1' && told.length === 0)) told.push('other');
  return told;
}

export const hostIdentity: StatusQuestion = {
  kind: 'identity',
  ask: ascii('~HI\r\n'),
  newAnswer: () =>
    answerOf(
      byFrames((frame) => {
        const told = /^([^,]*[A-Za-z][^,]*),([^,]+),(\d+),/.exec(frame);
        if (!told) return null;
        const [, model = '', firmware = '', dots = ''] = told;
        const dotsPerMm = Number(dots) > 0 ? Number(dots) : null;
        return { troubles: [], identity: { model: model.trim(), firmware: firmware.trim(), dotsPerMm } };
      }),
    ),
};

/** `"123"`; a printer without the counter says `"?"`, and is then read as having told nothing. */
export const labelCounter: StatusQuestion = {
  kind: 'counter',
  ask: ascii('! U1 getvar "odometer.total_label_count"\r\n'),
  newAnswer() {
    let inQuotes: string | null = null;
    let frameBytes: number | null = null; // inside the late answer of another question
    let strayBytes = 0;
    return answerOf((byte) => {
      if (byte === stx) frameBytes = 0;
      if (frameBytes !== null) {
        frameBytes = byte === etx ? null : frameBytes + 1;
        return (frameBytes ?? 0) > mostFrameBytes ? 'nonsense' : 'more';
      }
      if (byte !== 0x22) {
        if (inQuotes === null) strayBytes += byte === 13 || byte === 10 ? 0 : 1;
        else inQuotes += String.fromCharCode(byte);
        return strayBytes > mostStrayBytes || (inQuotes?.length ?? 0) > 20 ? 'nonsense' : 'more';
      }
      if (inQuotes === null) {
        inQuotes = '';
        return 'more';
      }
      if (inQuotes === '?') return { troubles: [] };
      return /^\d{1,15}$/.test(inQuotes) ? { troubles: [], printedCount: Number(inQuotes) } : 'nonsense';
    });
  },
};
