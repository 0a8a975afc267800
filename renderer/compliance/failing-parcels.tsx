// Parcels that would break the line as they are, each with why and the way to it; and those that broke it today.

import { Button, SegmentedControl } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { showParcel } from '../frame/open-parcel.ts';
import { CodeText } from '../parts/code-text.tsx';
import { EmptyList } from '../parts/empty-list.tsx';
import { RefusalBar } from '../parts/notice-bar.tsx';
import type { RequestAnswer } from '../parts/station.ts';
import { ToneIcon } from '../parts/tone.tsx';
import { useAnswer } from '../parts/use-answer.ts';
import { Countdown, Time } from '../parts/when.tsx';
import { sayCode } from '../text/sentence.tsx';
import { useText } from '../text/text.ts';
import styles from './compliance.module.css';
import { useShopAsked } from './compliance-store.ts';
import { sayReasons } from './say-ratio.ts';

type Row = RequestAnswer<'compliance.parcels'>['rows'][number];
const shownAtOnce = 50;

export function FailingParcels({
  counts,
}: {
  readonly counts: { readonly toCome: number; readonly failed: number };
}) {
  const { t } = useText();
  const shop = useShopAsked();
  const [which, setWhich] = useState<'failing' | 'shipped-failed'>('failing');
  const parcels = useAnswer(
    'compliance.parcels',
    { ...shop, which, limit: shownAtOnce },
    {
      refreshOn: [
        'parcels.changed',
        'shipments.changed',
        'orders.changed',
        'goods.changed',
        'settings.changed',
      ],
    },
  );
  const rows = parcels.value?.rows ?? [];
  const more = (parcels.value?.total ?? 0) - rows.length;
  return (
    <section className={styles.card}>
      <header className={styles.cardHead}>
        <h2>{t('compliance.parcels')}</h2>
        <SegmentedControl
          value={which}
          onChange={(value) => setWhich(value === 'failing' ? 'failing' : 'shipped-failed')}
          data={[
            { value: 'failing', label: t('compliance.parcels.to-go', { count: counts.toCome }) },
            { value: 'shipped-failed', label: t('compliance.parcels.gone', { count: counts.failed }) },
          ]}
        />
      </header>
      <RefusalBar refusal={parcels.refusal} />
      {parcels.value && rows.length === 0 && (
        <EmptyList title={t(`compliance.none.${which}`)} picture={<IconCircleCheck size={32} stroke={1.6} />}>
          {t(`compliance.none-why.${which}`)}
        </EmptyList>
      )}
      <ul className={styles.rows}>
        {rows.map((row) => (
          <ParcelRow key={row.parcelId} row={row} />
        ))}
      </ul>
      {more > 0 && <p className={styles.quiet}>{t('compliance.more', { count: more })}</p>}
    </section>
  );
}

function ParcelRow({ row }: { readonly row: Row }) {
  const { t } = useText();
  return (
    <li className={styles.parcel}>
      <ToneIcon tone={row.shippedAt === null ? 'ask' : 'stop'} size={22} />
      <div className={styles.parcelWhat}>
        <strong>
          {sayReasons(row.reasons, row.carrier, t).map((words) => (
            <span key={words}>{words}</span>
          ))}
        </strong>
        <p>
          <CodeText code={row.parcelId} />
          <span>
            {row.lines.map((line) => `${line.name} ×${line.quantity}`).join(t('compliance.between'))}
          </span>
        </p>
      </div>
      <div className={styles.parcelWhen}>
        {row.shippedAt === null ? (
          <>
            <span>{sayCode('parcel.state', row.state)}</span>
            <Countdown dueAt={row.dueAt} />
          </>
        ) : (
          <Time at={row.shippedAt} />
        )}
      </div>
      <Button variant="default" onClick={() => showParcel(row.parcelId)}>
        {t(
          row.state === 'proposed' || row.state === 'planned'
            ? 'compliance.to-planning'
            : 'compliance.to-order',
        )}
      </Button>
    </li>
  );
}
