// Text whose font the PDF does not bring along. The drawing library has Latin letters of its own and leaves everything else out without
// a word: a label would come out with its codes, and without the name of the person.

import type { PDFiumPage } from '@hyzyla/pdfium';

/** What the library has of the engine under it, beyond what it declares. */
interface Engine {
  _FPDFText_LoadPage(page: number): number;
  _FPDFText_ClosePage(textPage: number): void;
  _FPDFText_CountChars(textPage: number): number;
  _FPDFText_GetUnicode(textPage: number, index: number): number;
  /** The piece of text a character belongs to, wherever it is nested; 0 for characters that only the reader adds. */
  _FPDFText_GetTextObject(textPage: number, index: number): number;
  _FPDFTextObj_GetFont(textObject: number): number;
  _FPDFTextObj_GetTextRenderMode(textObject: number): number;
  /** 1 when the font lies in the file; -1 when that cannot be told. */
  _FPDFFont_GetIsEmbedded(font: number): number;
}

const invisible = 3;

/** What the engine draws without the file's help: the letters of Windows' Western code page. */
function isAlwaysDrawn(codePoint: number): boolean {
  return codePoint <= 0xff || '€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ'.includes(String.fromCodePoint(codePoint));
}

/** The first character that would be left out; null when all are drawn. */
export function findUndrawnCharacter(page: PDFiumPage): string | null {
  // The library keeps its engine and the page's handle to itself; both have been there in every version.
  const { module: engine, pageIdx } = page as unknown as { module: Engine; pageIdx: number };
  const text = engine._FPDFText_LoadPage(pageIdx);
  if (!text) return null;
  try {
    const fonts = new Map<number, boolean>();
    for (let index = 0; index < engine._FPDFText_CountChars(text); index += 1) {
      const codePoint = engine._FPDFText_GetUnicode(text, index);
      if (isAlwaysDrawn(codePoint)) continue;
      const object = engine._FPDFText_GetTextObject(text, index);
      // Text that lies unseen over a picture, to be searched for, is not meant to be drawn.
      const isSeen = object !== 0 && engine._FPDFTextObj_GetTextRenderMode(object) !== invisible;
      const font = isSeen ? engine._FPDFTextObj_GetFont(object) : 0;
      if (!font) continue;
      const isThere = fonts.get(font) ?? engine._FPDFFont_GetIsEmbedded(font) === 1;
      fonts.set(font, isThere);
      if (!isThere) return String.fromCodePoint(codePoint);
    }
    return null;
  } finally {
    engine._FPDFText_ClosePage(text);
  }
}
