// JSON as platforms write it: an id of nineteen digits stays the id it is. Every integer that a double cannot hold exactly becomes
// its own text, by putting quotes around it before the machine's own parser reads the rest; a whole parser of our own, or of a
// package, takes ten times as long, and a day's orders are tens of megabytes.

import { Fault } from '../../basics/fault.ts';

/** Faults: `platform.gibberish` (what it begins with) for anything that is not JSON. */
export function parseLosslessJson(text: string): unknown {
  try {
    return JSON.parse(hasLongDigits.test(text) ? quoteLongIntegers(text) : text);
  } catch (thrown) {
    throw new Fault('platform.gibberish', 'later', { begins: text.trim().slice(0, 60) }, thrown);
  }
}

/** Digits in a row, not right behind a quote: most answers have none and are read as they are. */
const hasLongDigits = /(?:^|[^"\d])\d{16}/;
const fewestDigits = 16;
const [quote, backslash, zero, nine] = [0x22, 0x5c, 0x30, 0x39];

function quoteLongIntegers(text: string): string {
  let quoted = '';
  let copied = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === quote) {
      at = endOfString(text, at);
    } else if (code >= zero && code <= nine) {
      const start = at;
      while (isDigit(text.charCodeAt(at + 1))) at += 1;
      const isInteger = !'.eE'.includes(text[at + 1] ?? ' ') && !'.eE+'.includes(text[start - 1] ?? ' ');
      if (at + 1 - start < fewestDigits || !isInteger) continue;
      const digits = text.slice(start, at + 1);
      if (Number.isSafeInteger(Number(digits))) continue;
      const from = text[start - 1] === '-' ? start - 1 : start;
      quoted += `${text.slice(copied, from)}"${text.slice(from, at + 1)}"`;
      copied = at + 1;
    }
  }
  return quoted + text.slice(copied);
}

/** Where the string that begins here ends; behind the text when it does not. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let backslashes = 0;
    while (text.charCodeAt(end - 1 - backslashes) === backslash) backslashes += 1;
    if (backslashes % 2 === 0) return end;
  }
  return text.length;
}

function isDigit(code: number): boolean {
  return code >= zero && code <= nine;
}
