// Who walks a cart: taken by the first step of whoever works on it, for some minutes by the station's clock, and longer with each step.
// Two people never get the same line. Somebody else's cart is taken over only by saying so, and that is written down.

import type { Clock } from '../../basics/clock.ts';
import { minuteMs } from '../../basics/clock.ts';
import { type Refusal, refuse } from '../../basics/refusal.ts';
import type { Caller } from '../../basics/request.ts';
import type { Writer } from '../../database/database.ts';
import { recordAudit } from '../../people/audit.ts';
import { findRulesOfCart } from '../grouping/wave-rules-table.ts';
import type { CartId, CartView } from './cart.ts';
import { type Cart, findCart, setLease, viewCart } from './carts-table.ts';

/** Refusals: `cart.unknown` (cartId), `cart.taken` (person, until) unless it is taken over. */
export function takeCart(
  parts: { readonly clock: Clock },
  writer: Writer,
  cartId: CartId,
  isTakenOver: boolean,
  caller: Caller,
): CartView | Refusal {
  const cart = findCart(writer, cartId);
  if (!cart) return refuse('cart.unknown', { cartId });
  const refused = holdCart(parts, writer, cart, caller, isTakenOver);
  if (refused) return refused;
  writer.emit({ kind: 'waves.changed' });
  const held = findCart(writer, cartId) ?? cart;
  return viewCart(held, parts.clock.now());
}

/** In the transaction of every step: the cart is this person's from now on, or the step is refused. */
export function holdCart(
  parts: { readonly clock: Clock },
  writer: Writer,
  cart: Cart,
  caller: Caller,
  isTakenOver = false,
): Refusal | null {
  const now = parts.clock.now();
  const { takenBy: person, takenUntil: until } = viewCart(cart, now);
  const key = caller.personId ?? caller.person;
  const isOthers = person !== null && until !== null && cart.leaseKey !== key;
  if (isOthers && !isTakenOver) return refuse('cart.taken', { person, until });
  const leaseMs = findRulesOfCart(writer, cart).leaseMinutes * minuteMs;
  // Not with every piece: a lease is renewed when some of it has run out.
  if (isOthers || cart.leaseKey !== key || (until ?? 0) - now < (leaseMs * 3) / 4) {
    setLease(writer, cart.cartId, { person: caller.person, key, until: now + leaseMs });
    if (isOthers) {
      const facts = { from: person, cart: cart.cartNo };
      recordAudit(writer, parts.clock, caller, 'cart.taken-over', { kind: 'wave', id: cart.waveId }, facts);
    }
  }
  return null;
}

/** Puts a cart down for somebody else. Refusals: `cart.unknown` (cartId), `cart.taken` (person, until). */
export function leaveCart(
  parts: { readonly clock: Clock },
  writer: Writer,
  cartId: CartId,
  caller: Caller,
): { readonly cartId: CartId } | Refusal {
  const cart = findCart(writer, cartId);
  if (!cart) return refuse('cart.unknown', { cartId });
  const { takenBy: person, takenUntil: until } = viewCart(cart, parts.clock.now());
  if (person !== null && cart.leaseKey !== (caller.personId ?? caller.person)) {
    return refuse('cart.taken', { person, until });
  }
  setLease(writer, cartId, null);
  writer.emit({ kind: 'waves.changed' });
  return { cartId };
}
