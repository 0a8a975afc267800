// What one answer of the station changed on the bench, compared with the answer before.

export interface CountedLine {
  readonly orderKey: number;
  readonly lineId: string;
  readonly packed: number;
}

export function lineKey(line: Pick<CountedLine, 'orderKey' | 'lineId'>): string {
  return `${line.orderKey}/${line.lineId}`;
}

/** Keys of the lines whose count went up or down; none when another parcel was opened. */
export function movedLines(before: readonly CountedLine[], now: readonly CountedLine[]): string[] {
  const counts = new Map(before.map((line) => [lineKey(line), line.packed]));
  return now
    .filter((line) => {
      const count = counts.get(lineKey(line));
      return count !== undefined && count !== line.packed;
    })
    .map(lineKey);
}

/** True while the code that was scanned last may rightly be scanned once more: its line still wants pieces. */
export function expectsAgain(
  view: {
    readonly lines: readonly (CountedLine & { readonly quantity: number })[];
    readonly lastScans: readonly { readonly rawCode: string }[];
  },
  movedKeys: readonly string[],
  code: string,
): boolean {
  if (view.lastScans[0]?.rawCode !== code) return false;
  return view.lines.some((line) => movedKeys.includes(lineKey(line)) && line.packed < line.quantity);
}
