// Every English sentence about planning waves, walking carts and counting bins.

import type { pickingZhCN } from './picking.zh-CN.ts';

export const pickingEn: Readonly<Record<keyof typeof pickingZhCN, string>> = {
  'refusal.wave.proposal-gone': 'This wave has changed: look at the new one, then release it',
  'refusal.cart.unknown': 'There is no such cart: open one from the list of waves',
  'refusal.cart.taken': '{{person}} walks this cart: take another one, or say so and take it over',
  'refusal.pick.nothing-missing': 'Nothing is missing on this line: go on to the next',
  'refusal.pick.no-other-bin': '{{sku}} lies in no other bin: split the order, or give it back',
  'refusal.pick.split-blocked':
    'Must not be sent apart: $t(rule.{{rule}}.{{why}}). Give the whole parcel back',
  'refusal.pick.last-line': 'This is the only line left: it cannot go further back',
  'refusal.pick.nothing-to-undo': 'Nothing was done on this cart yet: there is nothing to undo',
  'refusal.pick.undo-short':
    'This line was settled as short and its parcels have changed: arrange them anew under Plan',
  'refusal.parcel.on-bench': 'Parcel {{parcelId}} lies on a bench: ask the packer to put it down first',
  'refusal.goods.unknown': 'The goods list has no {{skuCode}}: import it first',
  'refusal.goods.not-in-bin':
    '{{skuCode}} does not lie in bin {{bin}}: change its bin in the goods list first',
  'refusal.goods.count-reason': 'There is no reason “{{reason}}” for a count: choose one of the list',
  'fault.carts.stopped': 'Forming the carts was cut off and nothing was released: release it once more',
  'audit.cart.taken-over': 'Took cart {{cart}} over from {{from}}',
  'audit.wave.line-skipped': '{{bin}} {{sku}}: put last',
  'audit.wave.line-short': '{{bin}} {{sku}}: {{missing}} missing, $t(picking.way.{{way}})',
  'audit.wave.step-undone': '{{bin}} {{sku}}: last step taken back',
  'audit.parcel.split-short': '{{quantity}} of {{sku}} missing, now in parcel {{to}}',
  'audit.parcel.given-back': 'Goods were missing: given back to planning (was in slot {{slot}})',
  'audit.stock.counted':
    'Counted bin {{bin}}: {{counted}} there, {{before}} expected ($t(stock.reason.{{reason}}))',
  'audit.waves.rules-changed': 'Changed the wave rules',
  'stock.reason.short': 'short at the shelf',
  'stock.reason.zero-check': 'bin should be empty',
  'stock.reason.found': 'found',
  'stock.reason.damaged': 'damaged',
  'stock.reason.recount': 'counted again',
  'picking.way.other-bin': 'from another bin',
  'picking.way.split': 'order split, the rest later',
  'picking.way.give-back': 'given back to planning',
};
