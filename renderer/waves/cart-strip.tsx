// The carts of a wave as cards above its list: who walks each, how long the walk is. A card opens the walk, or that cart's list alone.

import { Button } from '@mantine/core';
import { IconRoute, IconShoppingCart, IconWalk } from '@tabler/icons-react';
import { useNowStore } from '../parts/when.tsx';
import { useText } from '../text/text.ts';
import { sayCost } from './cart-words.ts';
import styles from './walk.module.css';
import { type CartView, openPickingList, type PickingList, showWay, walkCart } from './waves-store.ts';

export function CartStrip({ list, cartNo }: { readonly list: PickingList; readonly cartNo: number | null }) {
  const { t } = useText();
  const isCut = list.wave.cartCount > 1;
  return (
    <div className={styles.strip}>
      {cartNo !== null && isCut && (
        <Button variant="default" onClick={() => openPickingList(list.wave.waveId)}>
          {t('walk.all-carts', { count: list.wave.cartCount })}
        </Button>
      )}
      <ul>
        {list.carts.map((cart) => (
          <CartCard key={cart.cartId} cart={cart} list={list} isCut={isCut && cartNo === null} />
        ))}
      </ul>
    </div>
  );
}

function CartCard({
  cart,
  list,
  isCut,
}: {
  readonly cart: CartView;
  readonly list: PickingList;
  readonly isCut: boolean;
}) {
  const { t } = useText();
  const now = useNowStore((state) => state.now);
  const lines = list.lines.filter((line) => line.cartNo === cart.cartNo);
  const done = lines.filter((line) => line.pickedQuantity >= line.quantity).length;
  const isTaken = cart.takenBy !== null && cart.takenUntil !== null && cart.takenUntil > now;
  const minutes = Math.max(1, Math.ceil(((cart.takenUntil ?? now) - now) / 60_000));
  return (
    <li className={styles.card} data-done={(done === lines.length && lines.length > 0) || undefined}>
      <p className={styles.cardHead}>
        <IconShoppingCart size={22} aria-hidden="true" />
        <strong>{t('walk.cart', { number: cart.cartNo })}</strong>
        <span>{t(`walk.mode.${cart.mode}`, { count: cart.parcelCount })}</span>
        <b>
          {done}/{lines.length}
        </b>
      </p>
      {cart.cost && <p className={styles.cardCost}>{sayCost(cart.cost, t)}</p>}
      {isTaken && <p className={styles.cardTaken}>{t('walk.taken', { person: cart.takenBy, minutes })}</p>}
      <p className={styles.cardDo}>
        <Button leftSection={<IconWalk size={20} />} onClick={() => walkCart(cart.waveId, cart.cartNo)}>
          {t('walk.begin')}
        </Button>
        {isCut && (
          <Button variant="default" onClick={() => openPickingList(cart.waveId, cart.cartNo)}>
            {t('walk.only-this')}
          </Button>
        )}
        {cart.cost && (
          <Button
            variant="default"
            leftSection={<IconRoute size={20} />}
            onClick={() => showWay(cart.waveId, cart.cartNo)}
          >
            {t('walk.show-way')}
          </Button>
        )}
      </p>
    </li>
  );
}
