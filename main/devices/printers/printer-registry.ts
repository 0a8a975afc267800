// The station's printers, one live connection each, made from what is saved and made anew when that changes. Looks at
// idle printers now and then, so that a printer that is off is known before the first label.

import { join } from 'node:path';
import { assertNever } from '../../basics/assert.ts';
import type { Clock } from '../../basics/clock.ts';
import type { Events } from '../../basics/events.ts';
import type { PrinterId, RandomBytes } from '../../basics/ids.ts';
import type { Database } from '../../database/database.ts';
import type { Settings } from '../../settings/settings-table.ts';
import { createComponentPrinter, type SignForComponent } from '../component/component-printer.ts';
import {
  createLabelPrinter,
  type LabelPrinterOptions,
  type PrinterListener,
} from './create-label-printer.ts';
import { languageOf } from './languages/language-of.ts';
import { createPaperlessPrinter } from './paperless-printer.ts';
import type { LabelPrinter, PrinterState } from './printer.ts';
import { formatOf } from './printer-settings.ts';
import {
  ensurePaperlessPrinter,
  findPrinter,
  listPrinters,
  noteAnswered,
  readAsking,
  type SavedPrinter,
} from './printers-table.ts';
import type { PrinterProfile } from './profile.ts';
import { type ByteWireSettings, createWire } from './wires/create-wire.ts';
import { createTcpWire } from './wires/tcp-wire.ts';

export interface PrinterRegistry {
  /** The live printer; undefined when it was never saved or was removed. */
  of(printerId: PrinterId): LabelPrinter | undefined;
  /** What was last seen of a printer; `unknown` before the first look. */
  stateOf(printerId: PrinterId): PrinterState;
  /** Told by whoever prints. */
  saw(printerId: PrinterId, state: PrinterState): void;
  /** Looks at one printer now. */
  look(printerId: PrinterId): Promise<PrinterState>;
  start(): void;
  stop(): Promise<void>;
}

const lookEveryMs = 60_000;
/** Until the first look, and how often the setting is read while it is off. */
const idleWatchSeconds = 10;
/** Runs at whose beginning a printer that never answered is asked all the same. */
export const mostUnansweredRuns = 3;
const stallMsOfFolders = 60_000;
/** Opening, mending and shutting a printer takes a person longer. */
const mendMs = 5_000;
const componentAnswersWithinMs = 15_000;
const nobodySigns: SignForComponent = async () => ({ reason: 'component.no-key' });
/** What a printer without a speed of its own is taken to do. */
const usualSpeed = 4;

/** What it proves that a wire took a label: a device that closes after us has read it, a queue has only put it away. */
function proofOf({ kind }: ByteWireSettings): LabelPrinterOptions['line'] {
  switch (kind) {
    case 'tcp':
      return { evidence: 1, isWhole: false, isProofOfPower: true };
    case 'serial':
    case 'usb-lp':
      return { evidence: 0, isWhole: false, isProofOfPower: false };
    case 'windows':
    case 'cups':
    case 'ipp':
      return { evidence: 0, isWhole: true, isProofOfPower: false };
    case 'folder':
      return { evidence: 3, isWhole: true, isProofOfPower: true };
    default:
      return assertNever(kind);
  }
}

function labelMsOf({ wire, labelHeightMm, gapMm, speed }: PrinterProfile): number | null {
  if (wire.kind === 'folder') return null;
  return Math.ceil(((labelHeightMm + gapMm) / 25.4 / (speed ?? usualSpeed)) * 1_000);
}

export function createPrinterRegistry(parts: {
  readonly database: Database;
  readonly events: Events;
  readonly clock: Clock;
  readonly dataDir: string;
  readonly settings: Settings;
  readonly random: RandomBytes;
  /** Left out where no shop is linked that could. */
  readonly signForComponent?: SignForComponent;
}): PrinterRegistry {
  const { database, events, clock } = parts;
  const live = new Map<PrinterId, { printer: LabelPrinter; settings: string }>();
  const states = new Map<PrinterId, PrinterState>();
  let cancelLook: (() => void) | undefined;
  let cancelWatch: (() => void) | undefined;
  let isStopped = false;
  if (!database.readOnly) database.write(ensurePaperlessPrinter);

  function create(saved: SavedPrinter): LabelPrinter {
    switch (saved.kind) {
      case 'paperless':
        return createPaperlessPrinter({
          printerId: saved.printerId,
          folder: join(parts.dataDir, 'labels'),
          dotsPerMm: saved.settings.dotsPerMm,
        });
      case 'zpl-tcp': {
        const { host, port, connectTimeoutMs, stallMs } = saved.settings;
        return createLabelPrinter(
          {
            printerId: saved.printerId,
            wire: createTcpWire({ host, port, connectTimeoutMs, stallMs }, clock),
            language: { clearHeld: () => Buffer.from('~JA\n', 'latin1'), status: null },
            format: formatOf(saved),
            reprintsByItself: true,
            line: { evidence: 1, isWhole: false, isProofOfPower: true },
            labelMs: null,
            hasAnswered: false,
            mayAsk: () => true,
            giveUpMs: stallMs,
            mendMs,
          },
          clock,
        );
      }
      case 'profile': {
        const profile = saved.settings;
        const { printerId } = saved;
        if (profile.wire.kind === 'component') {
          const { dialect, printer, port, stallMs } = profile.wire;
          const answerWithinMs = componentAnswersWithinMs;
          const { signForComponent: signParams = nobodySigns } = parts;
          return createComponentPrinter(
            { printerId, dialect, printer, port, answerWithinMs, stallMs, signParams },
            parts,
          );
        }
        const wire = createWire(profile.wire, {
          printerId,
          labelsFolder: join(parts.dataDir, 'labels'),
          clock,
        });
        return createLabelPrinter(
          {
            printerId,
            wire,
            language: languageOf(profile),
            format: formatOf(saved),
            reprintsByItself: profile.reprintsByItself,
            line: proofOf(profile.wire),
            labelMs: labelMsOf(profile),
            ...askingOf(printerId),
            giveUpMs: 'stallMs' in profile.wire ? profile.wire.stallMs : stallMsOfFolders,
            mendMs: profile.wire.kind === 'serial' ? null : mendMs,
          },
          clock,
          listenTo(printerId),
        );
      }
      default:
        return assertNever(saved);
    }
  }

  /** A printer that never answered is asked in a few runs more, then it is left in peace until a person saves it anew. */
  function askingOf(printerId: PrinterId): Pick<LabelPrinterOptions, 'hasAnswered' | 'mayAsk'> {
    return {
      hasAnswered: readAsking(database, printerId).hasAnswered,
      mayAsk: () => readAsking(database, printerId).unansweredRuns < mostUnansweredRuns,
    };
  }

  function listenTo(printerId: PrinterId): PrinterListener {
    return {
      saw: (state) => saw(printerId, state),
      answered: (hasAnswered) =>
        database.write((writer) => {
          noteAnswered(writer, printerId, hasAnswered);
          writer.emit({ kind: 'printers.changed' });
        }),
    };
  }

  /** Idle printers that are known to answer: paper and cover are seen before the next batch, not in the middle of it. */
  async function watch(): Promise<void> {
    const seconds = parts.settings.get('printing.watchSeconds');
    if (seconds > 0) {
      const answering = listPrinters(database).filter(
        ({ printerId }) => readAsking(database, printerId).hasAnswered,
      );
      await Promise.all(answering.map(({ printerId }) => look(printerId)));
    }
    if (!isStopped) cancelWatch = clock.after((seconds || idleWatchSeconds) * 1_000, () => void watch());
  }

  function of(printerId: PrinterId): LabelPrinter | undefined {
    const saved = findPrinter(database, printerId);
    const known = live.get(printerId);
    const settings = saved && JSON.stringify([saved.kind, saved.settings]);
    if (known && known.settings === settings) return known.printer;
    if (known) {
      live.delete(printerId);
      void known.printer.close();
    }
    if (!saved || settings === undefined) return undefined;
    const printer = create(saved);
    live.set(printerId, { printer, settings });
    return printer;
  }

  function saw(printerId: PrinterId, state: PrinterState): void {
    if (JSON.stringify(states.get(printerId)) === JSON.stringify(state)) return;
    states.set(printerId, state);
    events.emit({ kind: 'printers.changed' });
  }

  async function look(printerId: PrinterId): Promise<PrinterState> {
    const state = (await of(printerId)?.readState()) ?? { kind: 'unknown' };
    if (!isStopped) saw(printerId, state);
    return state;
  }

  async function lookAtAll(): Promise<void> {
    await Promise.all(listPrinters(database).map((saved) => look(saved.printerId)));
    if (!isStopped) cancelLook = clock.after(lookEveryMs, () => void lookAtAll());
  }

  return {
    of,
    stateOf: (printerId) => states.get(printerId) ?? { kind: 'unknown' },
    saw,
    look,
    start() {
      void lookAtAll();
      cancelWatch = clock.after(idleWatchSeconds * 1_000, () => void watch());
    },
    async stop() {
      isStopped = true;
      cancelLook?.();
      cancelWatch?.();
      await Promise.all([...live.values()].map(({ printer }) => printer.close()));
    },
  };
}
