// JSON as platforms write it: an id of nineteen digits stays the id it is. Every integer that a double cannot hold exactly becomes
// its own text, by putting quotes around it before the machine's own parser reads the rest; a whole parser of our own, or of a
// package, takes ten times as long, and a day's orders are tens of megabytes.

import { Fault } from '../../basics/fault.ts';

/** Faults: `platform.gibberish` (what it begins with) for anything that is not JSON. */
export function parseLosslessJson(text: string): unknown {
  try {
    return JSON.parse(quoteLongIntegers(text));
  } catch (thrown) {
    throw new Fault('platform.gibberish', 'later', { begins: text.trim().slice(0, 60) }, thrown);
  }
}

const fewestDigits = 16;
const [quote, backslash, minus] = [0x22, 0x5c, 0x2d];
const [zero, nine] = [0x30, 0x39];
const [colon, comma, openBracket, closeBracket, openBrace, closeBrace] = [0x3a, 0x2c, 0x5b, 0x5d, 0x7b, 0x7d];

/** Looks at every sixteenth character alone: no run of sixteen digits lies between two of them. */
function quoteLongIntegers(text: string): string {
  let quoted = '';
  let copied = 0;
  let isOutside: ((at: number) => boolean) | undefined;
  for (let at = fewestDigits - 1; at < text.length; at += fewestDigits) {
    if (!isDigit(text.charCodeAt(at))) continue;
    let start = at;
    while (isDigit(text.charCodeAt(start - 1))) start -= 1;
    let end = at + 1;
    while (isDigit(text.charCodeAt(end))) end += 1;
    at = end;
    if (end - start < fewestDigits) continue;
    const from = text.charCodeAt(start - 1) === minus ? start - 1 : start;
    if (!mayBegin(text, from) || !mayEnd(text, end)) continue;
    if (Number.isSafeInteger(Number(text.slice(start, end)))) continue;
    if (!isRightBehindKey(text, from)) {
      isOutside ??= outsideOfStrings(text);
      if (!isOutside(from)) continue;
    }
    quoted += `${text.slice(copied, from)}"${text.slice(from, end)}"`;
    copied = end;
  }
  return copied === 0 ? text : quoted + text.slice(copied);
}

/** A number stands behind a colon, a comma or a bracket; digits of a text or of a fraction mostly do not. */
function mayBegin(text: string, from: number): boolean {
  let before = from - 1;
  while (isBlank(text.charCodeAt(before))) before -= 1;
  if (before < 0) return true;
  const code = text.charCodeAt(before);
  return code === colon || code === comma || code === openBracket;
}

function mayEnd(text: string, end: number): boolean {
  let behind = end;
  while (isBlank(text.charCodeAt(behind))) behind += 1;
  if (behind >= text.length) return true;
  const code = text.charCodeAt(behind);
  return code === comma || code === closeBracket || code === closeBrace;
}

/**
 * `…x":` right before it, where x is nothing behind which a text could begin: then the quote ends a key, and what follows is no part of a
 * text. True of nearly all; the others are looked at with everything before them.
 */
function isRightBehindKey(text: string, from: number): boolean {
  if (text.charCodeAt(from - 1) !== colon || text.charCodeAt(from - 2) !== quote) return false;
  const last = text.charCodeAt(from - 3);
  const couldBegin = last === colon || last === comma || last === openBracket || last === openBrace;
  return last !== backslash && !couldBegin && !isBlank(last) && from >= 3;
}

/** Answers, for places asked in order, whether they lie outside of every text. */
function outsideOfStrings(text: string): (at: number) => boolean {
  let begin = text.indexOf('"');
  let end = begin === -1 ? text.length : endOfString(text, begin);
  return (at) => {
    while (begin !== -1 && end < at) {
      begin = text.indexOf('"', end + 1);
      end = begin === -1 ? text.length : endOfString(text, begin);
    }
    return begin === -1 || at < begin;
  };
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

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}
