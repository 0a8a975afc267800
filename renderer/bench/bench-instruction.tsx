// The top third: what to do now, in one line, with the one number that matters. What went wrong fills it until it is acknowledged.

import { IconKeyboard } from '@tabler/icons-react';
import { sayRule } from '../parts/say-rule.ts';
import type { Refused } from '../parts/station.ts';
import { Sentence, sayCode } from '../text/sentence.tsx';
import { type Say, useText } from '../text/text.ts';
import styles from './bench-instruction.module.css';
import type { BenchLook } from './bench-look.ts';
import { acknowledge } from './bench-store.ts';
import type { BenchView } from './bench-view.ts';
import { instructionWords, noteWords } from './bench-words.ts';
import { LetPass } from './let-pass.tsx';

interface InstructionProps {
  readonly view: BenchView | null;
  readonly look: BenchLook;
  readonly refusal: Refused | null;
}

export function BenchInstruction({ view, look, refusal }: InstructionProps) {
  const { t } = useText();
  const needsAck = refusal !== null || view?.state.needsAck === true;
  const isAsked = view?.instruction.code === 'take-out-unscanned';
  const hint = refusal ? null : hintOf(view, t);
  return (
    <header
      className={styles.instruction}
      data-tone={look.tone}
      data-state={refusal ? 'refused' : view?.state.kind}
      role={needsAck ? 'alert' : 'status'}
    >
      <div className={styles.words}>
        <p className={styles.sentence}>
          {refusal ? <Sentence refusal={refusal} /> : view ? <WithNumber view={view} /> : t('bench.opening')}
        </p>
        {view && !refusal && <RawCode view={view} />}
        {hint && <p className={styles.hint}>{hint}</p>}
        {view && !refusal && <TakeOut lines={view.takeOut} />}
      </div>
      {needsAck && (
        <div className={styles.answers}>
          <button
            type="button"
            className={styles.acknowledge}
            onClick={(event) => {
              // A double click is one answer, not two.
              if (!isAsked || event.detail < 2) acknowledge();
            }}
          >
            <span>
              {t(
                isAsked
                  ? 'bench.acknowledge-unscanned'
                  : view?.takeOut.length
                    ? 'bench.acknowledge-out'
                    : 'bench.acknowledge',
              )}
            </span>
            <small>
              <IconKeyboard size={24} aria-hidden="true" /> {t('bench.acknowledge-by')}
            </small>
          </button>
          {view && !refusal && <LetPass view={view} />}
        </div>
      )}
    </header>
  );
}

/** The sentence with the one number that matters large in its place. */
function WithNumber({ view }: { readonly view: BenchView }) {
  const words = instructionWords(view.instruction);
  const number = String(view.remaining);
  const at = view.state.kind === 'open' ? words.indexOf(number) : -1;
  if (at < 0) return <>{words}</>;
  return (
    <>
      {words.slice(0, at).trim()}
      <output className={styles.number} data-first={at === 0 || undefined}>
        {number}
      </output>
      {words.slice(at + number.length).trim()}
    </>
  );
}

/** What must come out of the box, in big letters; each piece goes from the list as it is scanned out. */
function TakeOut({ lines }: { readonly lines: BenchView['takeOut'] }) {
  if (lines.length === 0) return null;
  return (
    <ul className={styles.takeOut}>
      {lines.map((line) => (
        <li key={`${line.orderId} ${line.skuCode}`}>
          <b>{line.pieces}</b>
          <span>
            <strong>{line.name}</strong>
            <small>
              {line.spec} <code>{line.skuCode}</code>
            </small>
          </span>
        </li>
      ))}
    </ul>
  );
}

/** What was scanned, raw and in big type, where the alarm is about a code or a piece. */
function RawCode({ view }: { readonly view: BenchView }) {
  const { code, skuCode } = view.instruction.facts;
  const raw = view.state.kind === 'unknown' ? code : skuCode;
  if (!view.state.needsAck || typeof raw !== 'string') return null;
  // The station has cut it to what a screen can show.
  return <p className={styles.raw}>{raw}</p>;
}

/** What stands under the sentence: a note that is said once, the guard's reason, what an unknown code might be, or what comes next. */
function hintOf(view: BenchView | null, t: Say): string | null {
  if (!view) return null;
  if (view.takeOut.length > 0) return t('bench.hint.scan-out');
  if (view.state.needsAck && view.lastScans[0]?.outcome === 'ignored')
    return t('bench.hint.acknowledge-first');
  if (view.note) return noteWords(view.note);
  switch (view.state.kind) {
    case 'idle':
      return t('bench.hint.idle');
    case 'sealed':
      return t('bench.hint.sealed');
    case 'held':
    case 'wrong':
    case 'take-out':
      return reasonWords(view.state.verdict);
    case 'unknown':
      return sayCode('bench.hint', String(view.instruction.facts.hint ?? 'nothing-known'));
    case 'open':
      return view.state.needsAck ? reasonWords(view.parcel?.verdict ?? null) : null;
    default:
      return null;
  }
}

/** The first thing the guard has to say: the words of planning. */
function reasonWords(verdict: BenchView['state']['verdict']): string | null {
  const reason = verdict?.reasons.find((each) => each.verdict === 'block') ?? verdict?.reasons[0];
  return reason ? sayRule(reason) : null;
}
