// Packing as the bench of a person's window sees it: a code is scanned, and the next one when the station has taken it in.

import { expect } from 'vitest';
import type { RequestAnswer } from '../../main/api.ts';
import type { ParcelId } from '../../main/basics/ids.ts';
import type { Person } from '../journeys/person.ts';

type Parcel = RequestAnswer<'parcels.read'>;

type Line = Pick<Parcel['lines'][number], 'orderKey' | 'lineId' | 'skuCode' | 'quantity'>;

/** The first window is the first bench. */
export function readBench(person: Person, benchId = 'bench-1'): Promise<RequestAnswer<'bench.read'>> {
  return person.ask('bench.read', { benchId });
}

/** Waits until the bench is in this state with this parcel. */
export async function benchIs(
  person: Person,
  kind: RequestAnswer<'bench.read'>['state']['kind'],
  parcelId: string,
): Promise<void> {
  const now = async () => {
    const { state, parcel } = await readBench(person);
    return { kind: state.kind, parcelId: parcel?.parcelId };
  };
  await expect.poll(now).toEqual({ kind, parcelId });
}

/** How many pieces of a line lie in its parcel. */
export async function packedPieces(
  person: Person,
  parcelId: ParcelId,
  line: Pick<Line, 'orderKey' | 'lineId'>,
): Promise<number | undefined> {
  const { lines } = await person.ask('parcels.read', { parcelId });
  return lines.find((one) => one.orderKey === line.orderKey && one.lineId === line.lineId)?.packedQuantity;
}

/** Scans every piece of a line into its open parcel. */
export async function packLine(person: Person, parcelId: ParcelId, line: Line): Promise<void> {
  for (let piece = 1; piece <= line.quantity; piece += 1) {
    await person.scan(line.skuCode);
    await expect.poll(() => packedPieces(person, parcelId, line)).toBe(piece);
  }
}

/** From the scan of its label to the last piece, which seals it. */
export async function packParcel(
  person: Person,
  parcel: Pick<Parcel, 'parcelId' | 'trackingNumber'> & { readonly lines: readonly Line[] },
): Promise<void> {
  await person.scan(parcel.trackingNumber ?? '');
  await benchIs(person, 'open', parcel.parcelId);
  for (const line of parcel.lines) await packLine(person, parcel.parcelId, line);
  await benchIs(person, 'sealed', parcel.parcelId);
}
