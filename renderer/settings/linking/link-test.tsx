// The last step, and the test beside every linked shop: whether the platform lets us in, and if not, why and what to do about it.

import { Button } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { RefusalBar } from '../../parts/notice-bar.tsx';
import { ask, type RequestAnswer } from '../../parts/station.ts';
import { ToneIcon } from '../../parts/tone.tsx';
import { useAnswer } from '../../parts/use-answer.ts';
import { newRequestId } from '../../parts/use-ask.ts';
import { Wait } from '../../parts/wait.tsx';
import { sayTime, useNowStore } from '../../parts/when.tsx';
import { sayRefusal } from '../../text/sentence.tsx';
import { useText } from '../../text/text.ts';
import styles from './link.module.css';
import { findAddress, type LinkStep, type LinkView } from './link-draft.ts';

type Test = RequestAnswer<'shops.testConnection'>;
type Failed = Extract<Test, { isOk: false }>;

/** By the address this PC comes from; the second one where the platform names it. */
const notLetIn: readonly string[] = ['fault.platform.address-not-allowed', 'fault.platform.address-to-add'];

/** Less than this nobody notices, and no platform minds. */
const clockMattersMs = 30_000;

export function LinkTest({
  view,
  onGoTo,
  onFinish,
}: {
  readonly view: LinkView;
  readonly onGoTo: (step: LinkStep) => void;
  readonly onFinish: () => void;
}) {
  const { t } = useText();
  const { shopId } = view.shop;
  const test = useAnswer('shops.testConnection', { shopId });
  const finish = useRef<HTMLButtonElement>(null);
  const isOk = test.value?.isOk === true;
  useEffect(() => {
    if (isOk) finish.current?.focus();
  }, [isOk]);
  const failed = test.value?.isOk === false && !test.isLoading ? test.value : null;
  const putRightAt = failed && stepFor(failed.code, view);
  return (
    <div className={styles.form}>
      {test.isLoading && <Wait what={t('test.running')} />}
      <RefusalBar refusal={test.refusal} />
      {test.value?.isOk && !test.isLoading && <Passed test={test.value} />}
      {failed && <NotThrough failed={failed} platform={view.link.platform} />}
      <div className={styles.do}>
        {putRightAt && (
          <Button variant="default" size="md" onClick={() => onGoTo(putRightAt)}>
            {t(putRightWords[putRightAt])}
          </Button>
        )}
        {!isOk && (
          <Button size="md" loading={test.isLoading} onClick={test.reload}>
            {t('test.again')}
          </Button>
        )}
        {isOk && (
          <Button
            ref={finish}
            size="md"
            onClick={() => {
              // The first orders need not wait for their turn; how they come is told beside the shop.
              void ask('orders.pull', { shopId, requestId: newRequestId() });
              onFinish();
            }}
          >
            {t('test.finish')}
          </Button>
        )}
      </div>
    </div>
  );
}

const putRightWords = {
  app: 'test.change-app',
  consent: 'shops.authorise-again',
  choose: 'test.choose',
} as const;

/** Where what is wrong can be put right. */
function stepFor(code: string, { link }: LinkView): keyof typeof putRightWords {
  if (link.platform === 'douyin' && link.appKind === 'self') return 'app';
  if (code === 'link.shop-not-chosen') return 'choose';
  return code === 'fault.platform.re-authorise' || code === 'fault.platform.scope-missing'
    ? 'consent'
    : 'app';
}

function Passed({ test }: { readonly test: Extract<Test, { isOk: true }> }) {
  const { t, language } = useText();
  const now = useNowStore((state) => state.now);
  const settings = useAnswer('settings.list', {});
  const settingOf = (name: string) =>
    String(settings.value?.find((setting) => setting.name === name)?.value ?? '');
  const offsetMs = test.clockOffsetMs ?? 0;
  return (
    <section className={styles.result} data-tone="ok">
      <ToneIcon tone="ok" size={32} />
      <div>
        <h3>{t('test.ok', { name: test.shopName })}</h3>
        <p>{t('test.ok-what', { seconds: settingOf('network.pullEverySeconds') })}</p>
        <p>
          {test.authorisedUntil === null
            ? t('test.no-end')
            : t('test.until', {
                time: sayTime(test.authorisedUntil, now, language, t),
                days: settingOf('network.consentWarnDays'),
              })}
        </p>
        {Math.abs(offsetMs) >= clockMattersMs && (
          <p>{t('test.clock', { seconds: Math.round(Math.abs(offsetMs) / 1_000) })}</p>
        )}
      </div>
    </section>
  );
}

function NotThrough({
  failed,
  platform,
}: {
  readonly failed: Pick<Failed, 'code' | 'facts' | 'words' | 'logId'>;
  readonly platform: 'douyin' | 'tiktok';
}) {
  const { t } = useText();
  const facts = { ...failed.facts, words: failed.words, logId: failed.logId ?? '–' };
  return (
    <>
      <section className={styles.result} data-tone="stop" role="alert">
        <ToneIcon tone="stop" size={32} />
        <div>
          <h3>{t('test.failed')}</h3>
          <p>{sayRefusal({ code: failed.code, facts })}</p>
          {failed.words !== '' && <small>{t('test.their-words', { words: failed.words })}</small>}
          {failed.logId !== null && <small>{t('test.log-id', { logId: failed.logId })}</small>}
        </div>
      </section>
      {notLetIn.includes(failed.code) && (
        <AddressToAdd address={findAddress(failed.words)} platform={platform} />
      )}
    </>
  );
}

function AddressToAdd(props: { readonly address: string | null; readonly platform: 'douyin' | 'tiktok' }) {
  const { t } = useText();
  return (
    <section className={styles.toAdd}>
      <h3>{t('test.address.title')}</h3>
      {props.address === null ? (
        <p>{t('test.address.unknown')}</p>
      ) : (
        <p>
          {t('test.address.known')} <code>{props.address}</code>
        </p>
      )}
      <p>{t(`test.address.${props.platform}`)}</p>
      <p>{t('test.address.changes')}</p>
    </section>
  );
}
