// A first-mile bundle 首公里大包: parcels of a cross-border shop that travel to the platform's warehouse as one, with a waybill of its own.
// open (filled by scanning) → telling → made → handed-over; unsure when the platform's answer was lost and a person must look there.

import type { ParcelId, ShopId } from '../../basics/ids.ts';

export type BundleState = 'open' | 'telling' | 'unsure' | 'made' | 'handed-over';

/** `pickup`: the platform's own first mile comes for it. `drop-off`: sent with a carrier that is registered there. */
export type BundleMethod = 'pickup' | 'drop-off';

export interface DropOff {
  /** As people call it. */
  readonly carrier: string;
  /** The carrier's number at the platform. */
  readonly carrierId: string;
  readonly trackingNumber: string;
  /** The last four digits of the sender's phone. */
  readonly phoneTail: string;
}

export interface Bundle {
  readonly bundleId: string;
  readonly shopId: ShopId;
  readonly state: BundleState;
  readonly method: BundleMethod | null;
  readonly dropOff: DropOff | null;
  /** The platform's own number of it. */
  readonly platformId: string | null;
  readonly documentUrl: string | null;
  readonly hasWaybill: boolean;
  /** Why the platform would not have it the last time. */
  readonly said: { readonly code: string; readonly words: string } | null;
  readonly openedAt: number;
  readonly openedBy: string;
  readonly toldAt: number | null;
  readonly madeAt: number | null;
  readonly printedAt: number | null;
  readonly handedOverAt: number | null;
  readonly handedOverBy: string | null;
}

export interface BundledParcel {
  readonly parcelId: ParcelId;
  readonly trackingNumber: string | null;
  readonly carrier: string | null;
  readonly orderIds: readonly string[];
  readonly addedAt: number;
  readonly addedBy: string;
  /** Why the platform left it out; null while it is in. */
  readonly leftOut: string | null;
}

/** Under this subject the audit log keeps a bundle's story. */
export function bundleSubject(bundleId: string): { readonly kind: 'bundle'; readonly id: string } {
  return { kind: 'bundle', id: bundleId };
}
