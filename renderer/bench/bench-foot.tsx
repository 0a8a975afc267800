// Along the bottom: the last five scans with their raw codes, a field for codes typed by hand, and the big buttons.

import {
  IconArrowBackUp,
  IconCheck,
  IconCircleDot,
  IconHandStop,
  IconHelpSquare,
  IconPlayerPause,
  IconPlayerTrackNext,
  IconX,
} from '@tabler/icons-react';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { sayCode } from '../text/sentence.tsx';
import { useText } from '../text/text.ts';
import styles from './bench-foot.module.css';
import { pressAtBench, scanAtBench, useBench } from './bench-store.ts';
import type { BenchView } from './bench-view.ts';

type PastScan = BenchView['lastScans'][number];

export function BenchFoot({ view }: { readonly view: BenchView | null }) {
  const { t } = useText();
  const hasParcel = view?.parcel != null;
  return (
    <footer className={styles.foot}>
      <LastScans scans={view?.lastScans ?? []} />
      <div className={styles.controls}>
        <TypedCode />
        <div className={styles.buttons}>
          <button
            type="button"
            className={styles.button}
            disabled={view?.canUndo !== true}
            onClick={() => pressAtBench('PB-UNDO')}
          >
            <IconArrowBackUp size={32} aria-hidden="true" /> {t('bench.undo')}
          </button>
          <button
            type="button"
            className={styles.button}
            disabled={!hasParcel}
            onClick={() => pressAtBench('PB-HOLD')}
          >
            <IconPlayerPause size={32} aria-hidden="true" /> {t('bench.hold')}
          </button>
          <button type="button" className={styles.button} onClick={() => pressAtBench('PB-NEXT')}>
            <IconPlayerTrackNext size={32} aria-hidden="true" /> {t('bench.next')}
          </button>
        </div>
      </div>
    </footer>
  );
}

function LastScans({ scans }: { readonly scans: readonly PastScan[] }) {
  const { t } = useText();
  const waiting = useBench((shown) => shown.waiting.length);
  const isSilent = useBench((shown) => shown.isRepeating);
  return (
    <section className={styles.scans} aria-label={t('bench.last-scans')}>
      {isSilent && (
        <p className={styles.silent} role="alert">
          {t('bench.station-silent')}
        </p>
      )}
      {!isSilent && scans.length === 0 && <p className={styles.scansNone}>{t('bench.no-scans')}</p>}
      <ol>
        {scans.slice(0, 5).map((scan, index) => (
          <li key={`${scan.at} ${scan.rawCode}`} data-outcome={scan.outcome} title={scan.rawCode}>
            <OutcomeShape outcome={scan.outcome} />
            <code>{shorten(scan.rawCode, index === 0 ? 28 : 11)}</code>
            <span>{sayCode('bench.outcome', scan.outcome)}</span>
          </li>
        ))}
      </ol>
      {(waiting > 1 || isSilent) && (
        <p className={styles.scansWaiting}>{t('bench.scans-waiting', { count: waiting })}</p>
      )}
    </section>
  );
}

function OutcomeShape({ outcome }: { readonly outcome: string }) {
  switch (outcome) {
    case 'opened':
    case 'counted':
    case 'sealed':
    case 'completed':
    case 'acknowledged':
    case 'taken-out':
      return <IconCheck size={28} stroke={3} aria-hidden="true" />;
    case 'wrong':
    case 'over':
      return <IconX size={28} stroke={3} aria-hidden="true" />;
    case 'held':
    case 'take-out':
      return <IconHandStop size={28} aria-hidden="true" />;
    case 'unknown':
      return <IconHelpSquare size={28} aria-hidden="true" />;
    default:
      return <IconCircleDot size={28} aria-hidden="true" />;
  }
}

/** Both ends of a long code: the beginning says what kind it is, the end which one. */
function shorten(raw: string, most: number): string {
  if (raw.length <= most) return raw;
  const tail = Math.ceil((most - 1) * 0.6);
  return `${raw.slice(0, most - 1 - tail)}…${raw.slice(-tail)}`;
}

/** For a code that no scanner reads any more. F2 leads here; Enter sends it as one scan. */
function TypedCode() {
  const { t } = useText();
  const [code, setCode] = useState('');
  const field = useRef<HTMLInputElement>(null);

  useEffect(() => {
    function focusOnF2(event: KeyboardEvent): void {
      if (event.key !== 'F2') return;
      event.preventDefault();
      field.current?.focus();
    }
    window.addEventListener('keydown', focusOnF2);
    return () => window.removeEventListener('keydown', focusOnF2);
  }, []);

  function send(event: FormEvent): void {
    event.preventDefault();
    const typed = code.trim();
    if (typed === '') return;
    scanAtBench(typed);
    setCode('');
    field.current?.blur();
  }

  return (
    <form className={styles.typed} onSubmit={send}>
      <label htmlFor="bench-typed-code">{t('bench.type-a-code')}</label>
      <input
        id="bench-typed-code"
        ref={field}
        value={code}
        autoComplete="off"
        spellCheck={false}
        placeholder={t('bench.type-a-code-here')}
        onChange={(event) => setCode(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') event.currentTarget.blur();
        }}
      />
    </form>
  );
}
