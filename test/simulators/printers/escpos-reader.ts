// Reads ESC/POS as the manuals tell it: raster bands (1 burns) one below the other until the paper is fed or cut. What is no
// command is text and comes out as letters: a question in another language costs paper here, as it does in a shop.

import { type Body, blankSheet, burn, type LanguageReader } from './sheet.ts';

export function createEscposReader(body: Body): LanguageReader {
  let held = Buffer.alloc(0);
  let bands: { rows: Uint8Array; rowBytes: number }[] = [];
  let letters = '';
  let isInLabel = false;

  function take(bytes: Uint8Array): void {
    held = held.length === 0 ? Buffer.from(bytes) : Buffer.concat([held, bytes]);
    for (let used = next(); used > 0; used = next()) held = held.subarray(used);
  }

  function queue(bytes: number, run: () => void, printsLabel = false): number {
    body.order({ bytes, when: 'next', printsLabel, run });
    return bytes;
  }

  /** How many bytes the next order took; 0 when it has not wholly arrived. */
  function next(): number {
    const [one, two, three = 0, four = 0] = held;
    if (one === undefined) return 0;
    switch (one) {
      case 0x10: // DLE: acts on arrival
        if (two === undefined || held.length < 3) return 0;
        body.order({ bytes: 3, when: 'now', run: () => runNow(two, three) });
        return 3;
      case 0x1b: // ESC
        if (two === undefined) return 0;
        if (two === 0x40) return queue(2, () => undefined);
        if (held.length < 3) return 0;
        if (two === 0x64 || two === 0x4a) return queue(3, feedOut, endLabel());
        return queue(3, () => body.complain(`ESC ${two.toString(16)}`));
      case 0x1d: // GS
        return nextGs(two, three, four);
      case 0x0c:
        return queue(1, feedOut, endLabel());
      case 0x0a:
      case 0x0d:
        return queue(1, () => undefined);
      default:
        return queue(1, () => {
          letters += String.fromCharCode(one);
        });
    }
  }

  function nextGs(two: number | undefined, three: number, four: number): number {
    if (two === 0x76) {
      if (held.length < 8) return 0;
      const rowBytes = held.readUInt16LE(4);
      const length = rowBytes * held.readUInt16LE(6);
      if (held.length < 8 + length) return 0;
      const rows = Buffer.from(held.subarray(8, 8 + length)).map((byte) =>
        body.now.isInverted ? ~byte & 0xff : byte,
      );
      isInLabel = true;
      return queue(8 + length, () => {
        bands.push({ rows, rowBytes });
        if (four !== 0) body.complain(`GS v 0 ${four}`);
      });
    }
    if (two === 0x56) {
      if (held.length < 3) return 0;
      const bytes = three >= 65 ? 4 : 3;
      return held.length < bytes ? 0 : queue(bytes, feedOut, endLabel());
    }
    if (two === 0x28) {
      if (held.length < 5) return 0;
      const bytes = 5 + held.readUInt16LE(3);
      if (held.length < bytes) return 0;
      const order = Buffer.from(held.subarray(0, bytes));
      const isId = three === 0x48 && order[5] === 0x30 && order[6] === 0x30;
      // Answered when the print data before it is on paper; clearing drops it unanswered.
      body.order({
        bytes,
        when: isId ? 'done' : 'next',
        run: () =>
          isId
            ? body.say(Buffer.concat([Buffer.of(0x37, 0x22), order.subarray(7, 11), Buffer.of(0)]))
            : undefined,
      });
      return bytes;
    }
    return held.length < 3 ? 0 : queue(3, () => body.complain(`GS ${two?.toString(16)}`));
  }

  /** Whether this feed is the one that ends a label. */
  function endLabel(): boolean {
    const was = isInLabel;
    isInLabel = false;
    return was;
  }

  /** The label leaves the printer; a feed without one is white paper. */
  function feedOut(): void {
    if (letters.trim() !== '') body.print({ ...blankSheet(8, 24, 'text'), note: letters });
    letters = '';
    if (bands.length === 0) return;
    const heights = bands.map(({ rows, rowBytes }) => rows.length / rowBytes);
    const rowBytes = Math.max(...bands.map((band) => band.rowBytes));
    const sheet = blankSheet(
      Math.min(rowBytes * 8, body.now.headDots),
      heights.reduce((sum, height) => sum + height, 0),
    );
    let top = 0;
    bands.forEach((band, index) => {
      burn(sheet, band.rows, band.rowBytes, 0, top, 'or');
      top += heights[index] ?? 0;
    });
    bands = [];
    body.print(sheet);
  }

  function runNow(two: number, n: number): void {
    if (two === 5 && n === 2) {
      bands = [];
      letters = '';
      isInLabel = false;
      body.clear();
      return;
    }
    if (two !== 4 || n < 1 || n > 4) {
      body.complain(`DLE ${two} ${n}`);
      return;
    }
    const { trouble, isPaperLow, isPaused } = body.now;
    const bits = [
      trouble || isPaused ? 0x08 : 0,
      (trouble === 'head-open' ? 0x04 : 0) |
        (trouble === 'paper-out' ? 0x20 : 0) |
        (trouble === 'jam' || trouble === 'cutter' || trouble === 'head-hot' ? 0x40 : 0),
      (trouble === 'cutter' ? 0x08 : 0) |
        (trouble === 'jam' ? 0x20 : 0) |
        (trouble === 'head-hot' ? 0x40 : 0),
      (isPaperLow ? 0x0c : 0) | (trouble === 'paper-out' ? 0x60 : 0),
    ][n - 1];
    body.say(Uint8Array.of(0x12 | (bits ?? 0)));
  }

  return {
    take,
    get partialBytes() {
      return held.length;
    },
    get isInLabel() {
      return isInLabel || held.length > 0;
    },
    forget() {
      held = Buffer.alloc(0);
      bands = [];
      letters = '';
      isInLabel = false;
    },
  };
}
