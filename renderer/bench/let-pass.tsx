// Where the guard stops a parcel, or an item over an open box: a supervisor may let it pass, with a PIN and a reason. After that
// the parcel opens, or the item is scanned once more and counts.

import { IconShieldCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { canPass, OverrideDialog } from '../parts/override-dialog.tsx';
import { sayRule } from '../parts/say-rule.ts';
import { useText } from '../text/text.ts';
import styles from './bench.module.css';
import { acknowledge, scanAtBench } from './bench-store.ts';
import type { BenchView } from './bench-view.ts';

export function LetPass({ view }: { readonly view: BenchView }) {
  const { t } = useText();
  const [isAsked, setIsAsked] = useState(false);
  const { state } = view;
  const stopped = stoppedOf(view);
  const blocks = state.verdict?.reasons.filter((reason) => reason.verdict === 'block') ?? [];
  const [block] = blocks;
  if (!stopped || !block) return null;
  const { rule } = block;
  if (!canPass(rule) || blocks.some((each) => !canPass(each.rule))) return null;
  return (
    <>
      <button type="button" className={styles.letPass} onClick={() => setIsAsked(true)}>
        <IconShieldCheck size={32} aria-hidden="true" /> {t('override.ask')}
      </button>
      {isAsked && (
        <OverrideDialog
          blocked={{ ...stopped.blocked, rule }}
          sentence={sayRule(block)}
          onClose={() => setIsAsked(false)}
          onGranted={() => {
            setIsAsked(false);
            acknowledge();
            if (stopped.scanAgain !== null) scanAtBench(stopped.scanAgain);
          }}
        />
      )}
    </>
  );
}

/** What a supervisor would let pass, and the code that is scanned once more after it. */
function stoppedOf({ state }: BenchView) {
  const { kind, parcelId, stoppedParcelId, beside } = state;
  if (kind === 'held' && stoppedParcelId !== null) {
    // One that already lies open goes on where it was.
    return {
      blocked: { parcelId: stoppedParcelId },
      scanAgain: parcelId === stoppedParcelId ? null : stoppedParcelId,
    };
  }
  if (kind !== 'wrong' || parcelId === null || beside === null) return null;
  const adding = beside.lines.map((line) => ({ ...line }));
  // The packer reads which label holds now, and scans the item herself.
  return { blocked: { parcelId, adding }, scanAgain: null };
}
