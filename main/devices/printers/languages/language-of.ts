// The language of a printer, as its profile has it. Identity questions are asked on explicit set-up only.

import { assertNever } from '../../../basics/assert.ts';
import type { PrinterLanguage, StatusCodec } from '../language.ts';
import type { PrinterProfile } from '../profile.ts';
import { encodeEpl } from './epl.ts';
import { clearEscpos, encodeEscpos } from './escpos.ts';
import { escposStates, printedQuestion } from './escpos-status.ts';
import { encodeTspl } from './tspl.ts';
import { tsplFence, tsplLetters, tsplModel, tsplState } from './tspl-status.ts';
import { clearZpl, encodeZpl } from './zpl.ts';
import { errorStatus, hostIdentity, hostStatus, labelCounter } from './zpl-status.ts';

/** Null for `page`, and for whatever is behind a system's driver: a driver, or a folder, takes the label as a picture. */
export function languageOf(
  profile: Pick<PrinterProfile, 'language' | 'statusDialect' | 'wire'>,
): PrinterLanguage | null {
  if ('mode' in profile.wire && profile.wire.mode === 'driver') return null;
  const status = codecOf(profile);
  switch (profile.language) {
    case 'zpl':
      return { name: 'zpl', encode: encodeZpl, clearHeld: () => clearZpl, status };
    // A picture that was cut off eats what follows as its own dots, and no command clears labels that wait behind it on
    // every make (printing.md 1.5): switching off and on is the only sure way.
    case 'tspl':
      return { name: 'tspl', encode: encodeTspl, clearHeld: () => null, status };
    case 'epl':
      return { name: 'epl', encode: encodeEpl, clearHeld: () => null, status };
    case 'escpos':
      return { name: 'escpos', encode: encodeEscpos, clearHeld: clearEscpos, status };
    case 'page':
      return null;
  }
}

/** Only in the printer's own language: in another one, the question would be printed. */
function codecOf({
  language,
  statusDialect,
}: Pick<PrinterProfile, 'language' | 'statusDialect'>): StatusCodec | null {
  switch (statusDialect) {
    case 'none':
      return null;
    case 'zpl':
    case 'zpl-counter': {
      if (language !== 'zpl') return null;
      const counter = statusDialect === 'zpl-counter' ? [labelCounter] : [];
      return { questions: [hostStatus, errorStatus, ...counter, hostIdentity], printed: null };
    }
    case 'tspl':
    case 'tspl-letters': {
      if (language !== 'tspl') return null;
      const letters = statusDialect === 'tspl-letters' ? [tsplLetters] : [];
      return { questions: [tsplState, ...letters, tsplFence, tsplModel], printed: null };
    }
    case 'escpos':
      if (language !== 'escpos') return null;
      return { questions: escposStates, printed: printedQuestion };
    default:
      return assertNever(statusDialect);
  }
}
