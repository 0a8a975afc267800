// The reader of each language.

import type { PrinterOptions } from './printer-commands.ts';
import type { Body, LanguageReader } from './sheet.ts';
import { createZplReader } from './zpl-reader.ts';

export function readerFor(options: PrinterOptions, body: Body): LanguageReader {
  return createZplReader(body, {
    isSilentInTrouble: options.isSilentInTrouble,
    hasCounter: options.isRecent,
    model: options.model,
  });
}
