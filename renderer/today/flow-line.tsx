// How the work flows, as one line of counts from the first plan to the platform's thank-you.

import { IconChevronRight } from '@tabler/icons-react';
import { Fragment } from 'react';
import { type OpenWith, openWith } from '../frame/room-store.ts';
import { sayCount } from '../parts/say-count.ts';
import type { RequestAnswer } from '../parts/station.ts';
import { type TextKey, useText } from '../text/text.ts';
import styles from './today.module.css';

type Flow = RequestAnswer<'today.read'>['flow'];

const steps: ReadonlyArray<{
  readonly name: keyof Flow;
  readonly word: TextKey;
  readonly opens: OpenWith;
}> = [
  { name: 'toPlan', word: 'flow.to-plan', opens: { room: 'waves', part: 'plan' } },
  { name: 'planned', word: 'flow.planned', opens: { room: 'waves', part: 'plan' } },
  { name: 'picking', word: 'flow.picking', opens: { room: 'waves', part: 'waves' } },
  { name: 'toPrint', word: 'flow.to-print', opens: { room: 'printing' } },
  { name: 'printed', word: 'flow.printed', opens: { room: 'bench' } },
  { name: 'packed', word: 'flow.packed', opens: { room: 'shipping', part: 'all' } },
  { name: 'waiting', word: 'flow.waiting', opens: { room: 'shipping', part: 'waiting' } },
  { name: 'confirmed', word: 'flow.confirmed', opens: { room: 'shipping', part: 'done' } },
];

export function FlowLine({ flow }: { readonly flow: Flow }) {
  const { t } = useText();
  return (
    <section className={styles.flow} aria-label={t('flow.title')}>
      {steps.map((step, index) => (
        <Fragment key={step.name}>
          {index > 0 && <IconChevronRight className={styles.flowArrow} size={18} stroke={1.6} />}
          <button
            type="button"
            className={styles.flowStep}
            data-step={step.name}
            data-empty={flow[step.name] === 0}
            onClick={() => openWith(step.opens)}
          >
            <b>{sayCount(flow[step.name])}</b>
            <span>{t(step.word)}</span>
          </button>
        </Fragment>
      ))}
    </section>
  );
}
