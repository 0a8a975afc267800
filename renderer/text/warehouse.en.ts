// Every English sentence about the plan of the warehouse.

import type { warehouseZhCN } from './warehouse.zh-CN.ts';

export const warehouseEn: Readonly<Record<keyof typeof warehouseZhCN, string>> = {
  'refusal.warehouse.no-bins':
    'The goods list names no bins yet. Import one with bins, then draw the warehouse.',
  'refusal.warehouse.pattern-unreadable':
    'The bin pattern “{{pattern}}” cannot be read. It needs {aisle} and {bay}, for example {aisle}-{bay}-{level}.',
  'refusal.warehouse.no-pattern':
    'None of the {{count}} bins is written like the pattern, for example {{example}}. Change the pattern and draw again.',
  'refusal.warehouse.too-many-aisles':
    'This pattern would draw {{count}} aisles, more than {{most}}. It probably takes the wrong part for the aisle.',
  'refusal.warehouse.aisle-twice': 'Aisle {{aisle}} is on the plan twice. Take one away.',
  'refusal.warehouse.aisles-same-place':
    'Aisles {{aisle}} and {{other}} are drawn at the same place. Move one of them.',
  'refusal.warehouse.blocks-overlap':
    'The block that begins with bay {{bay}} overlaps another one or ends before it begins. Change its first or last bay.',
  'refusal.warehouse.barrier-nowhere': 'One barrier is on no aisle. Take it away.',
  'refusal.warehouse.no-length':
    'Block {{block}} has no length. Fill in the distance between bays or at the ends.',
  'refusal.warehouse.island':
    'No way leads to {{count}} {{count, plural(one: aisle; other: aisles)}}: {{aisles}}. Open a barrier, or take them off the plan.',
  'refusal.warehouse.shop-unknown': 'There is no such shop. Choose another one.',
  'audit.warehouse.saved': 'saved the plan of the warehouse',
  'audit.warehouse.removed': 'took down the plan of the warehouse',
  'warehouse.why.not-like-pattern': 'not written like the others',
  'warehouse.why.aisle-unknown': 'its aisle is not on the plan',
  'warehouse.why.bay-beyond': 'its bay is beyond the aisle',
  'house.pairing': 'Which rack faces share a walkway',
  'house.pairing.none': 'none share',
  'house.pairing.first-with-second': '1+2 share',
  'house.pairing.first-alone': '1, 2+3',
};
