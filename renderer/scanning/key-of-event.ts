// Which character a key event stands for, also when an input method hides it behind "Process": then by the place of the key.

const shifted: Readonly<Record<string, string>> = {
  Digit1: '!',
  Digit2: '@',
  Digit3: '#',
  Digit4: '$',
  Digit5: '%',
  Digit6: '^',
  Digit7: '&',
  Digit8: '*',
  Digit9: '(',
  Digit0: ')',
};
const marks: Readonly<Record<string, readonly [string, string]>> = {
  Minus: ['-', '_'],
  Equal: ['=', '+'],
  BracketLeft: ['[', '{'],
  BracketRight: [']', '}'],
  Backslash: ['\\', '|'],
  Semicolon: [';', ':'],
  Quote: ["'", '"'],
  Backquote: ['`', '~'],
  Comma: [',', '<'],
  Period: ['.', '>'],
  Slash: ['/', '?'],
  Space: [' ', ' '],
};

export interface KeyLike {
  readonly key: string;
  readonly code: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
  readonly isComposing: boolean;
}

/** The character, an end key, or null for keys that no scanner sends as part of a code (arrows, Shift, Ctrl+…). */
export function keyOfEvent(event: KeyLike): string | 'Enter' | 'Tab' | null {
  if (event.ctrlKey || event.metaKey || event.altKey) return null;
  if (isHidden(event)) return byPlace(event.code, event.shiftKey);
  if (event.key === 'Enter' || event.key === 'Tab') return event.shiftKey ? null : event.key;
  return [...event.key].length === 1 ? event.key : null;
}

/** An input method has the key: what the page sees is not what the scanner sent. */
export function isHidden(event: Pick<KeyLike, 'key' | 'isComposing'>): boolean {
  return event.isComposing || event.key === 'Process' || event.key === 'Unidentified';
}

/** Scanners are set to a US keyboard. */
function byPlace(code: string, isShifted: boolean): string | 'Enter' | 'Tab' | null {
  if (code === 'Enter' || code === 'NumpadEnter') return 'Enter';
  if (code === 'Tab') return 'Tab';
  if (/^Key[A-Z]$/.test(code)) return isShifted ? code.slice(3) : code.slice(3).toLowerCase();
  if (/^Digit\d$/.test(code)) return isShifted ? (shifted[code] ?? null) : code.slice(5);
  if (/^Numpad\d$/.test(code)) return code.slice(6);
  const mark = marks[code];
  return mark ? mark[isShifted ? 1 : 0] : null;
}
