// The consent of the main account: the page to send them, which rights to tick, and the code that comes back.

import { Button, CopyButton, TextInput } from '@mantine/core';
import { IconCheck, IconCopy, IconExternalLink } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { NoticeBar, RefusalBar } from '../../parts/notice-bar.tsx';
import { newRequestId, useAsk } from '../../parts/use-ask.ts';
import { Wait } from '../../parts/wait.tsx';
import { useText } from '../../text/text.ts';
import styles from './link.module.css';
import { type LinkView, readCode } from './link-draft.ts';

const scopesOf = {
  tiktok: ['shop', 'orders', 'fulfilment', 'logistics', 'after-sale'],
  douyin: ['shop', 'orders', 'fulfilment', 'waybills', 'after-sale'],
} as const;

export function LinkConsent({ view, onDone }: { readonly view: LinkView; readonly onDone: () => void }) {
  const { t } = useText();
  const { platform } = view.link;
  const { consentAddress } = view;
  const [pasted, setPasted] = useState('');
  const authorise = useAsk('shops.authorise');
  const found = readCode(pasted, view.shop.shopId);
  const trouble = pasted.trim() === '' || typeof found === 'object' ? null : found;

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (typeof found !== 'object') return;
    const { shopId } = view.shop;
    const shops = await authorise.send({ shopId, code: found.code, requestId: newRequestId() });
    // A code works once: the one that is here is of no use any more.
    setPasted('');
    if (shops) onDone();
  }

  return (
    <form className={styles.form} onSubmit={(event) => void submit(event)}>
      <p>{t(consentAddress === null ? 'consent.no-page' : 'consent.what')}</p>
      {consentAddress !== null && (
        <div className={styles.address}>
          <code>{consentAddress}</code>
          <div className={styles.buttons}>
            <CopyButton value={consentAddress}>
              {({ copied, copy }) => (
                <Button
                  variant="default"
                  leftSection={copied ? <IconCheck size={18} /> : <IconCopy size={18} />}
                  onClick={copy}
                >
                  {t(copied ? 'consent.copied' : 'consent.copy')}
                </Button>
              )}
            </CopyButton>
            <Button
              component="a"
              href={consentAddress}
              target="_blank"
              rel="noreferrer"
              variant="default"
              leftSection={<IconExternalLink size={18} />}
            >
              {t('consent.open')}
            </Button>
          </div>
        </div>
      )}
      <div className={styles.scopes}>
        <b>{t('consent.ask')}</b>
        <ul>
          {scopesOf[platform].map((scope) => (
            <li key={scope}>
              <IconCheck size={18} aria-hidden="true" />
              {t(`consent.scope.${scope}`)}
            </li>
          ))}
        </ul>
        <p className={styles.hint}>{t('consent.who')}</p>
      </div>
      <TextInput
        autoFocus
        label={t('consent.code')}
        description={t(`consent.code-life.${platform}`)}
        autoComplete="off"
        spellCheck={false}
        value={pasted}
        onChange={(event) => setPasted(event.target.value)}
      />
      {trouble && (
        <NoticeBar tone={trouble === 'none' ? 'ask' : 'stop'}>{t(`consent.found.${trouble}`)}</NoticeBar>
      )}
      <RefusalBar refusal={authorise.refusal} />
      {authorise.isPending && <Wait what={t('consent.taking')} />}
      <div className={styles.do}>
        <Button type="submit" size="md" disabled={typeof found !== 'object'} loading={authorise.isPending}>
          {t('consent.take')}
        </Button>
      </div>
    </form>
  );
}
