// One shop: how it is reached, whether that goes well, until when the main account has consented, and what is to be done.

import { Button } from '@mantine/core';
import { NoticeBar } from '../parts/notice-bar.tsx';
import type { RequestAnswer } from '../parts/station.ts';
import { Tone } from '../parts/tone.tsx';
import { sayTime, useNowStore } from '../parts/when.tsx';
import { sayCode, sayRefusal } from '../text/sentence.tsx';
import { useText } from '../text/text.ts';
import type { LinkStep } from './linking/link-draft.ts';
import styles from './settings.module.css';

type Shop = RequestAnswer<'shops.list'>[number];
type Sync = RequestAnswer<'shops.syncs'>[number];

const dayMs = 86_400_000;

export function ShopRow({
  shop,
  sync,
  onLink,
}: {
  readonly shop: Shop;
  readonly sync: Sync | null;
  /** Opens the linking at this step; null: where it was left. */
  readonly onLink: (step: LinkStep | null) => void;
}) {
  const { t } = useText();
  const isLinked = shop.connection === 'douyin' || shop.connection === 'tiktok';
  return (
    <div className={styles.row} data-shop={shop.shopId}>
      <div className={styles.rowWords}>
        <h3>
          {shop.name}
          {isLinked && sync && <Standing sync={sync} />}
        </h3>
        <p>
          {!isLinked && `${sayCode('market', shop.market)} · `}
          {sayCode('connection', shop.connection)} · {shop.timeZone}
          {sync && sync.consentEndsAt !== null && <ConsentEnd at={sync.consentEndsAt} />}
        </p>
      </div>
      {isLinked && sync && (
        <div className={styles.buttons}>
          {sync.step === 'done' ? (
            <>
              <Button variant="default" onClick={() => onLink('test')}>
                {t('shops.test')}
              </Button>
              <Button variant="default" onClick={() => onLink('app')}>
                {t('shops.change')}
              </Button>
            </>
          ) : (
            <Button onClick={() => onLink(null)}>{t('shops.go-on')}</Button>
          )}
        </div>
      )}
      {isLinked && sync && <Trouble sync={sync} onLink={onLink} />}
    </div>
  );
}

function Standing({ sync }: { readonly sync: Sync }) {
  const { t } = useText();
  if (sync.step !== 'done') {
    return (
      <Tone tone="ask" look="soft" size={15}>
        {t(`shops.step.${sync.step}`)}
      </Tone>
    );
  }
  const state = sync.fault ? 'failing' : sync.pulledAt === null ? 'coming' : 'ok';
  const tones = { failing: 'stop', coming: 'quiet', ok: 'ok' } as const;
  return (
    <Tone tone={tones[state]} look="soft" size={15}>
      {t(`shops.state.${state}`)}
    </Tone>
  );
}

function ConsentEnd({ at }: { readonly at: number }) {
  const { t, language } = useText();
  const now = useNowStore((state) => state.now);
  return <> · {t('shops.consent-until', { time: sayTime(at, now, language, t) })}</>;
}

function Trouble({
  sync,
  onLink,
}: {
  readonly sync: Sync;
  readonly onLink: (step: LinkStep | null) => void;
}) {
  const { t, language } = useText();
  const now = useNowStore((state) => state.now);
  const { trouble, consentEndsAt, fault } = sync;
  if (trouble === 'consent-ended' || trouble === 'consent-ending') {
    const time = consentEndsAt === null ? '' : sayTime(consentEndsAt, now, language, t);
    const count = consentEndsAt === null ? 0 : Math.max(1, Math.ceil((consentEndsAt - now) / dayMs));
    return (
      <div className={styles.rowNotice}>
        <NoticeBar
          tone={trouble === 'consent-ended' ? 'stop' : 'ask'}
          actions={
            <Button variant="default" onClick={() => onLink('consent')}>
              {t('shops.authorise-again')}
            </Button>
          }
        >
          {t(`shops.${trouble}`, { time, count })}
        </NoticeBar>
      </div>
    );
  }
  if (!fault) return null;
  return (
    <div className={styles.rowNotice}>
      <NoticeBar tone={trouble === null ? 'ask' : 'stop'}>
        {sayRefusal({ code: `fault.${fault.code}`, facts: fault.facts })} ·{' '}
        {t('sync.since', { time: sayTime(fault.at, now, language, t) })}
      </NoticeBar>
    </div>
  );
}
