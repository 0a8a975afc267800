// Feeding answers: every parser sees its bytes one at a time, so that an answer reads the same however it was cut in pieces.

import type { DeviceReading, DeviceTrouble, StatusAnswer } from '../language.ts';

/** Told of each byte; a reading once the answer is whole. */
export type ByteReader = (byte: number) => DeviceReading | 'more' | 'nonsense';

export function answerOf(readByte: ByteReader): StatusAnswer {
  let reading: DeviceReading | undefined;
  let isNonsense = false;
  let rest: Uint8Array = new Uint8Array();
  return {
    feed(piece) {
      if (isNonsense) return 'nonsense';
      if (reading) {
        rest = Buffer.concat([rest, piece]);
        return 'whole';
      }
      for (let at = 0; at < piece.length; at += 1) {
        const told = readByte(piece[at] ?? 0);
        if (told === 'more') continue;
        if (told === 'nonsense') {
          isNonsense = true;
          return 'nonsense';
        }
        reading = told;
        rest = piece.slice(at + 1);
        return 'whole';
      }
      return 'more';
    },
    read() {
      if (!reading) throw new TypeError('an answer is read once it is whole');
      return reading;
    },
    get rest() {
      return rest;
    },
  };
}

/** Each trouble once, in the order in which the device told it. */
export function troublesOf(told: readonly (DeviceTrouble | null | false)[]): DeviceTrouble[] {
  return [...new Set(told.filter((each) => each !== null && each !== false))];
}

/** The troubles of the bits that are set; a bit without a name is `other`. */
export function troublesOfBits(
  value: number,
  names: ReadonlyMap<number, DeviceTrouble | null>,
): DeviceTrouble[] {
  const told: (DeviceTrouble | null)[] = [];
  for (let bit = 0; bit < 32; bit += 1) {
    const mask = 2 ** bit;
    if (Math.floor(value / mask) % 2 === 1) told.push(names.has(mask) ? (names.get(mask) ?? null) : 'other');
  }
  return troublesOf(told);
}
