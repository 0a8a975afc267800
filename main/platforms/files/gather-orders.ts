// Rows become orders: one row is one line of an order. An order of which any row was not understood is left out as a
// whole and said so: a parcel packed from half an order would be a wrong parcel.

import type { LineId, OrderId, SkuCode, TrackingNumber } from '../../basics/ids.ts';
import type {
  DoorTag,
  Hold,
  IncomingLine,
  IncomingOrder,
  IncomingTag,
  OrderState,
} from '../incoming-order.ts';
import type { RowProblem } from './file-problem.ts';
import { stateOfLines } from './order-states.ts';
import type { Sheet } from './read-sheet.ts';

export interface RowRecipient {
  readonly name: string;
  readonly phone: string;
  readonly address: string;
  readonly region: string;
}

/** One row as its market's reader understood it. */
export interface OrderRow {
  readonly row: number;
  readonly orderId: string;
  /** Where the source numbers its lines; else null and the SKU tells lines of one order apart. */
  readonly lineId: string | null;
  readonly state: OrderState;
  readonly platformState: string;
  readonly hold: Hold | null;
  readonly skuKey: string;
  readonly skuCode: string;
  readonly name: string;
  readonly spec: string;
  readonly quantity: number;
  readonly priceCents: number | null;
  readonly isGift: boolean;
  /** Null where the source has no place for tags. */
  readonly tags: readonly IncomingTag[] | null;
  readonly doorTag: DoorTag;
  readonly recipient: RowRecipient;
  readonly buyerNote: string;
  readonly sellerNote: string;
  readonly carrier: string | null;
  readonly trackingNumber: string | null;
  readonly packageId: string | null;
  readonly orderedAt: number | null;
  readonly paidAt: number | null;
  readonly shipByAt: number | null;
  readonly shippedAt: number | null;
}

/** What the readers of orders are handed; the words about recipients belong to main/orders. */
export interface OrderFileRules {
  /** IANA name: times in files have no zone. */
  readonly timeZone: string;
  /** Of clear text; null when any of it is masked. */
  readonly recipientKeyOf: (recipient: RowRecipient) => string | null;
  readonly isMasked: (text: string) => boolean;
  readonly isCiphertext: (text: string) => boolean;
}

/** What a market's own file tells of holds. */
interface HoldRules {
  readonly tellsHold: boolean;
  /** The hold that an order in state `on-hold` stands under in this market. */
  readonly onHold: Hold;
}

type GatherRules = HoldRules & Pick<OrderFileRules, 'recipientKeyOf' | 'isMasked'>;

interface Draft {
  readonly rows: OrderRow[];
  readonly lineIds: Map<string, OrderRow>;
  readonly lineIdOf: Map<OrderRow, string>;
}

export function createGathering(
  sheet: Sheet,
  fileRules: OrderFileRules,
  holds: HoldRules,
  problems: RowProblem[],
) {
  const rules: GatherRules = { ...fileRules, ...holds };
  // The headers that name a row's order, quantity and recipient in the report.
  const columns = {
    orderId: sheet.header('orderId'),
    quantity: sheet.header('quantity'),
    recipient: sheet.header('name'),
  };
  const drafts = new Map<string, Draft>();
  /** Order id to the row that spoiled it. */
  const spoiled = new Map<string, number>();

  function tell(
    row: number,
    column: string,
    value: string,
    reason: string,
    orderId: string,
    isNotice = false,
  ) {
    problems.push({ row, column, value, reason, facts: { orderId }, isNotice });
    if (!isNotice && orderId !== '' && !spoiled.has(orderId)) spoiled.set(orderId, row);
  }

  function take(row: OrderRow): void {
    let draft = drafts.get(row.orderId);
    if (!draft) {
      draft = { rows: [], lineIds: new Map(), lineIdOf: new Map() };
      drafts.set(row.orderId, draft);
    }
    const first = draft.rows[0];
    if (first && isOtherRecipient(first.recipient, row.recipient)) {
      tell(row.row, columns.recipient, '', 'import.row.conflicting-recipient', row.orderId);
      return;
    }
    const key = row.lineId ?? `${row.orderId}-${row.skuKey}`;
    const known = draft.lineIds.get(key);
    if (!known) {
      keep(draft, key, row);
    } else if (isSameLine(known, row)) {
      tell(row.row, columns.orderId, row.orderId, 'import.row.repeated', row.orderId, true);
    } else if (row.lineId === null && isGiftBeside(known, row) && !draft.lineIds.has(`${key}-gift`)) {
      keep(draft, `${key}-gift`, row);
    } else {
      tell(row.row, columns.quantity, String(row.quantity), 'import.row.conflicting-line', row.orderId);
    }
  }

  function keep(draft: Draft, key: string, row: OrderRow): void {
    draft.rows.push(row);
    draft.lineIds.set(key, row);
    draft.lineIdOf.set(row, key);
  }

  function finish(): IncomingOrder[] {
    const packageCounts = new Map<string, number>();
    for (const [orderId, draft] of drafts) {
      const badRow = spoiled.get(orderId);
      if (badRow !== undefined) {
        for (const row of draft.rows) {
          problems.push({
            row: row.row,
            column: columns.orderId,
            value: orderId,
            reason: 'import.row.order-incomplete',
            facts: { orderId, badRow },
            isNotice: false,
          });
        }
        drafts.delete(orderId);
        continue;
      }
      const packageId = firstOf(draft.rows, (row) => row.packageId);
      if (packageId) packageCounts.set(packageId, (packageCounts.get(packageId) ?? 0) + 1);
    }
    const orders: IncomingOrder[] = [];
    for (const [orderId, draft] of drafts) orders.push(orderOf(orderId, draft, packageCounts, rules));
    return orders;
  }

  return { take, tell, finish };
}

function orderOf(
  orderId: string,
  draft: Draft,
  packageCounts: ReadonlyMap<string, number>,
  rules: GatherRules,
): IncomingOrder {
  const { rows } = draft;
  const [first] = rows;
  if (!first) throw new Error('a draft has a row');
  const state = rows.length === 1 ? first.state : stateOfLines(rows.map((row) => row.state));
  const packageId = firstOf(rows, (row) => row.packageId);
  const isCombined = packageId !== null && (packageCounts.get(packageId) ?? 0) > 1;
  const { name, phone, address, region } = first.recipient;
  const isHidden = (text: string) => text === '' || rules.isMasked(text);
  const isMasked = isHidden(name) && isHidden(phone) && isHidden(address);
  return {
    orderId: orderId as OrderId, // its digits were checked when the row was read
    state,
    platformState: first.platformState,
    hold: holdOf(rows, state, rules.onHold),
    tellsHold: rules.tellsHold,
    doorTag: strongestTag(rows),
    tags: rows.length === 1 ? (first.tags ?? []) : distinctTags(rows.flatMap((row) => row.tags ?? [])),
    recipient: {
      // Orders that the platform has put into one package are one recipient by the platform's own word.
      key: isCombined ? `package:${packageId}` : isMasked ? null : rules.recipientKeyOf(first.recipient),
      name,
      phone,
      address,
      region,
      isMasked,
    },
    buyerNote: firstOf(rows, (row) => row.buyerNote || null) ?? '',
    sellerNote: firstOf(rows, (row) => row.sellerNote || null) ?? '',
    carrier: firstOf(rows, (row) => row.carrier),
    trackingNumber: firstOf(rows, (row) => row.trackingNumber) as TrackingNumber | null, // as the file tells it
    packageId,
    orderedAt: firstOf(rows, (row) => row.orderedAt),
    paidAt: firstOf(rows, (row) => row.paidAt),
    shipByAt: firstOf(rows, (row) => row.shipByAt),
    shippedAt: firstOf(rows, (row) => row.shippedAt),
    lines: rows.map((row) => lineOf(row, draft.lineIdOf.get(row) ?? row.orderId, state)),
  };
}

function lineOf(row: OrderRow, lineId: string, orderState: OrderState): IncomingLine {
  const isGone = row.state === 'cancelled' && orderState !== 'cancelled';
  return {
    lineId: lineId as LineId, // the source's own, or made from order and SKU
    skuCode: row.skuCode as SkuCode, // as the file tells it
    name: row.name,
    spec: row.spec,
    quantity: row.quantity,
    isGift: row.isGift,
    giftOf: null,
    doorTag: row.doorTag,
    hold: isGone ? 'refunded' : row.hold,
    priceCents: row.priceCents,
  };
}

function holdOf(rows: readonly OrderRow[], state: OrderState, onHold: Hold): Hold | null {
  if (state === 'shipped' || state === 'finished' || state === 'cancelled') return null;
  const asked = rows.find((row) => row.hold === 'cancel-requested' || row.hold === 'refund-requested');
  if (asked) return asked.hold;
  if (rows.every((row) => row.hold === 'refunded')) return 'refunded';
  return state === 'on-hold' ? onHold : null;
}

function strongestTag(rows: readonly OrderRow[]): DoorTag {
  for (const tag of ['tagged', 'look', 'untagged'] as const)
    if (rows.some((row) => row.doorTag === tag)) return tag;
  return 'unknown';
}

function distinctTags(tags: readonly IncomingTag[]): IncomingTag[] {
  return [...new Map(tags.map((tag) => [`${tag.key}\n${tag.text}`, tag])).values()];
}

function firstOf<Value>(rows: readonly OrderRow[], pick: (row: OrderRow) => Value | null): Value | null {
  for (const row of rows) {
    const value = pick(row);
    if (value !== null) return value;
  }
  return null;
}

function isOtherRecipient(one: RowRecipient, other: RowRecipient): boolean {
  return (
    differs(one.name, other.name) || differs(one.phone, other.phone) || differs(one.address, other.address)
  );
}

/** A blank says nothing; ciphertext is new in every row. */
function differs(one: string, other: string): boolean {
  return one !== other && one !== '' && other !== '' && !/^(##|\$\$)/.test(one);
}

function isSameLine(one: OrderRow, other: OrderRow): boolean {
  return (
    one.quantity === other.quantity &&
    one.priceCents === other.priceCents &&
    one.skuCode === other.skuCode &&
    one.state === other.state &&
    one.hold === other.hold &&
    one.trackingNumber === other.trackingNumber
  );
}

/** The same SKU once bought and once given free. */
function isGiftBeside(one: OrderRow, other: OrderRow): boolean {
  return (
    (one.priceCents === 0) !== (other.priceCents === 0) &&
    one.priceCents !== null &&
    other.priceCents !== null
  );
}
