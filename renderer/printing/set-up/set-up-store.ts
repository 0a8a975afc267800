// A printer on its way to being set up: which step, what was found, the profile as it stands, and what the last test said.

import { create } from 'zustand';
import type { PrinterId } from '../../../main/basics/ids.ts';
import type { RequestAnswer } from '../../parts/station.ts';
import type { PrinterView } from '../printing-store.ts';

export type Profile = Extract<PrinterView['settings'], { wire: unknown }>;
export type Wire = Profile['wire'];
export type Preset = RequestAnswer<'printers.presets'>[number];
export type Judged = RequestAnswer<'printers.judge-test'>;

export const steps = ['find', 'profile', 'test', 'done'] as const;
export type Step = (typeof steps)[number];

interface SetUp {
  /** Where the next set-up begins when the printer is there already. */
  readonly opensAt: 'profile' | 'test';
  readonly step: Step;
  /** Null until it is saved for the first time. */
  readonly printerId: PrinterId | null;
  readonly name: string;
  readonly wire: Wire | null;
  /** Null until a preset was chosen. */
  readonly profile: Profile | null;
}

export const useSetUp = create<SetUp>(() => ({
  opensAt: 'profile',
  step: 'find',
  printerId: null,
  name: '',
  wire: null,
  profile: null,
}));

/** A preset over a way to the printer: every other value is the preset's. */
export function profileFrom(preset: Preset, wire: Wire): Profile {
  return { ...preset.profile, preset: preset.id, wire };
}

/** A printer saved before there were profiles speaks ZPL over the network. */
export function profileOfPrinter(printer: PrinterView, presets: readonly Preset[]): Profile | null {
  const { settings } = printer;
  if ('wire' in settings) return settings;
  const plain = presets.find((preset) => preset.id === 'zpl-unknown');
  if (!plain || !('host' in settings)) return null;
  const { host, port, connectTimeoutMs, stallMs, darkness, ...rest } = settings;
  return {
    ...profileFrom(plain, { kind: 'tcp', host, port, connectTimeoutMs, stallMs }),
    ...rest,
    density: darkness,
  };
}

/** Printers that take pages or slips need no label that sets them up. */
export function needsTest(profile: Profile): boolean {
  return profile.wire.kind !== 'folder' && profile.wire.kind !== 'component';
}

/** The preset that is most likely right, told by what the printer is called and how it is reached. */
export function guessPreset(presets: readonly Preset[], words: string, wire: Wire): Preset | undefined {
  const byId = (id: string) => presets.find((preset) => preset.id === id);
  if (wire.kind === 'component' || wire.kind === 'folder') return byId('page');
  if ((wire.kind === 'cups' || wire.kind === 'windows') && wire.mode === 'driver') return byId('page');
  const makes: readonly (readonly [RegExp, string])[] = [
    [/lp ?28\d\d|eltron/i, 'epl-lp28xx'],
    [/zebra|ztc|zd\d|zt\d|gk4/i, /300/.test(words) ? 'zebra-300' : 'zebra-203'],
    [/\btsc\b|ttp|te2|da2/i, /300/.test(words) ? 'tsc-300' : 'tsc-203'],
    [/gprinter|佳博|\bgp-/i, 'gprinter-tspl'],
    [/xprinter|芯烨|\bxp-/i, 'xprinter-tspl'],
    [/hprt|汉印/i, 'hprt-tspl'],
    [/deli|得力/i, 'deli-tspl'],
    [/honeywell|intermec/i, 'honeywell-zpl'],
    [/tm-|escpos|receipt|80mm|小票/i, 'escpos-80'],
  ];
  const found = makes.find(([pattern]) => pattern.test(words))?.[1];
  return found === undefined ? undefined : byId(found);
}
