// Reads EPL2 as the manual tells it: one command a line, GW followed by raw bytes in which a 0 burns. Asks and answers nothing.

import { type Body, blankSheet, burn, type LanguageReader } from './sheet.ts';

const harmless = /^([DSROJ]\S*|Z[TB]|I\S+|U[NSMG]\S*|C|rN|f\S+|OC|OP|OD)$/;

export function createEplReader(body: Body): LanguageReader {
  let held = Buffer.alloc(0);
  let isInLabel = false;
  let widthDots = body.now.headDots;
  let heightDots = Math.round(150 * body.now.dotsPerMm);
  let fields: { rows: Uint8Array; rowBytes: number; x: number; y: number }[] = [];
  let notes: string[] = [];

  function take(bytes: Uint8Array): void {
    held = held.length === 0 ? Buffer.from(bytes) : Buffer.concat([held, bytes]);
    for (let used = next(); used > 0; used = next()) held = held.subarray(used);
  }

  function next(): number {
    // The manual forgets what stands before the data: a comma or an end of line (printing.md 1.1).
    const picture = /^GW(\d+),(\d+),(\d+),(\d+)(?:,|\r?\n)/.exec(held.toString('latin1', 0, 60));
    if (picture) {
      const [head, x, y, rowBytes, rows] = picture;
      const length = Number(rowBytes) * Number(rows);
      if (held.length < head.length + length) return 0;
      const raw = Buffer.from(held.subarray(head.length, head.length + length)).map((byte) =>
        body.now.isInverted ? byte : ~byte & 0xff,
      );
      isInLabel = true;
      body.order({
        bytes: head.length + length,
        when: 'next',
        run: () => fields.push({ rows: raw, rowBytes: Number(rowBytes), x: Number(x), y: Number(y) }),
      });
      return head.length + length;
    }
    if (held.subarray(0, 40).toString('latin1').startsWith('GW') && held.length < 40) return 0;
    const end = held.indexOf(10);
    if (end < 0) return 0;
    const line = held.toString('latin1', 0, end).trim();
    if (line !== '') {
      const isPrint = /^P\d/.test(line);
      if (line === 'N') isInLabel = true;
      if (isPrint) isInLabel = false;
      body.order({ bytes: end + 1, when: 'next', printsLabel: isPrint, run: () => run(line) });
    }
    return end + 1;
  }

  function run(line: string): void {
    const size = /^Q(\d+)(?:,(B?\d+))?$/.exec(line);
    const print = /^P(\d+)(?:,(\d+))?$/.exec(line);
    if (line === 'N') {
      fields = [];
      notes = [];
    } else if (/^q\d+$/.test(line)) widthDots = Math.min(Number(line.slice(1)), body.now.headDots);
    else if (size) heightDots = Number(size[1]);
    else if (line.startsWith(';')) notes.push(line.slice(1).trim());
    else if (print) {
      const sheet = blankSheet(widthDots, heightDots);
      for (const { rows, rowBytes, x, y } of fields) burn(sheet, rows, rowBytes, x, y, 'or');
      sheet.note = notes.join(' ');
      for (let copy = 0; copy < Number(print[1]) * Number(print[2] ?? 1); copy += 1) body.print(sheet);
    } else if (!harmless.test(line)) body.complain(line.slice(0, 40));
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
      isInLabel = false;
      fields = [];
    },
  };
}
