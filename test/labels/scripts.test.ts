// Recipients whose names are not written in Chinese or Latin letters: shaped, whole, and broken where their readers would break them.

import { expect, it } from 'vitest';
import { wrapText } from '../../main/labels/wrap-text.ts';
import { aLabel, checkContent, drawLabel } from '../builders/label-content.ts';

/** The dots of a name alone, as it is drawn on a label. */
function inkOf(recipientName: string): string {
  const { layout, bitmap } = drawLabel(aLabel({ recipientName }));
  const shape = layout.shapes.find((one) => one.kind === 'text' && one.text === recipientName);
  if (!shape) throw new Error(`${recipientName} is not on the label`);
  const rows: string[] = [];
  for (let y = shape.box.y; y < shape.box.y + shape.box.height; y += 1) {
    let row = '';
    for (let x = shape.box.x; x < shape.box.x + shape.box.width; x += 1)
      row += ((bitmap.bits[y * bitmap.rowBytes + (x >> 3)] ?? 0) >> (7 - (x & 7))) & 1;
    rows.push(row);
  }
  return rows.join('\n');
}

it.each([
  ['dots below the last letter', 'علي', 'على'],
  ['a vowel sign above', 'مُحمد', 'محمد'],
  ['a tone mark over a vowel', 'กี่', 'กี'],
  ['a vowel below', 'ผู', 'ผ'],
  ['two marks above and one below', 'ปู่ปี๊', 'ปูปี'],
])('draws every mark of a letter: %s', (_what, whole, without) => {
  expect(inkOf(whole)).not.toBe(inkOf(without));
});

it('joins Arabic letters and writes them from the right', () => {
  const rows = inkOf('ا ببببب').split('\n'); // one thin letter, a blank, five that join
  const columns = [...(rows[0] ?? '')]
    .map((_, x) => (rows.some((row) => row[x] === '1') ? '1' : ' '))
    .join('');

  const pieces = columns.split(/ +/).filter((piece) => piece !== '');

  expect(pieces).toHaveLength(2);
  expect(pieces[0]?.length).toBeGreaterThan(3 * (pieces[1]?.length ?? 0));
});

it('takes names and addresses in Thai and Arabic, and still says which character no font has', () => {
  const thai = checkContent(
    aLabel({ recipientName: 'สมชาย ใจดี', recipientAddress: '99 ถนนสมมติ กรุงเทพ 10110' }),
  );
  const arabic = checkContent(aLabel({ recipientName: 'محمد عبد الله' }));
  const khmer = checkContent(aLabel({ recipientName: 'សុខ' }));

  expect([thai, arabic].map((checked) => 'kind' in checked)).toEqual([false, false]);
  expect(khmer).toMatchObject({ code: 'label.glyph-missing', facts: { field: 'recipientName' } });
});

it('breaks Thai between words and never inside a letter', () => {
  const squares = (text: string) => [...new Intl.Segmenter('th').segment(text)].length;

  const words = wrapText('กรุงเทพมหานครที่อยู่', { size: 1, isBold: false }, 14, 9, squares);
  const narrow = wrapText('ปั๊มน้ำมัน', { size: 1, isBold: false }, 2, 9, squares);

  expect(words.lines.join('')).toBe('กรุงเทพมหานครที่อยู่');
  expect(words.lines.length).toBeGreaterThan(1);
  for (const line of [...words.lines, ...narrow.lines]) expect(line).not.toMatch(/^\p{M}/u);
});

it('refuses an address that is too long even small, and never cuts one', () => {
  const long = '虚构路八十八号晨曦花园'.repeat(60);

  expect(checkContent(aLabel({ recipientAddress: long }))).toMatchObject({
    code: 'label.address-too-long',
  });
  const fitting = drawLabel(aLabel({ recipientAddress: '虚构路八十八号晨曦花园'.repeat(30) })).layout;
  const texts = fitting.shapes.flatMap((shape) => (shape.kind === 'text' ? [shape.text] : [])).join('');
  expect(texts).toContain('虚构路八十八号晨曦花园'.repeat(30));
});
