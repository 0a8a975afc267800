// Linking a shop step by step: the app, the consent of the main account, which shop it is, a test. Every step is kept by the station as
// soon as it is done; what is left goes on where it was left.

import { Button } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { RefusalBar } from '../../parts/notice-bar.tsx';
import { useAnswer } from '../../parts/use-answer.ts';
import { Wait } from '../../parts/wait.tsx';
import { useText } from '../../text/text.ts';
import styles from './link.module.css';
import { LinkAccount } from './link-account.tsx';
import { LinkChoice } from './link-choice.tsx';
import { LinkConsent } from './link-consent.tsx';
import {
  type LinkDraft,
  type LinkStep,
  type LinkView,
  linkSteps,
  stepsFor,
  stepToShow,
} from './link-draft.ts';
import { LinkTest } from './link-test.tsx';

export interface Linking {
  /** Null: a new one. */
  readonly shopId: string | null;
  /** Null: where it was left. */
  readonly step: LinkStep | null;
}

export function LinkWizard({
  linking,
  onClose,
}: {
  readonly linking: Linking;
  readonly onClose: () => void;
}) {
  const { t } = useText();
  const [shopId, setShopId] = useState(linking.shopId);
  const [asked, setAsked] = useState<LinkStep | null>(shopId === null ? 'app' : linking.step);
  const [kind, setKind] = useState<Pick<LinkDraft, 'platform' | 'appKind'>>({
    platform: 'douyin',
    appKind: 'self',
  });
  const link = useAnswer('shops.link', shopId === null ? null : { shopId });
  const view = link.value ?? null;
  const step = asked ?? (view ? stepToShow(view.step) : null);
  const known = view ? { platform: view.link.platform, appKind: appKindOf(view) } : kind;
  const steps = stepsFor(step === 'app' ? kind : known);
  /** To where the station says that it goes on, once it has said so. */
  const goOn = () => {
    setAsked(null);
    link.reload();
  };
  return (
    <section className={styles.wizard} aria-label={t('link.title')}>
      <header className={styles.head}>
        <div>
          <h2>
            {view
              ? t(linking.step === 'app' ? 'link.title-change' : 'link.title-go-on', { name: view.shop.name })
              : t('link.title')}
          </h2>
          {shopId !== null && view?.step !== 'done' && <p>{t('link.later-what')}</p>}
        </div>
        <Button variant="default" onClick={onClose}>
          {t(view?.step === 'done' ? 'do.close' : 'link.later')}
        </Button>
      </header>
      <div className={styles.body}>
        <Steps steps={steps} present={step} />
        <div className={styles.step}>
          <RefusalBar refusal={link.refusal} />
          {step === null || (step !== 'app' && !view) ? (
            <Wait what={t('link.title')} />
          ) : (
            <>
              {step === 'app' && (shopId === null || view) && (
                <LinkAccount
                  key={shopId ?? 'new'}
                  view={view}
                  onKind={setKind}
                  onSaved={(saved) => {
                    setShopId(saved);
                    goOn();
                  }}
                />
              )}
              {step === 'consent' && view && <LinkConsent view={view} onDone={goOn} />}
              {step === 'choose' && view && <LinkChoice view={view} onDone={goOn} />}
              {step === 'test' && view && <LinkTest view={view} onGoTo={setAsked} onFinish={onClose} />}
            </>
          )}
        </div>
      </div>
    </section>
  );
}

function appKindOf({ link }: LinkView): LinkDraft['appKind'] {
  return link.platform === 'douyin' ? link.appKind : 'tool';
}

function Steps({
  steps,
  present,
}: {
  readonly steps: readonly LinkStep[];
  readonly present: LinkStep | null;
}) {
  const { t } = useText();
  const presentAt = present === null ? -1 : linkSteps.indexOf(present);
  return (
    <ol className={styles.steps} aria-label={t('link.steps')}>
      {steps.map((step, index) => {
        const isDone = linkSteps.indexOf(step) < presentAt;
        return (
          <li key={step} data-done={isDone || undefined} aria-current={step === present ? 'step' : undefined}>
            <span>{isDone ? <IconCheck size={16} stroke={3} /> : index + 1}</span>
            {t(`link.step.${step}`)}
          </li>
        );
      })}
    </ol>
  );
}
