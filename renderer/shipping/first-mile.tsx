// The first mile of cross-border shops: each packed parcel is scanned as it goes into the bag, the bag is closed and told to the platform,
// its waybill printed, and the bundle handed over. What nobody is sure of stands first, with what to do.

import { Button, TextInput } from '@mantine/core';
import { IconScan } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { CodeText } from '../parts/code-text.tsx';
import { EmptyList } from '../parts/empty-list.tsx';
import { NoticeBar, RefusalBar } from '../parts/notice-bar.tsx';
import type { RequestAnswer } from '../parts/station.ts';
import { newRequestId, useAsk } from '../parts/use-ask.ts';
import { playSignal } from '../scanning/signals.ts';
import { useScans } from '../scanning/use-scans.ts';
import { useText } from '../text/text.ts';
import { BundleRow } from './bundle-row.tsx';
import styles from './first-mile.module.css';
import { OpenBundle } from './open-bundle.tsx';

export type FirstMile = RequestAnswer<'firstMile.read'>;
export type Bundle = FirstMile['bundles'][number];

/** Those that a person must look at stand first. */
const ranks: Readonly<Record<Bundle['state'], number>> = {
  unsure: 0,
  open: 1,
  telling: 2,
  made: 3,
  'handed-over': 4,
};
/** More codes than these at once find nobody a parcel. */
const mostNamed = 6;

export function FirstMilePart({ firstMile }: { readonly firstMile: FirstMile }) {
  const { t } = useText();
  const { shops, bundles, unbundled } = firstMile;
  const open = bundles.filter(({ state }) => state === 'open');
  const closed = bundles
    .filter(({ state }) => state !== 'open')
    .toSorted((one, other) => ranks[one.state] - ranks[other.state]);
  return (
    <div className={styles.place}>
      <ScanIn />
      {open.map((bundle) => (
        <OpenBundle
          key={bundle.bundleId}
          bundle={bundle}
          region={shops.find(({ shopId }) => shopId === bundle.shopId)?.region ?? ''}
          before={lastDropOff(bundles, bundle)}
        />
      ))}
      {unbundled.length > 0 && (
        <NoticeBar tone="say">
          {t('first-mile.unbundled', { count: unbundled.length })} · {t('first-mile.unbundled-where')}
          <span className={styles.codes}>
            {unbundled.slice(0, mostNamed).map(({ parcelId, trackingNumber }) => (
              <CodeText key={parcelId} code={trackingNumber} />
            ))}
            {unbundled.length > mostNamed && '…'}
          </span>
        </NoticeBar>
      )}
      {bundles.length === 0 && (
        <EmptyList title={t('shipping.none.first-mile')} picture={<IconScan size={32} stroke={1.6} />}>
          {t('shipping.none-why.first-mile')}
        </EmptyList>
      )}
      {closed.length > 0 && (
        <section aria-label={t('first-mile.list')}>
          <h2>{t('first-mile.list')}</h2>
          <ul className={styles.bundles}>
            {closed.map((bundle) => (
              <BundleRow key={bundle.bundleId} bundle={bundle} />
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

/** Who brought the shop's bags the last time: mostly the same carrier, from the same phone. */
function lastDropOff(bundles: readonly Bundle[], { shopId }: Bundle): Bundle['dropOff'] {
  return bundles.find((each) => each.shopId === shopId && each.dropOff !== null)?.dropOff ?? null;
}

/** Hears the scanner as long as the part is on screen; a number that will not scan is typed. */
function ScanIn() {
  const { t } = useText();
  const scan = useAsk('firstMile.scan');
  const [typed, setTyped] = useState('');
  const [last, setLast] = useState<RequestAnswer<'firstMile.scan'> | null>(null);
  async function putIn(code: string): Promise<void> {
    setLast(null);
    const done = await scan.send({ code, requestId: newRequestId() });
    playSignal(done ? 'ok' : 'wrong');
    setLast(done ?? null);
    if (done) setTyped('');
  }
  useScans((scanned) => {
    void putIn(scanned.code);
    return true;
  });
  function submit(event: FormEvent): void {
    event.preventDefault();
    if (typed.trim() !== '') void putIn(typed);
  }
  return (
    <section className={styles.scan}>
      <h2>{t('first-mile.what')}</h2>
      <form onSubmit={submit}>
        <TextInput
          aria-label={t('first-mile.type')}
          placeholder={t('first-mile.type')}
          value={typed}
          maxLength={60}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" disabled={typed.trim() === ''} loading={scan.isPending}>
          {t('first-mile.put-in')}
        </Button>
      </form>
      <RefusalBar
        refusal={scan.refusal}
        actions={
          <Button variant="default" onClick={scan.forget}>
            {t('do.understood')}
          </Button>
        }
      />
      {last && (
        <NoticeBar tone="ok">
          {t('first-mile.scanned', {
            code: last.trackingNumber ?? last.parcelId,
            name: last.shopName,
            count: last.count,
          })}
        </NoticeBar>
      )}
    </section>
  );
}
