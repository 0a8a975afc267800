// Prints slips under the rules of the spool: in the books as `sending` before the first byte leaves, `sent` only when the line ended
// cleanly, `uncertain` when bytes left and nobody knows. Nothing is ever sent again by itself. One slip at a time on a printer, and
// none while a batch prints on it.

import type { Clock } from '../../basics/clock.ts';
import { newId, type PrinterId, type RandomBytes } from '../../basics/ids.ts';
import { isRefusal, type Refusal, refuse } from '../../basics/refusal.ts';
import type { Caller } from '../../basics/request.ts';
import type { Database } from '../../database/database.ts';
import { encodePdf } from '../../devices/printers/encode-pdf.ts';
import { encodePng } from '../../devices/printers/encode-png.ts';
import { profileOf } from '../../devices/printers/printer-settings.ts';
import { findPrinter } from '../../devices/printers/printers-table.ts';
import type { PrinterProfile } from '../../devices/printers/profile.ts';
import type { Wire } from '../../devices/printers/wire.ts';
import type { ByteWireSettings } from '../../devices/printers/wires/create-wire.ts';
import type { SlipDrawer } from '../label-drawer.ts';
import type { Spool } from '../spool.ts';
import { composeSlip, type SlipWish } from './compose-slip.ts';
import type { Slip, SlipRow } from './slip.ts';
import { isInPrinterFont, slipAsPicture, slipInLetters } from './slip-bytes.ts';
import { addSlip, beginSlip, findSlip, findSlipOfRequest, listOpenSlips, settleSlip } from './slips-table.ts';

export interface SlipDeskParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly drawer: SlipDrawer;
  readonly spool: Pick<Spool, 'printingOn'>;
  /** The wire of a printer that slips go to. */
  readonly wireTo: (printerId: PrinterId, settings: ByteWireSettings) => Wire;
}

export interface SlipDesk {
  /**
   * Prints one slip and answers what became of it. The same `requestId` twice is one slip. Refusals: `printer.unknown`,
   * `printer.printing` (name), `slip.printer-unfit` (name), and those of `composeSlip`.
   */
  print(
    wish: SlipWish & { readonly printerId: PrinterId; readonly requestId: string | null },
    caller: Pick<Caller, 'person'>,
  ): Promise<Slip | Refusal>;
  /** Brings the books in order: what a crash cut off is uncertain, what had not begun has failed. */
  start(): void;
  /** Resolves when nothing is on its way. */
  stop(): Promise<void>;
}

/** Dots across 80 mm of paper at 8 dots a millimetre; its margins take the rest. */
const paperDots = 576;

export function createSlipDesk(parts: SlipDeskParts): SlipDesk {
  const { database, clock } = parts;
  const lines = new Map<PrinterId, Promise<unknown>>();
  let isStopping = false;

  function recover(): void {
    if (database.readOnly) return;
    const cutOff = listOpenSlips(database);
    if (cutOff.length === 0) return;
    database.write((writer) => {
      for (const { slipId, state } of cutOff) {
        const to = state === 'sending' ? 'uncertain' : 'failed';
        settleSlip(writer, slipId, { state: to, reason: 'label.station-crashed' }, clock.now());
      }
    });
  }

  function inLine<Answer>(printerId: PrinterId, work: () => Promise<Answer>): Promise<Answer> {
    const before = lines.get(printerId) ?? Promise.resolve();
    const mine = before.then(work, work);
    const settled = mine.catch(() => {}); // told to who asked
    lines.set(printerId, settled);
    void settled.then(() => {
      if (lines.get(printerId) === settled) lines.delete(printerId);
    });
    return mine;
  }

  async function send(
    slipId: string,
    profile: PrinterProfile,
    rows: readonly SlipRow[],
    wire: Wire,
  ): Promise<void> {
    const settle = (state: 'sent' | 'uncertain' | 'failed', reason: string | null) =>
      database.write((writer) => settleSlip(writer, slipId, { state, reason }, clock.now()));
    if (isStopping) return settle('failed', 'printer.closed');
    let bytes: Uint8Array;
    try {
      bytes = await encodeSlip(parts.drawer, rows, profile);
    } catch (thrown) {
      settle('failed', 'slip.not-drawn');
      throw thrown;
    }
    const line = await wire.open();
    if (typeof line === 'string') return settle('failed', line);
    database.write((writer) => beginSlip(writer, slipId, clock.now()));
    const reason = (await line.write(bytes, `slip ${slipId}`)) ?? (await line.end());
    if (reason === null) return settle('sent', null);
    await line.cancelHeld?.();
    line.destroy();
    settle('uncertain', reason);
  }

  return {
    async print({ printerId, requestId, ...wish }, caller) {
      const known = requestId === null ? undefined : findSlipOfRequest(database, requestId);
      if (known) return known;
      const printer = findPrinter(database, printerId);
      if (!printer) return refuse('printer.unknown', { printerId });
      const { name } = printer;
      const profile = profileOf(printer);
      const { wire } = profile;
      const isForSlips = profile.language === 'escpos' || profile.language === 'page';
      if (!isForSlips || wire.kind === 'component') return refuse('slip.printer-unfit', { name });
      if (parts.spool.printingOn(printerId)) return refuse('printer.printing', { name });
      const rows = composeSlip(database, clock.now(), wish);
      if (isRefusal(rows)) return rows;
      const slipId = newId<string>('S', parts.random);
      database.write((writer) =>
        addSlip(
          writer,
          {
            slipId,
            kind: wish.kind,
            subjectId: wish.id,
            cartNo: wish.cartNo,
            printerId,
            askedBy: caller.person,
            askedAt: clock.now(),
          },
          requestId,
        ),
      );
      await inLine(printerId, () => send(slipId, profile, rows, parts.wireTo(printerId, wire)));
      return findSlip(database, slipId) ?? refuse('slip.unknown', { slipId });
    },
    start: recover,
    async stop() {
      isStopping = true;
      await Promise.all(lines.values());
    },
  };
}

async function encodeSlip(
  drawer: SlipDrawer,
  rows: readonly SlipRow[],
  profile: PrinterProfile,
): Promise<Uint8Array> {
  const widthDots = Math.min(paperDots, profile.headDots);
  if (profile.language === 'escpos') {
    if (profile.slipLetters === 'own' && isInPrinterFont(rows)) return slipInLetters(rows, widthDots);
    return slipAsPicture(await drawer.drawSlip(rows, widthDots));
  }
  const bitmap = await drawer.drawSlip(rows, widthDots);
  const { wire } = profile;
  const isPicture = wire.kind === 'folder' && wire.format === 'png';
  return isPicture ? encodePng(bitmap, profile.dotsPerMm) : encodePdf(bitmap, profile.dotsPerMm);
}
