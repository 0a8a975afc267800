// Requests about printers: which there are and what they do now, add and change them, print a test label.

import { z } from 'zod';
import { newId, type PrinterId } from '../basics/ids.ts';
import { isRefusal, refuse } from '../basics/refusal.ts';
import { change, job, read } from '../basics/request.ts';
import type { PrinterState } from '../devices/printers/printer.ts';
import type { PrinterRegistry } from '../devices/printers/printer-registry.ts';
import { parsePrinterSettings, type SavedPrinterSettings } from '../devices/printers/printer-settings.ts';
import {
  findPrinter,
  listPrinters,
  paperlessPrinterId,
  removePrinter,
  type SavedPrinter,
  savePrinter,
} from '../devices/printers/printers-table.ts';
import { recordAudit } from '../people/audit.ts';
import { getBatch, listBatchesInState } from './batches-table.ts';
import type { LabelParts } from './create-batches.ts';
import { findLastLabelOn, findSendingLabel, type LastLabel } from './labels-table.ts';
import { addTestLabel, findRoll, type Roll } from './rolls.ts';
import type { RunParts } from './run-batch.ts';
import { testLabel } from './test-label.ts';

const printerId = z.string().transform((text) => text as PrinterId); // looked up before anything trusts it

export interface PrinterView {
  readonly printerId: PrinterId;
  readonly name: string;
  readonly kind: SavedPrinter['kind'];
  readonly settings: SavedPrinterSettings;
  readonly state: PrinterState;
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

/** While a batch prints, `busy` unless the printer says that something is wrong: then the batch waits and the card says for what. */
function stateToShow(state: PrinterState, isPrinting: boolean): PrinterState {
  if (!isPrinting || state.kind === 'trouble' || state.kind === 'silent') return state;
  return { kind: 'busy' };
}

export function printersApi(parts: PrinterParts) {
  const { database, clock } = parts;
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
        kind: z.enum(['zpl-tcp', 'paperless']),
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
          savePrinter(writer, saved);
          recordAudit(
            writer,
            clock,
            caller,
            'printer.saved',
            { kind: 'printer', id },
            { name: saved.name, kind: saved.kind },
          );
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

    /** Sends one test label. Refusals: `printer.unknown`, `printer.printing`, `printer.test-failed` (reason). */
    'printers.test': job({
      role: 'packer',
      argument: z.strictObject({ printerId, requestId: z.string().optional() }),
      run: async ({ printerId: id }, caller) => {
        const saved = findPrinter(database, id);
        const printer = parts.printers.of(id);
        if (!saved || !printer) return refuse('printer.unknown', { printerId: id });
        if (parts.spool.printingOn(id)) return refuse('printer.printing', { name: saved.name });
        const drawn = await parts.drawer.draw(testLabel, printer.format);
        if (isRefusal(drawn)) return drawn;
        if (parts.spool.printingOn(id)) return refuse('printer.printing', { name: saved.name });
        const { trackingNumber, position, batchNo } = testLabel;
        const sent = await printer.send({
          labelId: 'test',
          batchNo,
          position,
          trackingNumber,
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
