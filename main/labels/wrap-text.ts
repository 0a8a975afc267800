// Breaking text into lines that fit. Chinese breaks between any two characters, Latin words at blanks; a word that is
// wider than the line is cut. What does not fit ends in an ellipsis, never outside its box.

/** Width in dots of a text at a size. */
export type Measure = (text: string, size: number, isBold: boolean) => number;

export interface TextStyle {
  readonly size: number;
  readonly isBold: boolean;
}

export interface WrappedText {
  readonly lines: readonly string[];
  readonly isCut: boolean;
}

const ellipsis = '…';
/** Longer than anything a label can hold; keeps a hostile note from costing time. */
const mostCharacters = 600;

export function wrapText(
  text: string,
  style: TextStyle,
  width: number,
  mostLines: number,
  measure: Measure,
): WrappedText {
  const widthOf = (part: string) => measure(part, style.size, style.isBold);
  const whole = [...text];
  const lines: string[] = [];
  let line = '';
  let isCut = whole.length > mostCharacters;
  for (const piece of piecesOf(whole.slice(0, mostCharacters).join(''), width, widthOf)) {
    if (line === '' && piece === ' ') continue;
    if (lines.length >= mostLines) {
      isCut = true;
      break;
    }
    if (widthOf(line + piece) <= width) {
      line += piece;
      continue;
    }
    if (line !== '') lines.push(line.trimEnd());
    line = piece === ' ' ? '' : piece;
  }
  if (line.trim() !== '') {
    if (lines.length < mostLines) lines.push(line.trimEnd());
    else isCut = true;
  }
  if (isCut && lines.length > 0) {
    lines[lines.length - 1] = shorten(`${lines.at(-1) ?? ''}${ellipsis}`, style, width, measure);
  }
  return { lines, isCut };
}

/** One line: the text, or as much of it as fits before an ellipsis. */
export function shorten(text: string, style: TextStyle, width: number, measure: Measure): string {
  const widthOf = (part: string) => measure(part, style.size, style.isBold);
  if (widthOf(text) <= width) return text;
  const characters = [...text.slice(0, mostCharacters * 2)].filter((character) => character !== ellipsis);
  let low = 0;
  let high = characters.length;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (widthOf(characters.slice(0, middle).join('') + ellipsis) <= width) low = middle;
    else high = middle - 1;
  }
  if (low === 0) return widthOf(ellipsis) <= width ? ellipsis : '';
  return `${characters.slice(0, low).join('').trimEnd()}${ellipsis}`;
}

/** Words of a script that writes them without blanks, and what a person takes for one character. */
const thaiWords = new Intl.Segmenter('th', { granularity: 'word' });
const letters = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Pieces between which a line may break: single wide characters, blanks, and words (cut where too wide, never inside a letter). */
function* piecesOf(text: string, width: number, widthOf: (part: string) => number): Generator<string> {
  for (const word of wordsOf(text)) {
    if (word.length === 1 || widthOf(word) <= width) {
      yield word;
      continue;
    }
    let part = '';
    for (const { segment: character } of letters.segment(word)) {
      if (part !== '' && widthOf(part + character) > width) {
        yield part;
        part = '';
      }
      part += character;
    }
    if (part !== '') yield part;
  }
}

function* wordsOf(text: string): Generator<string> {
  const runs = / |\p{Script=Thai}+|(?:[\u0021-\u02ff\u1e00-\u1eff]|\p{Script=Arabic}|\p{M})+|./gu;
  for (const [run] of text.matchAll(runs)) {
    if (/^\p{Script=Thai}/u.test(run)) for (const { segment } of thaiWords.segment(run)) yield segment;
    else yield run;
  }
}
