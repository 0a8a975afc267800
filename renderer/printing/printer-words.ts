// A printer in words: what it is, how it is and what to do about it, how sure we are of its last label, how long its roll lasts.

import { whyWords } from '../parts/why-words.ts';
import type { Say } from '../text/text.ts';
import type { PrinterView } from './printing-store.ts';

type State = PrinterView['state'];

/** One word for the state: the trouble itself, where the printer says which. */
export function stateWord(state: State, t: Say): string {
  if (state.kind === 'trouble') return t(`printing.trouble-word.${state.troubles[0] ?? 'other'}`);
  return t(`printing.printer.${state.kind}`);
}

/** What to do now; null while there is nothing to do. */
export function stateAdvice(state: State, t: Say): string | null {
  if (state.kind === 'trouble') return t(`printing.trouble.${state.troubles[0] ?? 'other'}`);
  if (state.kind === 'silent') {
    const before = state.troubles[0];
    return before === undefined ? t('printing.silent-what') : t(`printing.trouble.${before}`);
  }
  if (state.kind === 'unreachable') return stopWords(state.reason, t);
  return null;
}

/** Said of a printer or a batch, a platform that is away means a label that it has sealed: that one does not come by itself. */
const platformAway: readonly string[] = ['fault.platform.offline', 'fault.platform.silent'];

/** Why it stands, and what to do. */
export function stopWords(reason: string, t: Say): string {
  return platformAway.includes(reason) ? t('printing.stopped-without-network') : whyWords(reason);
}

/** Make and way: `TSC TTP / TE / DA, 203 dpi · 192.168.1.50:9100`. */
export function whatItIs(printer: PrinterView, presetNames: ReadonlyMap<string, string>, t: Say): string {
  const { settings } = printer;
  if ('host' in settings) return t('printing.kind.zpl-tcp', { host: settings.host, port: settings.port });
  if (!('wire' in settings)) return t('printing.kind.paperless');
  const preset = presetNames.get(settings.preset) ?? settings.language.toUpperCase();
  return `${preset} · ${wayWords(settings.wire, t)}`;
}

export type Wire = Extract<PrinterView['settings'], { wire: unknown }>['wire'];

/** Where it is reached. */
export function wayWords(wire: Wire, t: Say): string {
  switch (wire.kind) {
    case 'tcp':
      return `${wire.host}:${wire.port}`;
    case 'serial':
    case 'usb-lp':
      return wire.path;
    case 'windows':
    case 'cups':
      return wire.queue;
    case 'ipp':
      return wire.uri;
    case 'folder':
      return t(wire.format === 'pdf' ? 'printing.way.folder-pdf' : 'printing.way.folder-png');
    case 'component':
      return `${t(`printing.way.component-${wire.dialect}`)} · ${wire.printer}`;
  }
}

/** Prints what its platform has sealed, with a key that it fetches for each label: nothing comes out while the network is away. */
export function needsNetwork(printer: Pick<PrinterView, 'settings'> | undefined): boolean {
  if (!printer || !('wire' in printer.settings)) return false;
  const { wire } = printer.settings;
  return wire.kind === 'component' && wire.dialect === 'douyin';
}

/** "about 130 labels left", "paper is out", or nothing where nobody said. */
export function rollWords(roll: PrinterView['roll'], t: Say): string {
  if (roll === null) return t('printing.roll.unknown');
  if (roll.isOut) return t('printing.roll.out');
  if (roll.aboutLeft === null) return t('printing.roll.used', { count: roll.used });
  return t('printing.roll.left', { count: roll.aboutLeft });
}

/** The label that moves, or the last one the printer was given of this batch; nothing before the first. */
export function atPosition({ now, lastLabel }: PrinterView): string {
  if (now === null) return '';
  const position =
    now.position > 0 ? now.position : lastLabel?.batchNo === now.batchNo ? lastLabel.position : 0;
  return position === 0 ? '' : `${position}${lastLabel ? `/${lastLabel.of}` : ''}`;
}

/** As many as should be left when somebody has to think of the next roll. */
const lowRoll = 50;

export function isRollLow(roll: PrinterView['roll']): boolean {
  return roll !== null && (roll.isOut || (roll.aboutLeft !== null && roll.aboutLeft <= lowRoll));
}

const levels = ['spooler', 'bytes', 'idle', 'device', 'scanned'] as const;

/** How many of four marks are filled; a person's word counts as a scan. */
export function evidenceMarks(evidence: string | null): number {
  if (evidence === 'asked') return 4;
  return Math.max(0, levels.indexOf(evidence as (typeof levels)[number]));
}
