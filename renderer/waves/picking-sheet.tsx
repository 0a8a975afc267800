// The picking list as a sheet for the printer: A4, 100 × 150 mm or an 80 mm ticket. Its code opens the list again when it is scanned.

import { Fragment, useEffect, useMemo } from 'react';
import { createPortal } from 'react-dom';
import { Time } from '../parts/when.tsx';
import { useText } from '../text/text.ts';
import { sayCost } from './cart-words.ts';
import { drawCode128, drawQr } from './code-picture.ts';
import styles from './sheet.module.css';
import type { PickingList, PickLineView } from './waves-store.ts';

export type Paper = 'a4' | 'label' | 'ticket';

/** Opens the machine's own print dialogue with the sheet on this paper. */
export function printSheet(paper: Paper): void {
  const { dataset } = document.documentElement;
  dataset.sheet = paper;
  // Ctrl+P afterwards prints on the usual paper again.
  window.addEventListener('afterprint', () => setUsualPaper(), { once: true });
  window.print();
}

function setUsualPaper(): void {
  const { dataset } = document.documentElement;
  if ('sheet' in dataset) dataset.sheet = 'a4';
}

/** Where nothing is sorted any label fits any piece: hundreds of slots would say nothing. */
function slotsOf({ carts }: PickingList, line: PickLineView): PickLineView['slots'] {
  const mode = carts.find((cart) => cart.cartNo === line.cartNo)?.mode;
  return mode === 'run' ? [] : line.slots;
}

/** Out of sight on screen; the only thing on paper. */
export function SheetToPrint({ list }: { readonly list: PickingList }) {
  const { t } = useText();
  const { waveId } = list.wave;
  // One cart's sheet opens that cart.
  const onlyCart = list.carts.length === 1 ? list.carts[0] : undefined;
  const code = onlyCart && list.wave.cartCount > 1 ? onlyCart.cartId : waveId;
  useEffect(() => {
    const { dataset } = document.documentElement;
    dataset.sheet = 'a4';
    return () => {
      delete dataset.sheet;
    };
  }, []);
  const codes = useMemo(() => ({ bars: drawCode128(code), qr: drawQr(code) }), [code]);
  return createPortal(
    <article className={`sheet-on-paper ${styles.sheet}`}>
      <header className={styles.head}>
        <div>
          <h1>
            {list.wave.name}
            {onlyCart && list.wave.cartCount > 1 && ` · ${t('walk.cart', { number: onlyCart.cartNo })}`}
          </h1>
          <p>
            {t('waves.picking-list')} · <Time at={list.wave.releasedAt} />
          </p>
          <p>
            {t('waves.sheet-counts', {
              lines: list.lines.length,
              pieces: list.lines.reduce((sum, line) => sum + line.quantity, 0),
              parcels: onlyCart?.parcelCount ?? list.wave.parcelCount,
            })}
          </p>
          {onlyCart?.cost && <p>{sayCost(onlyCart.cost, t)}</p>}
        </div>
        <figure className={styles.bars}>
          <img src={codes.bars} alt="" />
          <figcaption>{code}</figcaption>
        </figure>
        <img className={styles.qr} src={codes.qr} alt="" />
      </header>
      <table className={styles.lines}>
        <thead>
          <tr>
            <th>{t('waves.bin')}</th>
            <th>{t('waves.goods')}</th>
            <th>{t('waves.quantity')}</th>
            <th>{t('waves.slots')}</th>
            {/* Repeated on every sheet: a slip that fell finds its way back. */}
            <th>
              <span>{list.wave.name}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {list.lines.map((line, index) => (
            <Fragment key={line.position}>
              {list.carts.length > 1 && list.lines[index - 1]?.cartNo !== line.cartNo && (
                <tr className={styles.cart}>
                  <td colSpan={5}>{t('walk.cart', { number: line.cartNo })}</td>
                </tr>
              )}
              <tr data-done={line.pickedQuantity >= line.quantity || undefined}>
                <td className={styles.bin}>{line.binCode ?? t('waves.no-bin')}</td>
                <td className={styles.goods}>
                  <strong>{line.name}</strong>
                  <span>
                    {line.spec} <code>{line.skuCode}</code>
                  </span>
                </td>
                <td className={styles.quantity} data-many={line.quantity > 1 || undefined}>
                  {line.quantity}
                  {line.stock !== null && line.stock < line.quantity && (
                    <small>{t('waves.shelf-short', { stock: line.stock })}</small>
                  )}
                </td>
                <td className={styles.slots}>
                  {slotsOf(list, line).map((slot) => (
                    <span key={slot.slot}>
                      {slot.slot}
                      {slot.quantity > 1 && `×${slot.quantity}`}
                    </span>
                  ))}
                </td>
                <td className={styles.box} />
              </tr>
            </Fragment>
          ))}
        </tbody>
      </table>
    </article>,
    document.body,
  );
}
