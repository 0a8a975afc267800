// Every sentence on screen comes from here: one flat table a language, zh-CN first, en complete. `t` fills the blanks.

import i18next from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';
import type { Fact } from '../../main/basics/refusal.ts';
import { en } from './en.ts';
import { zhCN } from './zh-CN.ts';

export type TextKey = keyof typeof zhCN;
export type Language = 'zh-CN' | 'en';
export type Facts = Readonly<Record<string, Fact | undefined>>;
export type Say = (key: TextKey, facts?: Facts) => string;

const tables: Readonly<Record<Language, Readonly<Record<string, string>>>> = { 'zh-CN': zhCN, en };

/** Sets the words up; call once before the first screen. */
export function startText(language: Language): void {
  void i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'zh-CN',
    keySeparator: false,
    nsSeparator: false,
    pluralSeparator: '__',
    initAsync: false,
    resources: { 'zh-CN': { translation: zhCN }, en: { translation: en } },
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  });
  // English needs one word or another: `{{count}} {{count, plural(one: parcel; other: parcels)}}`.
  i18next.services.formatter?.add('plural', (value: unknown, _language, options: Record<string, unknown>) =>
    String(Number(value) === 1 ? options.one : options.other),
  );
}

export function setLanguage(language: Language): void {
  document.documentElement.lang = language;
  void i18next.changeLanguage(language);
}

export function presentLanguage(): Language {
  return i18next.language === 'en' ? 'en' : 'zh-CN';
}

/** The sentence in the present language, outside of a component. */
export function say(key: TextKey, facts: Facts = {}): string {
  const language = presentLanguage();
  const sentence = tables[language][key];
  // Most sentences have no blanks to fill.
  if (sentence !== undefined && !sentence.includes('{{') && !sentence.includes('$t(')) return sentence;
  return i18next.t(key, { ...inWords(facts, language) });
}

/** True if there is a sentence of that key: codes come from the station, their sentences may be of a newer version. */
export function hasText(key: string): key is TextKey {
  return Object.hasOwn(zhCN, key);
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
