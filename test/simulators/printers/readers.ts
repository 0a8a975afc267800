// The reader of each language.

import { createEplReader } from './epl-reader.ts';
import { createEscposReader } from './escpos-reader.ts';
import type { PrinterOptions } from './printer-commands.ts';
import type { Body, LanguageReader } from './sheet.ts';
import { createTsplReader } from './tspl-reader.ts';
import { createZplReader } from './zpl-reader.ts';

export function readerFor(
  { language, isRecent, isSilentInTrouble, model }: PrinterOptions,
  body: Body,
): LanguageReader {
  switch (language) {
    case 'zpl':
      return createZplReader(body, { isSilentInTrouble, hasCounter: isRecent, model });
    case 'tspl':
      return createTsplReader(body, { hasLetters: isRecent, model });
    case 'epl':
      return createEplReader(body);
    case 'escpos':
      return createEscposReader(body);
  }
}
