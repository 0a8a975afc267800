import { expect, it } from 'vitest';
import { cleanText } from '../../main/labels/check-label.ts';
import { findMissingGlyph, parseCmap, replaceMissingGlyphs } from '../../main/labels/glyphs.ts';
import { hasGlyph } from '../builders/label-content.ts';

it('knows the rare characters of real names, and the ones the font lacks', () => {
  expect(findMissingGlyph('䶮㛃嘦甡妘奡凃禤仉 Nguyễn Thị 龘鑫', hasGlyph)).toBeNull();
  expect(findMissingGlyph('王\u{2A700}明', hasGlyph)).toBe('\u{2A700}');
});

it('shows a mark where a character of a note cannot be drawn', () => {
  expect(replaceMissingGlyphs('谢谢😊！', hasGlyph)).toBe('谢谢〓！');
});

it('draws nothing invisible: controls, joiners, variation selectors and lone surrogates are gone', () => {
  expect(cleanText('  a\u0000b\u200b\t c\ufe0f\u202e \n d  ')).toBe('a b c d');
  expect(cleanText('x\ud800y')).toBe('x\ufffdy');
});

it('reads a cmap of format 4, with deltas and with a glyph list', () => {
  const cmap = Buffer.alloc(12 + 14 + 2 + 3 * 8 + 4);
  const at = 12;
  cmap.writeUInt16BE(1, 2);
  cmap.writeUInt32BE(at, 8);
  cmap.writeUInt16BE(4, at);
  cmap.writeUInt16BE(6, at + 6);
  const words = (offset: number, values: number[]) => {
    for (const [index, value] of values.entries()) cmap.writeUInt16BE(value, at + offset + index * 2);
  };
  words(14, [0x42, 0x52, 0xffff]); // ends
  words(22, [0x41, 0x51, 0xffff]); // starts
  words(28, [0xffc0, 0, 1]); // deltas: A is glyph 1
  words(34, [0, 4, 0]); // the second segment reads the list behind this table
  words(40, [0, 7]); // Q has no glyph, R has glyph 7
  const has = parseCmap(cmap);

  expect([...'ABQR'].map((letter) => has(letter.charCodeAt(0)))).toEqual([true, true, false, true]);
});
