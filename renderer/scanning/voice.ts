// The voice of the system, for stops and buyer notes only. Never late: what could not be said at once is not said at all.

import type { Language } from '../text/text.ts';

let isOn = true;
const lateMs = 1_500;

export function setVoice(on: boolean): void {
  isOn = on;
  if (!on) hush();
}

/** Says the text now; whatever was being said is cut off. Nothing happens where the system has no voice of that language. */
export function sayAloud(text: string, language: Language): void {
  if (!isOn || !('speechSynthesis' in window) || text.trim() === '') return;
  hush();
  const voice = speechSynthesis
    .getVoices()
    .find((each) => each.lang.toLowerCase().startsWith(language.slice(0, 2)));
  if (!voice) return;
  const speech = new SpeechSynthesisUtterance(text);
  speech.voice = voice;
  speech.lang = voice.lang;
  speech.rate = 1.1;
  const timer = setTimeout(hush, lateMs);
  speech.onstart = () => clearTimeout(timer);
  speechSynthesis.speak(speech);
}

export function hush(): void {
  if ('speechSynthesis' in window) speechSynthesis.cancel();
}
