// What an ESC/POS printer says (printing.md 1.3): DLE EOT 1 to 4, a byte each with four bits that never change, and GS ( H, the
// only true word among these languages that a label is on paper. Other answers in between are passed over by their shape.

import type { DeviceReading, DeviceTrouble, StatusQuestion } from '../language.ts';
import { answerOf, type ByteReader, troublesOfBits } from './read-answer.ts';

/** Bits 0, 1, 4 and 7 of every DLE EOT answer. */
const isStatusByte = (byte: number) => (byte & 0x93) === 0x12;

const offlineBits = new Map<number, DeviceTrouble | null>([
  [0x04, null], // the drawer's pin
  [0x08, 'offline'],
  [0x20, 'other'], // waits to recover
  [0x40, null], // the feed button
]);
const causeBits = new Map<number, DeviceTrouble | null>([
  [0x04, 'head-open'],
  [0x08, null], // the feed button
  [0x20, 'paper-out'],
  [0x40, 'other'],
]);
const errorBits = new Map<number, DeviceTrouble>([
  [0x04, 'paper-jam'], // recoverable, where a model has it
  [0x08, 'cutter'],
  [0x20, 'other'], // switch off
  [0x40, 'head-hot'], // comes right by itself
]);
const paperBits = new Map<number, DeviceTrouble>([
  [0x04, 'paper-low'],
  [0x08, 'paper-low'],
  [0x20, 'paper-out'],
  [0x40, 'paper-out'],
]);

/** Passes over what a printer says unasked: process ids, automatic status of four bytes, XON and XOFF. */
function past(
  read: (byte: number) => DeviceReading | 'nonsense',
  readId?: (id: string) => DeviceReading,
): ByteReader {
  let sequence: number[] = [];
  return (byte) => {
    if (sequence.length > 0) {
      sequence.push(byte);
      if (sequence[0] === 0x37) {
        if (sequence.length === 2 && byte !== 0x22) return 'nonsense';
        if (sequence.length < 7) return 'more';
        const id = String.fromCharCode(...sequence.slice(2, 6));
        const isEnded = byte === 0;
        sequence = [];
        if (!isEnded) return 'nonsense';
        return readId ? readId(id) : 'more';
      }
      if ((byte & 0x90) !== 0) return 'nonsense';
      if (sequence.length === 4) sequence = [];
      return 'more';
    }
    if (byte === 0x11 || byte === 0x13) return 'more';
    if (byte === 0x37 || (byte & 0x93) === 0x10) {
      sequence = [byte];
      return 'more';
    }
    return read(byte);
  };
}

function realTime(n: 1 | 2 | 3 | 4, names: ReadonlyMap<number, DeviceTrouble | null>): StatusQuestion {
  return {
    kind: 'state',
    ask: Uint8Array.of(0x10, 0x04, n),
    newAnswer: () =>
      answerOf(
        past((byte) => (isStatusByte(byte) ? { troubles: troublesOfBits(byte & ~0x12, names) } : 'nonsense')),
      ),
  };
}

export const escposStates: readonly StatusQuestion[] = [
  realTime(1, offlineBits),
  realTime(2, causeBits),
  realTime(3, errorBits),
  realTime(4, paperBits),
];

/**
 * GS ( H, function 48, behind a label: answered with `37 22 id 00` when everything before it is printed. A host that did not
 * read gets only the latest id, which stands for the ones before it.
 */
export function printedQuestion(processId: string): StatusQuestion {
  if (!/^[ -~]{4}$/.test(processId)) throw new RangeError('a process id is four characters from space to ~');
  return {
    kind: 'printed',
    ask: Buffer.from([0x1d, 0x28, 0x48, 6, 0, 0x30, 0x30, ...Buffer.from(processId, 'latin1')]),
    newAnswer() {
      const passOver = past(
        (byte) => (isStatusByte(byte) ? { troubles: [] } : 'nonsense'),
        (id) => ({ troubles: [], printedId: id }),
      );
      return answerOf((byte) => {
        const told = passOver(byte);
        return typeof told === 'object' && told.printedId === undefined ? 'more' : told; // a late DLE EOT answer
      });
    },
  };
}
