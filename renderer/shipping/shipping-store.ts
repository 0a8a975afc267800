// What the shipping room shows: which list, and which shipment is about to be taken back or gets another number.

import { create } from 'zustand';
import type { RequestAnswer } from '../parts/station.ts';

export type ShipmentView = RequestAnswer<'shipping.page'>['rows'][number];
/** The last ones are there only while there is something in them. */
export const shippingParts = [
  'waiting',
  'done',
  'needs-person',
  'cancellations',
  'unread',
  'first-mile',
] as const;
export type ShippingPart = (typeof shippingParts)[number];

interface ShippingShown {
  /** Null until somebody chose: then the list that needs a person most is shown. */
  readonly part: ShippingPart | null;
  readonly withdrawing: ShipmentView | null;
  /** Whose number is being put right. */
  readonly correcting: ShipmentView | null;
}

export const useShipping = create<ShippingShown>(() => ({
  part: null,
  withdrawing: null,
  correcting: null,
}));

export function showShipments(part: ShippingPart): void {
  useShipping.setState({ part });
}

export function askWithdraw(shipment: ShipmentView | null): void {
  useShipping.setState({ withdrawing: shipment });
}

export function askNumber(shipment: ShipmentView | null): void {
  useShipping.setState({ correcting: shipment });
}
