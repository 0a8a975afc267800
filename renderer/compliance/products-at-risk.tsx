// The products the platform would unbind tomorrow, and those that come near: by each product's own ratio.

import { IconShieldCheck } from '@tabler/icons-react';
import { CodeText } from '../parts/code-text.tsx';
import { EmptyList } from '../parts/empty-list.tsx';
import { Tone } from '../parts/tone.tsx';
import { useText } from '../text/text.ts';
import styles from './compliance.module.css';
import type { DayOfShop } from './ratio-shape.ts';
import { sayPercent } from './say-ratio.ts';

export function ProductsAtRisk({ products }: { readonly products: DayOfShop['products'] }) {
  const { t, language } = useText();
  return (
    <section className={styles.card}>
      <header className={styles.cardHead}>
        <h2>{t('compliance.products')}</h2>
      </header>
      {products.length === 0 ? (
        <EmptyList title={t('compliance.no-products')} picture={<IconShieldCheck size={32} stroke={1.6} />}>
          {t('compliance.no-products-why')}
        </EmptyList>
      ) : (
        <ul className={styles.rows}>
          {products.map((product) => (
            <li key={product.skuCode} className={styles.product}>
              <div className={styles.parcelWhat}>
                <strong>
                  {product.name} {product.spec}
                </strong>
                <p>
                  <CodeText code={product.skuCode} />
                </p>
              </div>
              <div className={styles.productRatio}>
                <b>{product.all === 0 ? '–' : sayPercent(product.compliant / product.all, language)}</b>
                <small>{t('compliance.of', { right: product.compliant, all: product.all })}</small>
              </div>
              <Tone tone={product.isBelow ? 'stop' : 'ask'} look="soft">
                {product.isBelow
                  ? t('compliance.would-unbind')
                  : product.wouldFail > 0
                    ? t('compliance.would-fail', { count: product.wouldFail })
                    : t('compliance.failed-once', { count: product.all - product.compliant })}
              </Tone>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
