// door.e-waybill: a tagged parcel uses the platform's e-waybill. A number typed by hand carries no instruction to the door; of one
// that stands in an order file nobody knows how it was taken. While there is no number there is nothing to say.

import { doorLines } from '../door-lines.ts';
import type { RuleCheck } from '../rule-check.ts';
import { orderIdsOf, reasonLines } from '../rule-check.ts';

export const platformWaybill: RuleCheck = ({ seen, waybill, rules }) => {
  if (waybill === null || waybill.source === null || waybill.source === 'platform') return [];
  const { lines, isTagged } = doorLines(seen, rules['door.e-waybill']);
  if (lines.length === 0) return [];
  const isByHand = waybill.source === 'hand';
  return [
    {
      rule: 'door.e-waybill',
      verdict: isByHand && isTagged ? 'block' : 'warn',
      lines: reasonLines(lines),
      facts: {
        why: isByHand ? (isTagged ? 'by-hand' : 'bound-by-hand') : 'from-file',
        orders: orderIdsOf(lines),
        trackingNumber: waybill.trackingNumber,
      },
    },
  ];
};
