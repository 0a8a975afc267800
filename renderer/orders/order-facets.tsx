// The facets at the left: each value with how many orders it would leave. Pressing it narrows, pressing it again widens.

import type { ReactNode } from 'react';
import { useStationStore } from '../frame/station-store.ts';
import { RefusalBar } from '../parts/notice-bar.tsx';
import { ToneIcon, type ToneName } from '../parts/tone.tsx';
import { useAnswer } from '../parts/use-answer.ts';
import { sayCode } from '../text/sentence.tsx';
import { useText } from '../text/text.ts';
import styles from './orders.module.css';
import { type OrderFilter, type OrderState, showOrders, useOrders, withFacet } from './orders-store.ts';

const states: readonly OrderState[] = [
  'open',
  'to-ship',
  'part-shipped',
  'awaiting-collection',
  'on-hold',
  'unknown',
  'held',
  'unpaid',
  'shipped',
  'finished',
  'cancelled',
];
const always = new Set<OrderState>(['open', 'held', 'to-ship', 'shipped']);
const dues: ReadonlyArray<readonly [NonNullable<OrderFilter['due']>, ToneName]> = [
  ['overdue', 'stop'],
  ['2h', 'ask'],
  ['12h', 'say'],
  ['later', 'quiet'],
];
const doors = ['tagged', 'look', 'untagged', 'unknown'] as const;

export function OrderFacets() {
  const { t } = useText();
  const filter = useOrders((state) => state.filter);
  const search = useOrders((state) => state.search);
  const shops = useStationStore((state) => state.station?.shops) ?? [];
  const facets = useAnswer(
    'orders.facets',
    { filter, ...(search === '' ? {} : { search }) },
    { refreshOn: ['orders.changed', 'parcels.changed', 'station.changed'] },
  );
  const counts = facets.value;
  const set = (next: OrderFilter) => showOrders({ filter: next });

  return (
    <nav className={styles.facets} aria-label={t('orders.facets')}>
      <RefusalBar refusal={facets.refusal} />
      <FacetGroup title={t('orders.facet.state')}>
        {states.map((state) => {
          const isOn = filter.state?.includes(state) ?? false;
          const count = counts && (counts.state[state] ?? 0);
          if (!always.has(state) && !count && !isOn) return null;
          return (
            <Facet
              key={state}
              word={sayCode('order.state', state)}
              count={count}
              isOn={isOn}
              tone={state === 'held' && count ? 'stop' : undefined}
              isIndented={!['open', 'held', 'shipped', 'finished', 'cancelled', 'unpaid'].includes(state)}
              onPress={() => set(withFacet(filter, 'state', isOn ? undefined : [state]))}
            />
          );
        })}
      </FacetGroup>
      <FacetGroup title={t('orders.facet.due')}>
        {dues.map(([due, tone]) => (
          <Facet
            key={due}
            word={sayCode('orders.due', due)}
            count={counts && (counts.due[due] ?? 0)}
            isOn={filter.due === due}
            tone={(counts?.due[due] ?? 0) > 0 ? tone : undefined}
            onPress={() => set(withFacet(filter, 'due', filter.due === due ? undefined : due))}
          />
        ))}
      </FacetGroup>
      <FacetGroup title={t('orders.facet.plan')}>
        <Facet
          word={t('orders.unplanned')}
          isOn={filter.unplanned === true}
          onPress={() => set(withFacet(filter, 'unplanned', filter.unplanned ? undefined : true))}
        />
      </FacetGroup>
      <FacetGroup title={t('orders.facet.door')}>
        {doors.map((door) => {
          const isOn = filter.door?.includes(door) ?? false;
          const count = counts && (counts.door[door] ?? 0);
          if (!count && !isOn && door !== 'tagged') return null;
          return (
            <Facet
              key={door}
              word={sayCode('orders.door', door)}
              count={count}
              isOn={isOn}
              tone={door === 'look' && count ? 'ask' : undefined}
              onPress={() => set(withFacet(filter, 'door', isOn ? undefined : [door]))}
            />
          );
        })}
      </FacetGroup>
      {shops.length > 1 && (
        <FacetGroup title={t('orders.facet.shop')}>
          {shops.map((shop) => (
            <Facet
              key={shop.shopId}
              word={shop.name}
              count={counts && (counts.shop[shop.shopId] ?? 0)}
              isOn={filter.shopId === shop.shopId}
              onPress={() =>
                set(withFacet(filter, 'shopId', filter.shopId === shop.shopId ? undefined : shop.shopId))
              }
            />
          ))}
        </FacetGroup>
      )}
    </nav>
  );
}

function FacetGroup({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className={styles.facetGroup}>
      <h3>{title}</h3>
      {children}
    </section>
  );
}

function Facet({
  word,
  count,
  isOn,
  tone,
  isIndented = false,
  onPress,
}: {
  readonly word: string;
  readonly count?: number | undefined;
  readonly isOn: boolean;
  readonly tone?: ToneName | undefined;
  readonly isIndented?: boolean;
  readonly onPress: () => void;
}) {
  const { language } = useText();
  return (
    <button
      type="button"
      className={styles.facet}
      aria-pressed={isOn}
      data-empty={count === 0}
      data-indented={isIndented}
      onClick={onPress}
    >
      <span>{word}</span>
      {tone && <ToneIcon tone={tone} size={14} />}
      {count !== undefined && <em>{count.toLocaleString(language)}</em>}
    </button>
  );
}
