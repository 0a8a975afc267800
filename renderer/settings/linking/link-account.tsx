// The first step: platform, name, the app that speaks for the shop and who signs for it. Secrets go in and are never shown again.

import { Button, PasswordInput, Select, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { RefusalBar } from '../../parts/notice-bar.tsx';
import { Segments } from '../../parts/segments.tsx';
import { newRequestId, useAsk } from '../../parts/use-ask.ts';
import { sayCode } from '../../text/sentence.tsx';
import { useText } from '../../text/text.ts';
import styles from './link.module.css';
import { draftOf, emptyDraft, type LinkDraft, type LinkView, linkOf, regions } from './link-draft.ts';

const timeZones = Intl.supportedValuesOf('timeZone');
const ownZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
/** Where this PC does not say where it is. */
const usualZone = 'Asia/Shanghai';

type Set = (change: Partial<LinkDraft>) => void;

export function LinkAccount({
  view,
  onKind,
  onSaved,
}: {
  /** Null: a new one. */
  readonly view: LinkView | null;
  readonly onKind: (kind: Pick<LinkDraft, 'platform' | 'appKind'>) => void;
  readonly onSaved: (shopId: string) => void;
}) {
  const { t } = useText();
  const [draft, setDraft] = useState(() =>
    view ? draftOf(view) : emptyDraft(timeZones.includes(ownZone) ? ownZone : usualZone),
  );
  const connect = useAsk('shops.connect');
  const relink = useAsk('shops.relink');
  const link = linkOf(draft, view);
  const isReady = link !== null && draft.name.trim() !== '';
  const set: Set = (change) => {
    const next = { ...draft, ...change };
    setDraft(next);
    onKind(next);
  };

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (!link || !isReady) return;
    const secrets = {
      appSecret: draft.signs === 'here' ? draft.appSecret.trim() : '',
      relayKey: draft.signs === 'relay' ? draft.relayKey.trim() : '',
      requestId: newRequestId(),
    };
    if (view) {
      const saved = await relink.send({ shopId: view.shop.shopId, link, ...secrets });
      if (saved) onSaved(view.shop.shopId);
      return;
    }
    const shop = await connect.send({
      name: draft.name.trim(),
      timeZone: draft.timeZone,
      link,
      ...secrets,
    });
    if (shop) onSaved(shop.shopId);
  }

  return (
    <form className={styles.form} onSubmit={(event) => void submit(event)}>
      {!view && (
        <>
          <div className={styles.field}>
            <b>{t('link.platform')}</b>
            <Segments
              label={t('link.platform')}
              chosen={draft.platform}
              onChoose={(platform) => set({ platform })}
              segments={[
                { value: 'douyin', label: sayCode('market', 'douyin') },
                { value: 'tiktok', label: sayCode('market', 'tiktok') },
              ]}
            />
          </div>
          <div className={styles.pair}>
            <TextInput
              data-autofocus
              autoFocus
              label={t('link.name')}
              maxLength={60}
              value={draft.name}
              onChange={(event) => set({ name: event.target.value })}
            />
            <Select
              label={t('link.zone')}
              searchable
              allowDeselect={false}
              data={timeZones}
              value={draft.timeZone}
              onChange={(value) => value !== null && set({ timeZone: value })}
            />
          </div>
        </>
      )}
      <p className={styles.hint}>{t(`link.app-where.${draft.platform}`)}</p>
      {draft.platform === 'douyin' ? (
        <DouyinApp draft={draft} set={set} />
      ) : (
        <TiktokApp draft={draft} set={set} />
      )}
      <Signing draft={draft} set={set} view={view} />
      {draft.platform === 'douyin' && <Sender draft={draft} set={set} />}
      <details className={styles.more}>
        <summary>{t('link.addresses')}</summary>
        <div className={styles.pair}>
          <TextInput
            label={t('link.gateway')}
            value={draft.gateway}
            onChange={(event) => set({ gateway: event.target.value })}
          />
          {draft.platform === 'tiktok' && (
            <TextInput
              label={t('link.auth-gateway')}
              value={draft.authGateway}
              onChange={(event) => set({ authGateway: event.target.value })}
            />
          )}
        </div>
      </details>
      <RefusalBar refusal={connect.refusal ?? relink.refusal} />
      <div className={styles.do}>
        <Button type="submit" size="md" disabled={!isReady} loading={connect.isPending || relink.isPending}>
          {t(view?.step === 'done' ? 'link.save' : 'link.next')}
        </Button>
      </div>
    </form>
  );
}

function DouyinApp({ draft, set }: { readonly draft: LinkDraft; readonly set: Set }) {
  const { t } = useText();
  return (
    <>
      <div className={styles.field}>
        <b>{t('link.app-kind')}</b>
        <Segments
          label={t('link.app-kind')}
          chosen={draft.appKind}
          onChoose={(appKind) => set({ appKind })}
          segments={[
            { value: 'self', label: t('link.app-kind.self') },
            { value: 'tool', label: t('link.app-kind.tool') },
          ]}
        />
      </div>
      <div className={styles.pair}>
        <AppKey draft={draft} set={set} />
        {draft.appKind === 'self' ? (
          <TextInput
            label={t('link.shop-number')}
            description={t('link.shop-number-what')}
            inputMode="numeric"
            value={draft.shopNumber}
            onChange={(event) => set({ shopNumber: event.target.value })}
          />
        ) : (
          <ServiceId draft={draft} set={set} />
        )}
      </div>
    </>
  );
}

function TiktokApp({ draft, set }: { readonly draft: LinkDraft; readonly set: Set }) {
  const { t } = useText();
  return (
    <>
      <div className={styles.pair}>
        <AppKey draft={draft} set={set} />
        <Select
          label={t('link.region')}
          searchable
          allowDeselect={false}
          data={regions.map((region) => ({ value: region, label: t(`region.${region}`) }))}
          value={draft.region}
          onChange={(value) => set({ region: regions.find((region) => region === value) ?? null })}
        />
      </div>
      <ServiceId draft={draft} set={set} />
    </>
  );
}

function AppKey({ draft, set }: { readonly draft: LinkDraft; readonly set: Set }) {
  const { t } = useText();
  return (
    <TextInput
      label={t('link.app-key')}
      autoComplete="off"
      spellCheck={false}
      value={draft.appKey}
      onChange={(event) => set({ appKey: event.target.value })}
    />
  );
}

function ServiceId({ draft, set }: { readonly draft: LinkDraft; readonly set: Set }) {
  const { t } = useText();
  return (
    <TextInput
      label={t('link.service-id')}
      description={t('link.service-id-what')}
      autoComplete="off"
      spellCheck={false}
      value={draft.serviceId}
      onChange={(event) => set({ serviceId: event.target.value })}
    />
  );
}

function Signing({
  draft,
  set,
  view,
}: {
  readonly draft: LinkDraft;
  readonly set: Set;
  readonly view: LinkView | null;
}) {
  const { t } = useText();
  const isKept = draft.signs === 'here' ? view?.hasSecret : view?.hasRelayKey;
  const what = t(isKept ? 'link.secret-kept' : 'link.secret-what');
  return (
    <>
      <div className={styles.field}>
        <b>{t('link.signs')}</b>
        <Segments
          label={t('link.signs')}
          chosen={draft.signs}
          onChoose={(signs) => set({ signs })}
          segments={[
            { value: 'here', label: t('link.signs.here') },
            { value: 'relay', label: t('link.signs.relay') },
          ]}
        />
      </div>
      {draft.signs === 'here' ? (
        <PasswordInput
          label={t('link.app-secret')}
          description={what}
          autoComplete="off"
          visibilityToggleButtonProps={{ 'aria-label': t('link.look'), tabIndex: -1 }}
          value={draft.appSecret}
          onChange={(event) => set({ appSecret: event.target.value })}
        />
      ) : (
        <div className={styles.pair}>
          <TextInput
            label={t('link.relay')}
            description={t('link.relay-what')}
            placeholder="https://"
            value={draft.relay}
            onChange={(event) => set({ relay: event.target.value })}
          />
          <PasswordInput
            label={t('link.relay-key')}
            description={what}
            autoComplete="off"
            visibilityToggleButtonProps={{ 'aria-label': t('link.look'), tabIndex: -1 }}
            value={draft.relayKey}
            onChange={(event) => set({ relayKey: event.target.value })}
          />
        </div>
      )}
    </>
  );
}

function Sender({ draft, set }: { readonly draft: LinkDraft; readonly set: Set }) {
  const { t } = useText();
  return (
    <fieldset className={styles.group}>
      <legend>{t('link.sender')}</legend>
      <p className={styles.hint}>{t('link.sender-what')}</p>
      <div className={styles.pair}>
        <TextInput
          label={t('link.sender-name')}
          maxLength={40}
          value={draft.senderName}
          onChange={(event) => set({ senderName: event.target.value })}
        />
        <TextInput
          label={t('link.sender-phone')}
          maxLength={30}
          inputMode="tel"
          value={draft.senderPhone}
          onChange={(event) => set({ senderPhone: event.target.value })}
        />
      </div>
      <TextInput
        label={t('link.carriers')}
        description={t('link.carriers-what')}
        value={draft.carriers}
        onChange={(event) => set({ carriers: event.target.value })}
      />
    </fieldset>
  );
}
