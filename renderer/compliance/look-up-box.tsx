// "Would this address and product get the tag, and if not, why": an address, a product, an answer with every reason.

import { TextInput } from '@mantine/core';
import { useDeferredValue, useState } from 'react';
import { RefusalBar } from '../parts/notice-bar.tsx';
import type { RequestAnswer } from '../parts/station.ts';
import { ToneIcon, type ToneName } from '../parts/tone.tsx';
import { useAnswer } from '../parts/use-answer.ts';
import { useText } from '../text/text.ts';
import styles from './compliance.module.css';
import { useShopAsked } from './compliance-store.ts';

type Answer = RequestAnswer<'templates.lookup'>;
const tones: Readonly<Record<Answer['answer'], ToneName>> = { yes: 'ok', no: 'stop', unsure: 'ask' };

export function LookUpBox() {
  const { t } = useText();
  const shop = useShopAsked();
  const [skuCode, setSkuCode] = useState('');
  const [address, setAddress] = useState('');
  const asked = useDeferredValue({ skuCode: skuCode.trim(), address: address.trim() });
  const isAsked = asked.skuCode !== '' && asked.address !== '';
  const answer = useAnswer('templates.lookup', isAsked ? { ...shop, ...asked } : null, {
    refreshOn: ['goods.changed', 'settings.changed'],
  });
  return (
    <section className={styles.lookUp}>
      <h2>{t('lookup.title')}</h2>
      <TextInput
        label={t('lookup.address')}
        placeholder={t('lookup.address-like')}
        value={address}
        onChange={(event) => setAddress(event.currentTarget.value)}
      />
      <TextInput
        label={t('lookup.product')}
        value={skuCode}
        onChange={(event) => setSkuCode(event.currentTarget.value)}
      />
      {!isAsked && <p className={styles.quiet}>{t('lookup.what')}</p>}
      {isAsked && <RefusalBar refusal={answer.refusal} />}
      {isAsked && answer.value && !answer.refusal && <Told told={answer.value} />}
    </section>
  );
}

function Told({ told }: { readonly told: Answer }) {
  const { t } = useText();
  const place =
    told.place && [told.place.province, told.place.city, told.place.district].filter(Boolean).join(' · ');
  return (
    <div className={styles.told} data-answer={told.answer}>
      <p className={styles.verdict}>
        <ToneIcon tone={tones[told.answer]} size={28} />
        <span>
          <strong>{t(`lookup.answer.${told.answer}`)}</strong>
          <small>{told.product}</small>
        </span>
      </p>
      <dl>
        <dt>{t('lookup.place')}</dt>
        <dd>{place ?? t('lookup.no-place')}</dd>
        <dt>{t('lookup.template')}</dt>
        <dd>{told.templateName ?? t('lookup.no-template')}</dd>
      </dl>
      <ul>
        {told.reasons.map((reason) => (
          <li key={reason.why}>
            {reason.why === 'unbound'
              ? t(
                  `lookup.why.unbound-${reason.how === 'by-system' || reason.how === 'template-deleted' ? reason.how : 'by-hand'}`,
                )
              : t(`lookup.why.${reason.why}`, { words: reason.words ?? [] })}
          </li>
        ))}
      </ul>
    </div>
  );
}
