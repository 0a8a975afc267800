// Every sentence on screen comes from here: one flat table a language, zh-CN and en complete. `t` fills the blanks. Only the
// language in use is loaded; the other one when somebody asks for it.

import i18next from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';
import type { Fact } from '../../main/basics/refusal.ts';
import type { zhCN } from './zh-CN.ts';

export type TextKey = keyof typeof zhCN;
export type Language = 'zh-CN' | 'en';
export type Facts = Readonly<Record<string, Fact | undefined>>;
export type Say = (key: TextKey, facts?: Facts) => string;

/** Each table has every key: a sentence that is missing in one language does not build. */
type Sentences = Readonly<Record<TextKey, string>>;

const load: Readonly<Record<Language, () => Promise<Sentences>>> = {
  'zh-CN': async () => (await import('./zh-CN.ts')).zhCN,
  en: async () => (await import('./en.ts')).en,
};

/** Of the present language; empty until the words are set up. */
let sentences: Readonly<Partial<Sentences>> = {};
let wanted: Language | undefined;
let started: Promise<void> | undefined;

/** Sets the words up; wait for it before the first screen. */
export function startText(language: Language): Promise<void> {
  wanted = language;
  started = load[language]().then((table) => {
    sentences = table;
    void i18next.use(initReactI18next).init({
      lng: language,
      fallbackLng: false,
      keySeparator: false,
      nsSeparator: false,
      pluralSeparator: '__',
      initAsync: false,
      resources: { [language]: { translation: table } },
      interpolation: { escapeValue: false },
      react: { useSuspense: false },
    });
    // English needs one word or another: `{{count}} {{count, plural(one: parcel; other: parcels)}}`.
    i18next.services.formatter?.add('plural', (value: unknown, _language, options: Record<string, unknown>) =>
      String(Number(value) === 1 ? options.one : options.other),
    );
  });
  return started;
}

/** The old language is spoken until the sentences of the new one are there; of two wishes the last one counts. */
export async function setLanguage(language: Language): Promise<void> {
  await started;
  if (wanted === language) return;
  wanted = language;
  let table: Sentences;
  try {
    table = await load[language]();
  } catch {
    // The station that would hand it over is gone, and the strip says so: the next wish tries again.
    if (wanted === language) wanted = presentLanguage();
    return;
  }
  if (wanted !== language) return;
  sentences = table;
  i18next.addResourceBundle(language, 'translation', table);
  await i18next.changeLanguage(language);
}

export function presentLanguage(): Language {
  return i18next.language === 'en' ? 'en' : 'zh-CN';
}

/** The sentence in the present language, outside of a component. */
export function say(key: TextKey, facts: Facts = {}): string {
  const sentence = sentences[key];
  // Most sentences have no blanks to fill.
  if (sentence !== undefined && !sentence.includes('{{') && !sentence.includes('$t(')) return sentence;
  return i18next.t(key, { ...inWords(facts, presentLanguage()) });
}

/** True if there is a sentence of that key: codes come from the station, their sentences may be of a newer version. */
export function hasText(key: string): key is TextKey {
  return Object.hasOwn(sentences, key);
}

/** The words, re-rendered when the language changes: `const { t, language } = useText()`. */
export function useText(): { readonly t: Say; readonly language: Language } {
  const { i18n } = useTranslation();
  const language: Language = i18n.language === 'en' ? 'en' : 'zh-CN';
  return { t: say, language };
}

/** Facts as they are spoken: lists joined, benches by their number, large numbers grouped, nothing where nothing is known. */
function inWords(facts: Facts, language: Language): Record<string, unknown> {
  const words: Record<string, unknown> = {};
  for (const [name, fact] of Object.entries(facts)) {
    if (name === 'benchId') words[name] = String(fact ?? '').replace(/^bench-/, '');
    else if (Array.isArray(fact)) words[name] = fact.join(language === 'en' ? ', ' : '、');
    else words[name] = fact ?? '';
  }
  return words;
}
