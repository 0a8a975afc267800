// Beside the parcel: whose it is (masked), what the buyer asked for, what it weighs, which carrier takes it.

import { IconMessage2, IconTruckDelivery, IconUser, IconWeight } from '@tabler/icons-react';
import { CodeText } from '../parts/code-text.tsx';
import { useText } from '../text/text.ts';
import styles from './bench.module.css';
import type { BenchView } from './bench-view.ts';

export function BenchSide({ view }: { readonly view: BenchView }) {
  const { t } = useText();
  const { parcel } = view;
  if (!parcel) return null;
  return (
    <aside className={styles.side}>
      {parcel.slot !== null && (
        <p className={styles.slot}>
          <span>{t('bench.slot')}</span>
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
      <Fact icon={<IconUser size={28} />} name={t('bench.recipient')}>
        {view.recipientMask}
      </Fact>
      <Fact icon={<IconTruckDelivery size={28} />} name={parcel.carrier ?? t('bench.no-carrier')}>
        {parcel.trackingNumber ? <CodeText code={parcel.trackingNumber} /> : t('bench.no-waybill')}
      </Fact>
      {parcel.weightGrams !== null && (
        <Fact icon={<IconWeight size={28} />} name={t('bench.weight')}>
          {t('bench.kilograms', { weight: (parcel.weightGrams / 1000).toFixed(2) })}
        </Fact>
      )}
    </aside>
  );
}

function Fact(props: {
  readonly icon: React.ReactNode;
  readonly name: string;
  readonly children: React.ReactNode;
}) {
  return (
    <section className={styles.fact}>
      <h3>
        <span aria-hidden="true">{props.icon}</span> {props.name}
      </h3>
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
