// Prints a bundle's waybill as the platform drew it, on a label printer that stands still. It is told when the paper may not have come out;
// nothing is sent again by itself.

import type { Clock } from '../../basics/clock.ts';
import type { ParcelId, PrinterId } from '../../basics/ids.ts';
import { isRefusal, type Refusal, refuse } from '../../basics/refusal.ts';
import type { Caller } from '../../basics/request.ts';
import type { Database } from '../../database/database.ts';
import type { Vault } from '../../database/vault.ts';
import type { PrinterRegistry } from '../../devices/printers/printer-registry.ts';
import { findPrinter } from '../../devices/printers/printers-table.ts';
import type { LabelContent } from '../../labels/label.ts';
import type { LabelDrawer } from '../../labels/label-drawer.ts';
import type { Spool } from '../../labels/spool.ts';
import { recordAudit } from '../../people/audit.ts';
import type { Settings } from '../../settings/settings-table.ts';
import { getShop } from '../../shops/shops-table.ts';
import { type Bundle, bundleSubject } from './first-mile.ts';
import { findBundle, notePrinted, openWaybill } from './first-mile-table.ts';

export interface PrintBundleParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly vault: Vault;
  readonly settings: Settings;
  readonly drawer: LabelDrawer;
  readonly printers: PrinterRegistry;
  readonly spool: Pick<Spool, 'printingOn'>;
}

/**
 * Refusals: `first-mile.unknown` (bundleId), `first-mile.no-document` (platformId), `printer.unknown` (printerId), `printer.printing`
 * (name), `first-mile.printer-unfit` (name), `first-mile.print-failed` (name, reason), and why the page cannot be drawn (`document.*`).
 */
export async function printBundle(
  parts: PrintBundleParts,
  asked: { readonly bundleId: string; readonly printerId: PrinterId },
  caller: Pick<Caller, 'person'>,
): Promise<{ readonly bundleId: string } | Refusal> {
  const { database, clock } = parts;
  const { bundleId, printerId } = asked;
  const bundle = findBundle(database, bundleId);
  if (!bundle) return refuse('first-mile.unknown', { bundleId });
  if (!bundle.hasWaybill) return refuse('first-mile.no-document', { platformId: bundle.platformId });
  const saved = findPrinter(database, printerId);
  const printer = parts.printers.of(printerId);
  if (!saved || !printer) return refuse('printer.unknown', { printerId });
  const { name } = saved;
  if (printer.isForSealed) return refuse('first-mile.printer-unfit', { name });
  const drawn = await parts.drawer.draw(contentOf(parts, bundle), printer.format);
  if (isRefusal(drawn)) return drawn;
  if (parts.spool.printingOn(printerId)) return refuse('printer.printing', { name });
  const sent = await printer.send({
    labelId: bundleId,
    batchNo: 0,
    position: 1,
    trackingNumber: bundle.platformId ?? bundleId,
    bytes: drawn.bytes,
  });
  let told = await printer.confirm();
  while (printer.unconfirmed > 0 && told.doubt === null) told = await printer.confirm();
  const finished = await printer.finish();
  const reason = sent.kind !== 'delivered' ? sent.reason : (told.doubt ?? finished.doubt);
  if (reason !== null) return refuse('first-mile.print-failed', { name, reason });
  database.write((writer) => {
    notePrinted(writer, bundleId, clock.now());
    recordAudit(writer, clock, caller, 'bundle.printed', bundleSubject(bundleId), { name });
    writer.emit({ kind: 'parcels.changed' });
  });
  return { bundleId };
}

/** The platform's page as it stands; nothing of ours is on it. */
function contentOf({ database, vault, settings }: PrintBundleParts, bundle: Bundle): LabelContent {
  return {
    parcelId: bundle.bundleId as ParcelId, // names the page in a folder of pictures; nothing is looked up by it
    shopName: getShop(database, bundle.shopId).name,
    carrier: bundle.dropOff?.carrier ?? '',
    trackingNumber: bundle.platformId ?? '',
    orderIds: [],
    isDoorDelivery: false,
    lines: [],
    batchNo: 0,
    position: 1,
    batchSize: 1,
    slot: null,
    isTraining: false,
    reprintCount: 0,
    recipientName: '',
    recipientPhone: '',
    recipientAddress: '',
    buyerNote: '',
    platformPage: {
      bytes: openWaybill(database, vault, bundle.bundleId),
      page: 1,
      toleranceMm: settings.get('printing.pageToleranceMm'),
    },
  };
}
