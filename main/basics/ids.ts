// Ids and codes as branded strings, so that a SKU can never be passed where a parcel id is meant.

type Branded<Name extends string> = string & { readonly brand: Name };

/** A shop as this station knows it. */
export type ShopId = Branded<'ShopId'>;
/** The platform's own order number, always text: 18 to 19 digits do not fit a JavaScript number. */
export type OrderId = Branded<'OrderId'>;
/** The platform's own line number (子订单号), or one made by us where the platform gives none. */
export type LineId = Branded<'LineId'>;
/** The seller's stock code. */
export type SkuCode = Branded<'SkuCode'>;
/** Where a SKU lies, e.g. `A-03-2-4`. */
export type BinCode = Branded<'BinCode'>;
export type ParcelId = Branded<'ParcelId'>;
export type WaveId = Branded<'WaveId'>;
export type BatchId = Branded<'BatchId'>;
export type LabelId = Branded<'LabelId'>;
export type PrinterId = Branded<'PrinterId'>;
export type TrackingNumber = Branded<'TrackingNumber'>;

// Crockford's base 32: no I, L, O, U, so that nothing is misread from a smudged label.
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Bytes from a random source; `node:crypto` in the station, a seeded one in tests. */
export type RandomBytes = (count: number) => Uint8Array;

/**
 * A new id: prefix, nine base-32 characters and a check character, e.g. `P7K3M9Q2XF4`. 45 random bits: a clash
 * within 100,000 parcels of one day is a one in 7,000 event, and the primary key would refuse it.
 */
export function newId<Id extends string>(prefix: string, random: RandomBytes): Id {
  let body = '';
  for (const byte of random(9)) body += alphabet[byte & 31];
  return `${prefix}${body}${checkCharacter(prefix + body)}` as Id; // the one place where a new id gets its brand
}

/** True if `text` is an id made by `newId` with this prefix: the check character finds one wrong or two swapped characters. */
export function isOurId(prefix: string, text: string): boolean {
  if (text.length !== prefix.length + 10 || !text.startsWith(prefix)) return false;
  return text.at(-1) === checkCharacter(text.slice(0, -1));
}

// Weighted sum modulo 31 (prime: finds any single change but 0 for Z, and any swap of unequal neighbours).
function checkCharacter(text: string): string {
  let sum = 0;
  for (let index = 0; index < text.length; index += 1) {
    sum = (sum + (index + 1) * alphabet.indexOf(text.charAt(index))) % 31;
  }
  return alphabet.charAt(sum);
}
