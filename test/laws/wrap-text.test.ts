// A text that is broken into lines is there to its end, or says that it is not: half an address must never look whole.

import { expect, it } from 'vitest';
import { type Measure, wrapText } from '../../main/labels/wrap-text.ts';
import { fc } from '../builders/laws.ts';

const seed = 20_260_922;
/** Every character as wide as its size: enough to break lines everywhere. */
const squares: Measure = (text, size) => [...text].length * size;
const style = { size: 1, isBold: false };

const texts = fc
  .array(fc.constantFrom('虚', '构', '路', 'abc', '12345', ' ', '  '), { maxLength: 60 })
  .map((parts) => parts.join(''));

it('shows everything, or ends in an ellipsis', () => {
  fc.assert(
    fc.property(
      texts,
      fc.integer({ min: 2, max: 12 }),
      fc.integer({ min: 1, max: 4 }),
      (text, width, rows) => {
        const { lines, isCut } = wrapText(text, style, width, rows, squares);

        const shown = lines.join('').replaceAll(' ', '');
        expect(lines.length).toBeLessThanOrEqual(rows);
        for (const line of lines) expect(squares(line, 1, false)).toBeLessThanOrEqual(width);
        if (isCut) expect(shown).toContain('…');
        else expect(shown).toBe(text.replaceAll(' ', ''));
      },
    ),
    { seed, numRuns: 2_000 },
  );
});

it('says that a text is cut also where its last line ends exactly at a blank', () => {
  const { lines, isCut } = wrapText('一二 三四 五六', style, 2, 2, squares);

  expect(isCut).toBe(true);
  expect(lines).toEqual(['一二', '三…']);
});
