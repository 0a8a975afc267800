// How a shop writes its bins, as one line a person can read: `{aisle}-{bay}[-{level}[-{slot}]]`. What stands in brackets may be
// missing; `{bay:2}` is exactly two characters; `{zone}` before an aisle makes it another aisle; everything else stands as it is. A code that is not written so is never guessed at.

import { normaliseCode } from '../../basics/normalise-code.ts';

/** What a bin code says, as it is written there. */
export interface BinWords {
  readonly aisle: string;
  /** Counted along the aisle: `07` is 7, and `C` is 3 where a shop letters its bays. */
  readonly bay: number;
  readonly level: string;
  readonly slot: string;
}

export type ReadBinWords = (binCode: string) => BinWords | undefined;

/** Without an aisle and a bay in it, with a word that is no part of a bin, or with open brackets, a pattern is none: `undefined`. */
export function compileBinPattern(pattern: string): ReadBinWords | undefined {
  const source = sourceOf(normaliseCode(pattern));
  if (source === undefined) return undefined;
  const expression = new RegExp(`^${source}$`, 'u');
  return (binCode) => {
    const { zone, aisle, bay, level, slot } = expression.exec(normaliseCode(binCode))?.groups ?? {};
    const bayNumber = numberOfBay(bay ?? '');
    if (aisle === undefined || bayNumber === undefined) return undefined;
    return {
      aisle: spellAisle(zone === undefined ? aisle : `${zone}-${aisle}`),
      bay: bayNumber,
      level: level ?? '',
      slot: slot ?? '',
    };
  };
}

/** `A`, `a`, `A03` and `A3`: leading noughts and case do not make another aisle. */
export function spellAisle(name: string): string {
  return normaliseCode(name).replace(/[0-9]+/g, (digits) => digits.replace(/^0+(?=.)/, ''));
}

const kinds: Readonly<Record<string, string>> = {
  // Lazily, so that letters and digits that stand together without a separator part where the widths say.
  ZONE: '[\\p{L}\\p{N}]+?',
  AISLE: '[\\p{L}\\p{N}]+?',
  BAY: '(?:[0-9]{1,6}|[A-Z])',
  LEVEL: '[\\p{L}\\p{N}]+?',
  SLOT: '[\\p{L}\\p{N}]+?',
};

function sourceOf(pattern: string): string | undefined {
  let source = '';
  let depth = 0;
  const seen = new Set<string>();
  for (const [part, word, width] of pattern.matchAll(/\{([A-Z]+)(?::([0-9]{1,2}))?\}|./gsu)) {
    if (word !== undefined) {
      const kind = kinds[word];
      if (kind === undefined || seen.has(word)) return undefined;
      seen.add(word);
      source += `(?<${word.toLowerCase()}>${width === undefined ? kind : `[\\p{L}\\p{N}]{${width}}`})`;
    } else if (part === '[') {
      depth += 1;
      source += '(?:';
    } else if (part === ']') {
      depth -= 1;
      if (depth < 0) return undefined;
      source += ')?';
    } else if (part === '{' || part === '}') {
      return undefined;
    } else {
      source += part.replace(/[\\^$.*+?()|/]/u, '\\$&');
    }
  }
  return depth === 0 && seen.has('AISLE') && seen.has('BAY') ? source : undefined;
}

function numberOfBay(bay: string): number | undefined {
  if (/^[0-9]+$/.test(bay)) return Number(bay);
  return /^[A-Z]$/.test(bay) ? bay.charCodeAt(0) - 64 : undefined;
}
