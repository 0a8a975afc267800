// How settings stand on the page: which group, in which order, in what unit, by which control. Names come from the station.

import type { TextKey } from '../text/text.ts';

export const groups = [
  'look',
  'sound',
  'scanner',
  'bench',
  'printing',
  'shipping',
  'network',
  'import',
  'export',
  'deadline',
  'privacy',
  'people',
  'audit',
  'backup',
  'training',
] as const;
export type Group = (typeof groups)[number];

/** The group of a setting; null for what screens keep for themselves and nobody sets by hand. */
export function groupOf(name: string): Group | null {
  const noun = name.slice(0, name.indexOf('.'));
  return groups.find((group) => group === noun) ?? null;
}

/** The values a setting can choose from; everything else is a number, a switch or a short text. */
export const choicesOf: Readonly<Record<string, readonly string[]>> = {
  'look.language': ['system', 'zh-CN', 'en'],
  'look.theme': ['system', 'light', 'dark', 'bright-hall'],
  'network.douyinSetCounts': ['each', 'all'],
};

/** The unit behind a number, read off the end of its name. */
export function unitOf(name: string): TextKey | null {
  if (/GapMs$|quietMs$|CodeMs$/.test(name)) return 'unit.ms';
  if (/Seconds$/.test(name)) return 'unit.seconds';
  if (/Minutes$/.test(name)) return 'unit.minutes';
  if (/Hours$/.test(name)) return 'unit.hours';
  if (/Days$/.test(name)) return 'unit.days';
  if (/Mm$/.test(name)) return 'unit.mm';
  return /Megabytes$/.test(name) ? 'unit.megabytes' : null;
}
