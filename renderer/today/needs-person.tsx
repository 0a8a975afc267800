// What no machine may decide: holds, labels in doubt, refused shipments, rows that nobody could read. One action each.

import { Button } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { openWith, parseOpenWith } from '../frame/room-store.ts';
import { sayCount } from '../parts/say-count.ts';
import type { RequestAnswer } from '../parts/station.ts';
import { ToneIcon, type ToneName } from '../parts/tone.tsx';
import { useText } from '../text/text.ts';
import styles from './today.module.css';

type Needs = RequestAnswer<'today.read'>['needsPerson'];

const tones: Readonly<Record<Needs[number]['kind'], ToneName>> = {
  'ratio-below': 'stop',
  'ratio-near': 'ask',
  shops: 'stop',
  consents: 'ask',
  cancellations: 'stop',
  held: 'stop',
  uncertain: 'stop',
  refused: 'ask',
  unreadable: 'ask',
  'unread-orders': 'stop',
  'own-cancellations': 'ask',
  'first-mile': 'stop',
  miscounted: 'ask',
  'bad-rows': 'ask',
};

export function NeedsPerson({ needs }: { readonly needs: Needs }) {
  const { t } = useText();
  const open = needs.filter((need) => need.count > 0);
  return (
    <section className={styles.card}>
      <h2>{t('needs.title')}</h2>
      {open.length === 0 ? (
        <div className={styles.allWell}>
          <IconCircleCheck size={40} stroke={1.5} />
          <b>{t('needs.none')}</b>
          <p>{t('needs.none-why')}</p>
        </div>
      ) : (
        <ul className={styles.needs}>
          {open.map((need) => (
            <li key={need.kind} data-kind={need.kind}>
              <ToneIcon tone={tones[need.kind]} size={24} />
              <div>
                <b>{t(`needs.${need.kind}`, { count: sayCount(need.count) })}</b>
                <p>{t(`needs.${need.kind}-why`)}</p>
              </div>
              <Button variant="default" onClick={() => openWith(parseOpenWith(need.openWith))}>
                {t(`needs.${need.kind}-do`)}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
