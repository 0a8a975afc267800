// Requests about printers: which there are and what they do now, add and change them, print a test label.

import { z } from 'zod';
import { newId, type PrinterId } from '../basics/ids.ts';
import { refuse } from '../basics/refusal.ts';
import { type Caller, change, job, read } from '../basics/request.ts';
import type { Reader, Writer } from '../database/database.ts';
import type { LabelFormat, PrinterState } from '../devices/printers/printer.ts';
import { printerPresets } from '../devices/printers/printer-presets.ts';
import { mostUnansweredRuns, type PrinterRegistry } from '../devices/printers/printer-registry.ts';
import {
  parsePrinterSettings,
  profileOf,
  type SavedPrinterSettings,
} from '../devices/printers/printer-settings.ts';
import {
  findPrinter,
  listPrinters,
  paperlessPrinterId,
  readAsking,
  removePrinter,
  type SavedPrinter,
  savePrinter,
} from '../devices/printers/printers-table.ts';
import type { PrinterProfile } from '../devices/printers/profile.ts';
import { recordAudit } from '../people/audit.ts';
import { getBatch, listBatchesInState } from './batches-table.ts';
import type { LabelParts } from './create-batches.ts';
import { judgeTestLabel, testAnswers } from './judge-test-label.ts';
import { findLastLabelOn, findSendingLabel, type LastLabel } from './labels-table.ts';
import { addTestLabel, findRoll, type Roll } from './rolls.ts';
import type { RunParts } from './run-batch.ts';
import { type TestSheet, testLabelNumber } from './test-label.ts';

const printerId = z.string().transform((text) => text as PrinterId); // looked up before anything trusts it

export interface PrinterView {
  readonly printerId: PrinterId;
  readonly name: string;
  readonly kind: SavedPrinter['kind'];
  readonly settings: SavedPrinterSettings;
  readonly state: PrinterState;
  /**
   * `off`: its profile says not to ask it. `untried`: asked from the next batch on. `answers`. `in-vain`: it never answered and is
   * asked no more, until it is saved anew; labels are then confirmed by scans and by looking.
   */
  readonly asking: 'off' | 'untried' | 'answers' | 'in-vain';
  /** What it prints now. */
  readonly now: { readonly batchId: string; readonly batchNo: number; readonly position: number } | null;
  readonly lastLabel: LastLabel | null;
  /** How much paper is left, about; null before a roll was loaded or ran out. */
  readonly roll: Roll | null;
}

export interface PrinterParts extends LabelParts, RunParts {
  readonly printers: PrinterRegistry;
}

export function viewPrinters(parts: Pick<PrinterParts, 'database' | 'printers' | 'spool'>): PrinterView[] {
  const { database, printers, spool } = parts;
  return listPrinters(database).map((saved) => {
    const printing = spool.printingOn(saved.printerId);
    return {
      printerId: saved.printerId,
      name: saved.name,
      kind: saved.kind,
      settings: saved.settings,
      state: stateToShow(printers.stateOf(saved.printerId), printing !== null),
      asking: howAsked(database, saved),
      now: printing && {
        batchId: printing,
        batchNo: getBatch(database, printing).batchNo,
        position: findSendingLabel(database, printing)?.position ?? 0,
      },
      lastLabel: findLastLabelOn(database, saved.printerId) ?? null,
      roll: findRoll(database, saved.printerId) ?? null,
    };
  });
}

/** Over these a printer can answer; a system's queue and a folder say nothing back. */
const canTalkBack: readonly PrinterProfile['wire']['kind'][] = ['tcp', 'serial', 'usb-lp'];

function howAsked(reader: Reader, saved: SavedPrinter): PrinterView['asking'] {
  if (saved.kind !== 'profile' || saved.settings.statusDialect === 'none') return 'off';
  if (!canTalkBack.includes(saved.settings.wire.kind)) return 'off';
  const { hasAnswered, unansweredRuns } = readAsking(reader, saved.printerId);
  if (hasAnswered) return 'answers';
  return unansweredRuns < mostUnansweredRuns ? 'untried' : 'in-vain';
}

/** While a batch prints, `busy` unless the printer says that something is wrong: then the batch waits and the card says for what. */
function stateToShow(state: PrinterState, isPrinting: boolean): PrinterState {
  if (!isPrinting || state.kind === 'trouble' || state.kind === 'silent') return state;
  return { kind: 'busy' };
}

/** By its own words: what a person holds in the hand says which printer it came from and how that was driven. */
function testSheetOf(name: string, profile: PrinterProfile, isZ64: boolean): TestSheet {
  const { preset, language, dotsPerMm, headDots, density, speed, polarityInverted } = profile;
  const compression = language === 'zpl' ? (isZ64 ? 'z64' : profile.compression) : '';
  return {
    widthMm: profile.labelWidthMm,
    heightMm: profile.labelHeightMm,
    lines: [
      name,
      printerPresets.find(({ id }) => id === preset)?.name ?? preset,
      `${language.toUpperCase()} ${compression.toUpperCase()} ${polarityInverted ? '反相 inverted' : ''}`
        .replace(/ +/g, ' ')
        .trim(),
      `${dotsPerMm} 点/mm dots/mm · ${headDots}`,
      `浓度 density ${density ?? '—'} · 速度 speed ${speed ?? '—'}`,
    ],
  };
}

function inZ64(profile: PrinterProfile): LabelFormat {
  const wished: PrinterProfile = { ...profile, compression: 'z64' };
  return { dotsPerMm: wished.dotsPerMm, encoding: { kind: 'profile', profile: wished } };
}

export function printersApi(parts: PrinterParts) {
  const { database, clock } = parts;

  function keepPrinter(writer: Writer, saved: SavedPrinter, caller: Caller): void {
    const { printerId: id, name, kind } = saved;
    savePrinter(writer, saved);
    recordAudit(writer, clock, caller, 'printer.saved', { kind: 'printer', id }, { name, kind });
  }

  return {
    /** `state`: what was last seen; looking happens by itself every minute while the printer is idle. */
    'printers.list': read({
      role: 'packer',
      argument: z.strictObject({}),
      run: () => viewPrinters(parts),
    }),

    /** Adds one, or changes the one named. Refusals: `printer.unknown`, `printer.settings-wrong` (field), `printer.printing`. */
    'printers.save': change({
      role: 'printer-operator',
      argument: z.strictObject({
        printerId: printerId.optional(),
        name: z.string().trim().min(1).max(60),
        kind: z.enum(['zpl-tcp', 'paperless', 'profile']),
        settings: z.record(z.string(), z.unknown()).default({}),
        requestId: z.string().optional(),
      }),
      run: (argument, caller) => {
        const settings = parsePrinterSettings(argument.kind, argument.settings);
        if (!settings.ok)
          return refuse('printer.settings-wrong', { field: settings.problem, name: argument.name });
        return database.write((writer) => {
          const known = argument.printerId;
          if (known !== undefined && !findPrinter(writer, known))
            return refuse('printer.unknown', { printerId: known });
          if (known !== undefined && parts.spool.printingOn(known))
            return refuse('printer.printing', { name: argument.name });
          const id = known ?? newId<PrinterId>('D', parts.random);
          const saved: SavedPrinter = { ...settings.value, printerId: id, name: argument.name };
          keepPrinter(writer, saved, caller);
          queueMicrotask(() => void parts.printers.look(id));
          return saved;
        });
      },
    }),

    /** Refusals: `printer.unknown`, `printer.last-resort` (the paperless one stays), `printer.has-batches` (batchNo). */
    'printers.remove': change({
      role: 'printer-operator',
      argument: z.strictObject({ printerId, requestId: z.string().optional() }),
      run: ({ printerId: id }, caller) =>
        database.write((writer) => {
          const saved = findPrinter(writer, id);
          if (!saved) return refuse('printer.unknown', { printerId: id });
          if (id === paperlessPrinterId) return refuse('printer.last-resort', { name: saved.name });
          const open = (['printing', 'in-doubt', 'paused', 'waiting'] as const)
            .flatMap((state) => listBatchesInState(writer, state, id))
            .at(0);
          if (open) return refuse('printer.has-batches', { name: saved.name, batchNo: open.batchNo });
          removePrinter(writer, id);
          recordAudit(
            writer,
            clock,
            caller,
            'printer.removed',
            { kind: 'printer', id },
            { name: saved.name },
          );
          return { printerId: id };
        }),
    }),

    /** Common printers and the profile each starts from; the words to each are `printer-preset.<id>`. */
    'printers.presets': read({
      role: 'printer-operator',
      argument: z.strictObject({}),
      run: () => printerPresets,
    }),

    /**
     * What a person saw on a test label, and the profile that follows; the printer is saved with it. `next` says what to do now.
     * Refusals: `printer.unknown`, `printer.printing`, `printer.needs-no-test` (the folder of pictures).
     */
    'printers.judge-test': change({
      role: 'printer-operator',
      argument: z.strictObject({ printerId, answers: testAnswers, requestId: z.string().optional() }),
      run: ({ printerId: id, answers }, caller) =>
        database.write((writer) => {
          const saved = findPrinter(writer, id);
          if (!saved) return refuse('printer.unknown', { printerId: id });
          if (parts.spool.printingOn(id)) return refuse('printer.printing', { name: saved.name });
          const profile = profileOf(saved);
          if (profile.wire.kind === 'folder') return refuse('printer.needs-no-test', { name: saved.name });
          const judged = judgeTestLabel(profile, answers);
          if (JSON.stringify(judged.profile) !== JSON.stringify(profile)) {
            const { name } = saved;
            keepPrinter(writer, { printerId: id, name, kind: 'profile', settings: judged.profile }, caller);
          }
          return { printerId: id, settings: judged.profile, next: judged.next };
        }),
    }),

    /**
     * The test label as it should come out of this printer, dot for dot, to be held beside the paper. Refusal: `printer.unknown`.
     */
    'printers.test-picture': job({
      role: 'packer',
      argument: z.strictObject({ printerId, requestId: z.string().optional() }),
      run: async ({ printerId: id }) => {
        const saved = findPrinter(database, id);
        if (!saved) return refuse('printer.unknown', { printerId: id });
        const profile = profileOf(saved);
        const { dotsPerMm } = profile;
        const format = { dotsPerMm, encoding: { kind: 'png' } } as const;
        const drawn = await parts.drawer.drawTest(testSheetOf(saved.name, profile, false), format);
        const { bytes, widthDots, heightDots } = drawn;
        return { pngBase64: Buffer.from(bytes).toString('base64'), widthDots, heightDots };
      },
    }),

    /**
     * Sends one test label; `tryZ64`: in the shorter form that not every ZPL printer knows. Refusals: `printer.unknown`,
     * `printer.printing`, `printer.test-failed` (reason).
     */
    'printers.test': job({
      role: 'packer',
      argument: z.strictObject({
        printerId,
        tryZ64: z.boolean().default(false),
        requestId: z.string().optional(),
      }),
      run: async ({ printerId: id, tryZ64 }, caller) => {
        const saved = findPrinter(database, id);
        const printer = parts.printers.of(id);
        if (!saved || !printer) return refuse('printer.unknown', { printerId: id });
        if (parts.spool.printingOn(id)) return refuse('printer.printing', { name: saved.name });
        const profile = profileOf(saved);
        const format = tryZ64 && profile.language === 'zpl' ? inZ64(profile) : printer.format;
        const drawn = await parts.drawer.drawTest(testSheetOf(saved.name, profile, tryZ64), format);
        if (parts.spool.printingOn(id)) return refuse('printer.printing', { name: saved.name });
        const sent = await printer.send({
          labelId: 'test',
          batchNo: 0,
          position: 1,
          trackingNumber: testLabelNumber,
          bytes: drawn.bytes,
        });
        let told = await printer.confirm();
        while (printer.unconfirmed > 0 && told.doubt === null) told = await printer.confirm();
        const finished = await printer.finish();
        if (sent.kind === 'delivered')
          database.write((writer) => addTestLabel(writer, id, caller.person, clock.now()));
        const reason = sent.kind !== 'delivered' ? sent.reason : finished.doubt;
        parts.printers.saw(id, reason === null ? { kind: 'ready' } : { kind: 'unreachable', reason });
        if (reason !== null) return refuse('printer.test-failed', { name: saved.name, reason });
        return { printerId: id, widthDots: drawn.widthDots, heightDots: drawn.heightDots };
      },
    }),
  };
}
