// Beside the parcel: whose it is (masked), what the buyer asked for, what it weighs, which carrier takes it.

import { IconMessage2, IconTruckDelivery, IconUser } from '@tabler/icons-react';
import { CodeText } from '../parts/code-text.tsx';
import { useText } from '../text/text.ts';
import styles from './bench-side.module.css';
import type { BenchView } from './bench-view.ts';

export function BenchSide({ view }: { readonly view: BenchView }) {
  const { t } = useText();
  const { parcel } = view;
  if (!parcel) return null;
  // The mask is name, phone and address, one after the other; the last part is where it goes.
  const parts = view.recipientMask.split(' · ');
  const who = parts.length > 1 ? parts.slice(0, -1) : parts;
  const where = parts.length > 1 ? parts.at(-1) : '';
  const weight =
    parcel.weightGrams === null
      ? ''
      : t('bench.kilograms', { weight: (parcel.weightGrams / 1000).toFixed(2) });
  return (
    <aside className={styles.side}>
      {parcel.slot !== null && (
        <p className={styles.slot}>
          <span>
            {view.cartNo !== null && `${t('walk.cart', { number: view.cartNo })} · `}
            {t('bench.slot')}
          </span>
          <strong>{parcel.slot}</strong>
        </p>
      )}
      {view.buyerNote && (
        <section className={styles.note}>
          <h3>
            <IconMessage2 size={28} aria-hidden="true" /> {t('bench.buyer-note')}
          </h3>
          <p>{view.buyerNote}</p>
        </section>
      )}
      <Fact icon={<IconUser size={28} />} what={t('bench.recipient')} name={who.join(' · ')}>
        {where}
      </Fact>
      <Fact
        icon={<IconTruckDelivery size={28} />}
        what={t('bench.carrier')}
        name={[parcel.carrier ?? t('bench.no-carrier'), weight].filter(Boolean).join(' · ')}
      >
        {parcel.trackingNumber ? <CodeText code={parcel.trackingNumber} /> : t('bench.no-waybill')}
      </Fact>
    </aside>
  );
}

function Fact(props: {
  readonly icon: React.ReactNode;
  /** What it is about, for who cannot see the picture. */
  readonly what: string;
  readonly name: string;
  readonly children: React.ReactNode;
}) {
  return (
    <section className={styles.fact} aria-label={props.what}>
      <span aria-hidden="true">{props.icon}</span>
      <strong>{props.name}</strong>
      <p>{props.children}</p>
    </section>
  );
}

/** The door tag: a black band as high as the screen, not to be overlooked. */
export function DoorBand() {
  const { t } = useText();
  return (
    <div className={styles.door} role="note">
      <strong>{t('bench.door')}</strong>
      <span>{t('bench.door-call-first')}</span>
    </div>
  );
}
