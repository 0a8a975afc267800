// A wave order by order on A4, for whoever picks one order at a time: each with its slot, its code, and its goods in walking order.
// Prints as soon as it is there, and tells when that is over.

import { useEffect } from 'react';
import { createPortal } from 'react-dom';
import { useText } from '../text/text.ts';
import { drawCode128 } from './code-picture.ts';
import styles from './sheet.module.css';
import type { PickingList, PickLineView } from './waves-store.ts';

interface OrderOnPaper {
  readonly parcelId: string;
  readonly orderId: string;
  readonly cartNo: number;
  readonly slot: number;
  readonly lines: { readonly line: PickLineView; readonly quantity: number }[];
}

export function OrderSheets({
  list,
  onPrinted,
}: {
  readonly list: PickingList;
  readonly onPrinted: () => void;
}) {
  const { t } = useText();
  useEffect(() => {
    const { dataset } = document.documentElement;
    dataset.sheet = 'orders';
    const over = () => {
      dataset.sheet = 'a4';
      onPrinted();
    };
    window.addEventListener('afterprint', over, { once: true });
    window.print();
    return () => window.removeEventListener('afterprint', over);
  }, [onPrinted]);
  return createPortal(
    <div className={`sheet-on-paper ${styles.sheet}`}>
      {ordersOf(list.lines).map((order) => (
        <section key={order.parcelId} className={styles.order}>
          <header>
            <h2>
              {list.wave.name} · {t('walk.cart', { number: order.cartNo })} · {t('bench.slot')} {order.slot}
            </h2>
            <img src={drawCode128(order.parcelId)} alt={order.parcelId} />
          </header>
          <p>{order.orderId}</p>
          <table className={styles.lines}>
            <tbody>
              {order.lines.map(({ line, quantity }) => (
                <tr key={line.position}>
                  <td className={styles.bin}>{line.binCode ?? t('waves.no-bin')}</td>
                  <td className={styles.goods}>
                    <strong>{line.name}</strong>
                    <span>
                      {line.spec} <code>{line.skuCode}</code>
                    </span>
                  </td>
                  <td className={styles.quantity} data-many={quantity > 1 || undefined}>
                    {quantity}
                  </td>
                  <td className={styles.box} />
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      ))}
    </div>,
    document.body,
  );
}

/** In the order of carts and slots: as the labels are stacked. */
function ordersOf(lines: readonly PickLineView[]): OrderOnPaper[] {
  const orders = new Map<string, OrderOnPaper>();
  for (const line of lines) {
    for (const { parcelId, orderId, slot, quantity } of line.slots) {
      const order = orders.get(parcelId) ?? { parcelId, orderId, cartNo: line.cartNo, slot, lines: [] };
      orders.set(parcelId, order);
      order.lines.push({ line, quantity });
    }
  }
  return [...orders.values()].sort((a, b) => a.cartNo - b.cartNo || a.slot - b.slot);
}
