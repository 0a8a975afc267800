// The worst moment to change one's mind: the label is printed, the goods are half packed, and the buyer cancels. The bench says
// what to take out, nothing of the cancelled order leaves the house, and the rest of the parcel does.

import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { RequestAnswer } from '../../main/api.ts';
import type { ParcelId } from '../../main/basics/ids.ts';
import { trainingBooks } from '../builders/training-books.ts';
import { buildOnce, type RunningHost, startBrowserHost, temporaryFolder } from '../hosts/built.ts';
import { labelledMorning, orderCount } from './labelled-morning.ts';
import { arrive, type Person } from './person.ts';

const minute = 60_000;
const folder = temporaryFolder();
let host: RunningHost;
let person: Person;
let morning: Awaited<ReturnType<typeof labelledMorning>>;

beforeAll(async () => {
  buildOnce();
  host = await startBrowserHost(['--no-open', '--training', '--data', folder.path]);
  person = await arrive(host, 'zh-CN');
}, 5 * minute);

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await person.keepEvidence('cancelled-after-printing', host);
});

afterAll(async () => {
  await person?.leave();
  await host?.stop();
  folder[Symbol.dispose]();
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
    await benchIs('open', parcel.parcelId);
    await person.scan(cancelled.skuCode);
    await expect.poll(() => packedOf(parcel.parcelId, cancelled)).toBe(1);
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
    await benchIs('open', parcel.parcelId);
    for (const line of kept) await packAll(parcel.parcelId, line);
    await benchIs('complete', parcel.parcelId);
    await newLabelIsOut(parcel.parcelId);
    await person.scan(parcel.trackingNumber ?? '');
    await person.page.getByText(person.words('bench.note.scan-the-square-code')).first().waitFor();
    await person.scan(`${parcel.parcelId}/2`);

    await benchIs('sealed', parcel.parcelId);
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
    await expect.poll(async () => (await bench()).state.needsAck).toBe(false);
    await person.scan(found(next).trackingNumber ?? '');
    await benchIs('open', found(next).parcelId);
    for (const line of found(next).lines) await packAll(found(next).parcelId, line);

    await benchIs('sealed', found(next).parcelId);
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

type Line = (typeof morning)[number]['lines'][number];

const bench = (): Promise<RequestAnswer<'bench.read'>> => person.ask('bench.read', { benchId: 'bench-1' });

async function benchIs(kind: string, parcelId: string): Promise<void> {
  await expect
    .poll(
      async () => {
        const { state, parcel } = await bench();
        return { kind: state.kind, parcelId: parcel?.parcelId };
      },
      { timeout: minute },
    )
    .toEqual({ kind, parcelId });
}

async function packAll(parcelId: ParcelId, line: Line): Promise<void> {
  for (let piece = 1; piece <= line.quantity; piece += 1) {
    await person.scan(line.skuCode);
    await expect.poll(() => packedOf(parcelId, line), { timeout: minute }).toBe(piece);
  }
}

async function packedOf(parcelId: ParcelId, line: Line): Promise<number | undefined> {
  const { lines } = await person.ask('parcels.read', { parcelId });
  return lines.find((one) => one.orderKey === line.orderKey && one.lineId === line.lineId)?.packedQuantity;
}

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
  const shipments = trainingBooks(join(folder.path, 'training')).shipments.filter(
    (shipment) => shipment.trackingNumber === trackingNumber,
  );
  return [...new Set(shipments.flatMap((shipment) => shipment.lines.map((line) => line.orderId as string)))];
}

function found<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('the training shop has no such parcel');
  return value;
}
