// waybill.duplicate: one tracking number on two parcels is fake shipping (虚假发货), punishable even during exemptions.

import type { RuleCheck } from '../rule-check.ts';
import { reasonLines } from '../rule-check.ts';

export const oneWaybillOnce: RuleCheck = ({ seen, waybill }) => {
  if (!waybill) return [];
  const { trackingNumber, otherParcelIds, otherOrderIds } = waybill;
  if (otherParcelIds.length + otherOrderIds.length === 0) return [];
  return [
    {
      rule: 'waybill.duplicate',
      verdict: 'block',
      lines: reasonLines(seen),
      facts: {
        why: otherParcelIds.length > 0 ? 'on-parcel' : 'on-order',
        trackingNumber,
        parcels: otherParcelIds,
        orders: otherOrderIds,
      },
    },
  ];
};
