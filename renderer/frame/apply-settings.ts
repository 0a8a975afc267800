// Settings that the window itself obeys: language, look, sound, scanner. Applied at the start and whenever they change.

import { presentScanRules, setScanRules } from '../scanning/capture-scans.ts';
import { setVolume } from '../scanning/signals.ts';
import { setVoice } from '../scanning/voice.ts';
import { type Language, presentLanguage, setLanguage, startText } from '../text/text.ts';
import type { Look } from './theme.ts';

export type SettingValues = Readonly<Record<string, string | number | boolean>>;

function systemLanguage(): Language {
  return navigator.language.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en';
}

const placeOfLanguage = 'parcelbench.language';

/** Begins in the language of the last time, before the station has said which: nearly always it is the one. */
export async function startWords(): Promise<void> {
  const known = localStorage.getItem(placeOfLanguage);
  await startText(known === 'zh-CN' || known === 'en' ? known : systemLanguage());
  showLanguage();
}

function showLanguage(): void {
  document.documentElement.lang = presentLanguage();
  localStorage.setItem(placeOfLanguage, presentLanguage());
}

export function lookOf(setting: unknown): Look {
  if (setting === 'light' || setting === 'dark' || setting === 'bright-hall') return setting;
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}

/** Wait for it where words are about to be shown: another language has to be fetched. */
export async function applySettings(values: SettingValues): Promise<void> {
  const before = presentScanRules();
  const number = (name: string, byDefault: number) => {
    const value = values[name];
    return typeof value === 'number' ? value : byDefault;
  };
  setScanRules({
    prefix: String(values['scanner.prefix'] ?? ''),
    meanGapMs: number('scanner.meanGapMs', before.meanGapMs),
    worstGapMs: number('scanner.worstGapMs', before.worstGapMs),
    quietMs: number('scanner.quietMs', before.quietMs),
    leastCharacters: number('scanner.leastCharacters', before.leastCharacters),
    sameCodeMs: number('scanner.sameCodeMs', before.sameCodeMs),
  });
  setVolume(number('sound.volume', 0.8));
  setVoice(values['sound.voice'] !== false);
  const language = values['look.language'];
  await setLanguage(language === 'zh-CN' || language === 'en' ? language : systemLanguage());
  showLanguage();
}
