// The page in the place of all rooms while the station cannot be opened: what happened, and what a person can do about it.
// A damaged file is put right here, from the newest backup or from nothing; the file itself is kept and its name is told.

import { IconAlertOctagonFilled, IconCircleCheckFilled } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { call } from '../../preload/bridge.ts';
import { BigButton } from '../parts/big-button.tsx';
import type { Refused } from '../parts/station.ts';
import { sayTime, useNowStore } from '../parts/when.tsx';
import { sayRefusal } from '../text/sentence.tsx';
import { useText } from '../text/text.ts';
import styles from './station-shut.module.css';
import { readStation, useStationStore } from './station-store.ts';

export function StationShut() {
  const refusal = useStationStore((state) => state.refusal);
  const recovery = useStationStore((state) => state.recovery);
  if (recovery?.kind === 'done') return <Recovered {...recovery} />;
  if (recovery) return <Damaged facts={recovery.facts} canWait />;
  if (refusal?.code === 'fault.database.damaged') return <Damaged facts={refusal.facts} />;
  return refusal ? <Stuck refusal={refusal} /> : null;
}

function Damaged({
  facts,
  canWait = false,
}: {
  readonly facts: Refused['facts'];
  readonly canWait?: boolean;
}) {
  const { t, language } = useText();
  const now = useNowStore((state) => state.now);
  const [doing, setDoing] = useState<'newest-backup' | 'nothing' | null>(null);
  const [isSure, setIsSure] = useState(false);
  const [refusal, setRefusal] = useState<Refused | null>(null);
  const madeAt = typeof facts.newestBackupAt === 'number' ? facts.newestBackupAt : null;

  async function recover(from: 'newest-backup' | 'nothing'): Promise<void> {
    setDoing(from);
    const reply = await call('host.recover', { from });
    setDoing(null);
    setRefusal(reply.ok ? null : reply.refusal);
    if (!reply.ok) return;
    useStationStore.setState({ recovery: { kind: 'done', ...reply.value } });
    await readStation();
  }

  return (
    <Page tone="stop" title={t('shut.damaged')} facts={facts} refusal={refusal}>
      <p>{t('shut.damaged.what')}</p>
      {doing ? (
        <p role="status">{t('shut.working')}</p>
      ) : (
        <div className={styles.choices}>
          {madeAt !== null && (
            <BigButton tone="act" onPress={() => void recover('newest-backup')}>
              <span className={styles.choice}>
                {t('shut.newest-backup')}
                <em>{t('shut.made-at', { time: sayTime(madeAt, now, language) })}</em>
              </span>
            </BigButton>
          )}
          <BigButton
            tone={isSure ? 'stop' : 'quiet'}
            onPress={() => (isSure ? void recover('nothing') : setIsSure(true))}
          >
            <span className={styles.choice}>
              {t(isSure ? 'shut.nothing.sure' : 'shut.nothing')}
              <em>{t(isSure ? 'shut.nothing.again' : 'shut.nothing.what')}</em>
            </span>
          </BigButton>
          {canWait && (
            <BigButton onPress={() => useStationStore.setState({ recovery: null })}>
              {t('shut.not-now')}
            </BigButton>
          )}
        </div>
      )}
      <p className={styles.quiet}>{t(madeAt === null ? 'shut.no-backup' : 'shut.backup.what')}</p>
    </Page>
  );
}

function Recovered({ setAside, madeAt }: { readonly setAside: string; readonly madeAt: number | null }) {
  const { t, language } = useText();
  const now = useNowStore((state) => state.now);
  const title =
    madeAt === null
      ? t('shut.done.nothing')
      : t('shut.done.backup', { time: sayTime(madeAt, now, language) });
  return (
    <Page tone="ok" title={title}>
      {madeAt !== null && <p>{t('shut.backup.what')}</p>}
      <dl className={styles.file}>
        <dt>{t('shut.kept')}</dt>
        <dd>{setAside}</dd>
      </dl>
      <div className={styles.choices}>
        {/* Whatever the rooms still hold is of the damaged file. */}
        <BigButton tone="act" onPress={() => location.reload()}>
          {t('shut.go-on')}
        </BigButton>
      </div>
    </Page>
  );
}

/** A newer file, a folder that cannot be written, a missing key, no answer at all: put right outside, then tried again. */
function Stuck({ refusal }: { readonly refusal: Refused }) {
  const { t } = useText();
  const [isTrying, setIsTrying] = useState(false);
  const { mode } = refusal.facts;

  async function tryAgain(): Promise<void> {
    setIsTrying(true);
    if (mode === 'training' || mode === 'shop') await call('host.openStation', { mode });
    await readStation();
    setIsTrying(false);
  }

  const isSilent = refusal.code === 'station.unreachable';
  return (
    <Page tone="stop" title={t(isSilent ? 'shut.silent' : 'shut.other')} facts={refusal.facts}>
      <p>{sayRefusal(refusal)}</p>
      <div className={styles.choices}>
        <BigButton tone="act" isDisabled={isTrying} onPress={() => void tryAgain()}>
          {t('shut.try-again')}
        </BigButton>
      </div>
    </Page>
  );
}

function Page({
  tone,
  title,
  facts,
  refusal,
  children,
}: {
  readonly tone: 'stop' | 'ok';
  readonly title: string;
  readonly facts?: Refused['facts'];
  readonly refusal?: Refused | null;
  readonly children: ReactNode;
}) {
  const { t } = useText();
  const Icon = tone === 'ok' ? IconCircleCheckFilled : IconAlertOctagonFilled;
  return (
    <main className={styles.page} data-tone={tone}>
      <section className={styles.sheet} aria-live="polite">
        <Icon size={56} className={styles.icon} aria-hidden />
        <h1>{title}</h1>
        {children}
        {refusal && (
          <p className={styles.refusal} role="alert">
            {sayRefusal(refusal)}
          </p>
        )}
        {typeof facts?.path === 'string' && (
          <dl className={styles.file}>
            <dt>{t('shut.file')}</dt>
            <dd>{facts.path}</dd>
          </dl>
        )}
      </section>
    </main>
  );
}
