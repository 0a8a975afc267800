// Which characters a font can draw, read from the font file's own cmap table. A name with a missing glyph is a lost
// parcel: it is found before printing, not on the paper.

import { closeSync, openSync, readSync } from 'node:fs';
import { assert } from '../basics/assert.ts';

/** True when the font has a glyph for this code point. */
export type GlyphCoverage = (codePoint: number) => boolean;

/** What a stack of fonts can draw together. */
export function readStackCoverage(fontPaths: readonly string[]): GlyphCoverage {
  const coverages = fontPaths.map(readGlyphCoverage);
  return (codePoint) => coverages.some((has) => has(codePoint));
}

/** Reads only the table directory and the cmap, not the ten megabytes of outlines. */
function readGlyphCoverage(fontPath: string): GlyphCoverage {
  const file = openSync(fontPath, 'r');
  try {
    const readAt = (position: number, length: number) => {
      const bytes = Buffer.alloc(length);
      readSync(file, bytes, 0, length, position);
      return bytes;
    };
    const tableCount = readAt(4, 2).readUInt16BE(0);
    const directory = readAt(12, tableCount * 16);
    for (let entry = 0; entry < tableCount; entry += 1) {
      if (directory.toString('latin1', entry * 16, entry * 16 + 4) !== 'cmap') continue;
      const offset = directory.readUInt32BE(entry * 16 + 8);
      return parseCmap(readAt(offset, directory.readUInt32BE(entry * 16 + 12)));
    }
  } finally {
    closeSync(file);
  }
  throw new TypeError(`${fontPath} is no TrueType font: it has no cmap`);
}

/** Format 12 (all of Unicode) where there is one, else format 4 (the first 65,536 code points). */
export function parseCmap(cmap: Buffer): GlyphCoverage {
  const offsets: number[] = [];
  for (let entry = 0; entry < cmap.readUInt16BE(2); entry += 1)
    offsets.push(cmap.readUInt32BE(4 + entry * 8 + 4));
  const whole = offsets.find((offset) => cmap.readUInt16BE(offset) === 12);
  if (whole !== undefined) return coverageOf(readGroups(cmap, whole));
  const basic = offsets.find((offset) => cmap.readUInt16BE(offset) === 4);
  assert(basic !== undefined, 'a label font has a cmap of format 4 or 12');
  return coverageOf(readSegments(cmap, basic));
}

interface Range {
  readonly first: number;
  readonly last: number;
}

function readGroups(cmap: Buffer, offset: number): Range[] {
  const ranges: Range[] = [];
  const count = cmap.readUInt32BE(offset + 12);
  for (let group = 0; group < count; group += 1) {
    const at = offset + 16 + group * 12;
    let first = cmap.readUInt32BE(at);
    if (cmap.readUInt32BE(at + 8) === 0) first += 1; // glyph 0 is "missing"
    ranges.push({ first, last: cmap.readUInt32BE(at + 4) });
  }
  return ranges;
}

function readSegments(cmap: Buffer, offset: number): Range[] {
  const segments = cmap.readUInt16BE(offset + 6) / 2;
  const ends = offset + 14;
  const starts = ends + segments * 2 + 2;
  const deltas = starts + segments * 2;
  const rangeOffsets = deltas + segments * 2;
  const ranges: Range[] = [];
  for (let segment = 0; segment < segments; segment += 1) {
    const first = cmap.readUInt16BE(starts + segment * 2);
    const last = Math.min(cmap.readUInt16BE(ends + segment * 2), 0xfffe);
    const delta = cmap.readUInt16BE(deltas + segment * 2);
    const rangeOffset = cmap.readUInt16BE(rangeOffsets + segment * 2);
    for (let code = first; code <= last; code += 1) {
      let glyph = code + delta;
      if (rangeOffset !== 0) {
        const listed = cmap.readUInt16BE(rangeOffsets + segment * 2 + rangeOffset + (code - first) * 2);
        glyph = listed === 0 ? 0 : listed + delta;
      }
      if ((glyph & 0xffff) !== 0) ranges.push({ first: code, last: code });
    }
  }
  return ranges;
}

function coverageOf(ranges: readonly Range[]): GlyphCoverage {
  const sorted = [...ranges].sort((a, b) => a.first - b.first);
  return (codePoint) => {
    let low = 0;
    let high = sorted.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const range = sorted[middle];
      if (!range) return false;
      if (codePoint < range.first) high = middle - 1;
      else if (codePoint > range.last) low = middle + 1;
      else return true;
    }
    return false;
  };
}

/** The first character of `text` that cannot be drawn; null when all can. Blanks need no glyph. */
export function findMissingGlyph(text: string, hasGlyph: GlyphCoverage): string | null {
  for (const character of text) {
    if (character !== ' ' && !hasGlyph(character.codePointAt(0) ?? 0)) return character;
  }
  return null;
}

/** The printer's mark for "a character was here": seen, not silently dropped. */
const geta = '〓';

export function replaceMissingGlyphs(text: string, hasGlyph: GlyphCoverage): string {
  let drawn = '';
  for (const character of text) {
    drawn += character === ' ' || hasGlyph(character.codePointAt(0) ?? 0) ? character : geta;
  }
  return drawn;
}
