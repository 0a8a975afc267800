// The worst moment to change one's mind: the label is printed, the goods are half packed, and the buyer cancels. The bench says
// what to take out, nothing of the cancelled order leaves the house, and the rest of the parcel does.

import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { ParcelId } from '../../main/basics/ids.ts';
import { found } from '../builders/found.ts';
import { openedStation } from '../builders/opened-station.ts';
import { benchIs, packedPieces, packLine, packParcel, readBench } from '../builders/pack-by-scan.ts';
import { trainingBooks } from '../builders/training-books.ts';
import { labelledMorning, orderCount } from './labelled-morning.ts';
import type { Person } from './person.ts';

const minute = 60_000;
let person: Person;
let morning: Awaited<ReturnType<typeof labelledMorning>>;

const { dataDir } = openedStation('cancelled-after-printing', async ({ arrive }) => {
  person = await arrive({ isTraining: true, language: 'zh-CN' });
});

it(
  'begins with printed labels',
  async () => {
    morning = await labelledMorning(person);
    await person.go('bench');

    expect(morning.length).toBeGreaterThan(30);
  },
  2 * minute,
);

it(
  'takes the cancelled order out of a half-packed parcel and ships the rest',
  async () => {
    const parcel = found(morning.find((each) => orderCount(each) === 2));
    const cancelled = found(parcel.lines[0]);
    const kept = parcel.lines.filter((line) => line.orderKey !== cancelled.orderKey);
    await person.scan(parcel.trackingNumber ?? '');
    await benchIs(person, 'open', parcel.parcelId);
    await person.scan(cancelled.skuCode);
    await expect.poll(() => packedPieces(person, parcel.parcelId, cancelled)).toBe(1);
    await buyerCancels(cancelled.orderId);

    await person.scan(found(kept[0]).skuCode);
    await person.page
      .getByRole('alert')
      .getByText(
        person.words('bench.instruction.take-out', {
          holdWords: person.words('hold.cancel-requested').source,
          pieces: 1,
        }),
      )
      .waitFor();
    const rowsToTakeOut = person.page.locator('main[data-room="bench"] li[data-out]');
    await expect
      .poll(() => rowsToTakeOut.allInnerTexts())
      .toEqual([expect.stringContaining(cancelled.skuCode)]);
    await person.picture('take-out');
    await person.scan(cancelled.skuCode);
    await person.page.getByText(person.words('bench.note.new-label')).first().waitFor();
    await benchIs(person, 'open', parcel.parcelId);
    for (const line of kept) await packLine(person, parcel.parcelId, line);
    await benchIs(person, 'complete', parcel.parcelId);
    await newLabelIsOut(parcel.parcelId);
    await person.scan(parcel.trackingNumber ?? '');
    await person.page.getByText(person.words('bench.note.scan-the-square-code')).first().waitFor();
    await person.scan(`${parcel.parcelId}/2`);

    await benchIs(person, 'sealed', parcel.parcelId);
    await expect
      .poll(() => shippedOrders(parcel.trackingNumber ?? ''), { timeout: minute })
      .toEqual([...new Set(kept.map((line) => line.orderId))]);
  },
  2 * minute,
);

it(
  'refuses the label of a parcel whose only order was cancelled, and packs the next one',
  async () => {
    const [stopped, next] = morning.filter((each) => orderCount(each) === 1);
    const label = found(stopped).trackingNumber ?? '';
    await buyerCancels(found(found(stopped).lines[0]).orderId);

    await person.scan(label);
    await person.page.getByRole('alert').getByText(person.words('hold.cancel-requested')).first().waitFor();
    await person.picture('cancelled-before-packing');
    await person.scan('PB-OK');
    await expect.poll(async () => (await readBench(person)).state.needsAck).toBe(false);
    await packParcel(person, found(next));

    await expect
      .poll(() => shippedOrders(found(next).trackingNumber ?? ''), { timeout: minute })
      .toHaveLength(1);
    expect(shippedOrders(label)).toEqual([]);
  },
  2 * minute,
);

it('never made the browser complain', () => {
  expect(person.complaints).toEqual([]);
});

async function newLabelIsOut(parcelId: ParcelId): Promise<void> {
  const areStates = async () => {
    const batches = await person.ask('batches.list', { limit: 50 });
    const labels = await Promise.all(
      batches.map(async ({ batchId }) => (await person.ask('batches.read', { batchId })).labels),
    );
    return labels
      .flat()
      .filter((label) => label.parcelId === parcelId)
      .map((label) => label.state)
      .sort();
  };
  await expect.poll(areStates, { timeout: minute }).toEqual(['printed', 'void']);
}

async function buyerCancels(orderId: string): Promise<void> {
  await person.ask('training.cancelOrder', { orderId });
  await person.ask('orders.pull', {});
}

/** What the shop has really booked under this number. */
function shippedOrders(trackingNumber: string): string[] {
  const shipments = trainingBooks(join(dataDir, 'training')).shipments.filter(
    (shipment) => shipment.trackingNumber === trackingNumber,
  );
  return [...new Set(shipments.flatMap((shipment) => shipment.lines.map((line) => line.orderId as string)))];
}
