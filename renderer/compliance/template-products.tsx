// Products of the templates: bound, or unbound and why; the platform's filter 系统自动解绑 is one press, binding again another.

import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { CodeText } from '../parts/code-text.tsx';
import { RefusalBar } from '../parts/notice-bar.tsx';
import type { RequestAnswer } from '../parts/station.ts';
import { Tone, type ToneName } from '../parts/tone.tsx';
import { useAnswer } from '../parts/use-answer.ts';
import { newRequestId, useAsk } from '../parts/use-ask.ts';
import { Time } from '../parts/when.tsx';
import { useText } from '../text/text.ts';
import { ChooseTemplate } from './choose-template.tsx';
import styles from './compliance.module.css';
import { type Template, useShopAsked } from './compliance-store.ts';

type Product = RequestAnswer<'templates.products'>['rows'][number];
const filters = ['bound', 'by-system', 'template-deleted', 'by-hand'] as const;
type State = (typeof filters)[number];
const tones: Readonly<Record<State, ToneName>> = {
  bound: 'ok',
  'by-system': 'stop',
  'template-deleted': 'ask',
  'by-hand': 'quiet',
};

export function TemplateProducts({ living }: { readonly living: readonly Template[] }) {
  const { t } = useText();
  const shop = useShopAsked();
  const [state, setState] = useState<State>('bound');
  const products = useAnswer(
    'templates.products',
    { ...shop, state, limit: 200 },
    { refreshOn: ['goods.changed'] },
  );
  const page = products.value;
  const more = (page?.total ?? 0) - (page?.rows.length ?? 0);
  return (
    <section className={styles.card}>
      <header className={styles.cardHead}>
        <h2>{t('products.title')}</h2>
      </header>
      <div className={styles.filters}>
        {filters.map((each) => (
          <button key={each} type="button" aria-pressed={each === state} onClick={() => setState(each)}>
            {t(`products.state.${each}`)} <b>{page?.counts[each] ?? '–'}</b>
          </button>
        ))}
      </div>
      {state === 'bound' && living.length > 0 && <BindProduct living={living} />}
      <RefusalBar refusal={products.refusal} />
      {page && page.rows.length === 0 && <p className={styles.quiet}>{t(`products.none.${state}`)}</p>}
      <ul className={styles.rows}>
        {page?.rows.map((product) => (
          <ProductRow key={product.skuCode} product={product} living={living} />
        ))}
      </ul>
      {more > 0 && <p className={styles.quiet}>{t('compliance.more', { count: more })}</p>}
    </section>
  );
}

function BindProduct({ living }: { readonly living: readonly Template[] }) {
  const { t } = useText();
  const bind = useAsk('templates.bind');
  const [text, setText] = useState('');
  const [to, setTo] = useState('');
  const target = living.find((template) => template.templateId === to) ?? living[0];
  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    const skuCodes = text.split(/[\s,，、]+/).filter((code) => code !== '');
    if (!target || skuCodes.length === 0) return;
    if (await bind.send({ templateId: target.templateId, skuCodes, requestId: newRequestId() })) setText('');
  }
  return (
    <form className={styles.line} onSubmit={(event) => void submit(event)}>
      <TextInput
        className={styles.grow}
        aria-label={t('products.codes')}
        placeholder={t('products.codes')}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <ChooseTemplate living={living} chosen={target} onChoose={setTo} />
      <Button type="submit" loading={bind.isPending} disabled={text.trim() === ''}>
        {t('products.bind')}
      </Button>
      {bind.refusal && (
        <div className={styles.wholeLine}>
          <RefusalBar refusal={bind.refusal} />
        </div>
      )}
    </form>
  );
}

function ProductRow({
  product,
  living,
}: {
  readonly product: Product;
  readonly living: readonly Template[];
}) {
  const { t } = useText();
  const shop = useShopAsked();
  const bind = useAsk('templates.bind');
  const unbind = useAsk('templates.unbind');
  const { skuCode, state } = product;
  const target = living.find((template) => template.templateId === product.templateId) ?? living[0];
  const skuCodes = [skuCode];
  const isContradicted = product.goodsSay !== null && product.goodsSay !== (state === 'bound');
  return (
    <li className={styles.product}>
      <div className={styles.parcelWhat}>
        <strong>
          {product.name} {product.spec}
        </strong>
        <p>
          <CodeText code={skuCode} />
          <span>
            {product.templateName} · <Time at={product.changedAt} />
          </span>
        </p>
        {isContradicted && (
          <Tone tone="ask">
            {t(product.goodsSay ? 'products.goods-say-bound' : 'products.goods-say-unbound')}
          </Tone>
        )}
      </div>
      <Tone tone={tones[state]} look="soft">
        {t(`products.state.${state}`)}
      </Tone>
      <div className={styles.line}>
        {state === 'bound' ? (
          <>
            <Button
              variant="subtle"
              loading={unbind.isPending}
              onClick={() =>
                void unbind.send({ ...shop, skuCodes, how: 'by-system', requestId: newRequestId() })
              }
            >
              {t('products.platform-did')}
            </Button>
            <Button
              variant="default"
              loading={unbind.isPending}
              onClick={() =>
                void unbind.send({ ...shop, skuCodes, how: 'by-hand', requestId: newRequestId() })
              }
            >
              {t('products.unbind')}
            </Button>
          </>
        ) : (
          target && (
            <Button
              variant="default"
              loading={bind.isPending}
              onClick={() =>
                void bind.send({ templateId: target.templateId, skuCodes, requestId: newRequestId() })
              }
            >
              {t('templates.bind-all', { name: target.name })}
            </Button>
          )
        )}
      </div>
      {(bind.refusal ?? unbind.refusal) && (
        <div className={styles.wholeLine}>
          <RefusalBar refusal={bind.refusal ?? unbind.refusal} />
        </div>
      )}
    </li>
  );
}
