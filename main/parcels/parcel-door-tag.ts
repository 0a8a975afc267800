// The door tag of a parcel as its lines give it now.

import type { Clock } from '../basics/clock.ts';
import type { Reader } from '../database/database.ts';
import { readGuardFacts } from '../merges/guard-facts.ts';
import { readRules } from '../merges/rules-in-force.ts';
import { seeLines } from '../merges/see-lines.ts';
import type { LineRef } from '../merges/verdict.ts';
import type { DoorTag } from '../orders/order.ts';
import { doorTagOf } from './plan-parcels.ts';

export function readDoorTag(reader: Reader, clock: Pick<Clock, 'now'>, lines: readonly LineRef[]): DoorTag {
  return doorTagOf(seeLines(readGuardFacts(reader, lines), readRules(reader, clock.now())));
}
