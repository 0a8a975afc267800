// Where the guard stops a parcel at the bench: a supervisor may let it pass, with a PIN and a reason. After that the parcel is
// scanned again and opens.

import { IconShieldCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { canPass, OverrideDialog } from '../parts/override-dialog.tsx';
import { sayCode } from '../text/sentence.tsx';
import { useText } from '../text/text.ts';
import styles from './bench.module.css';
import { acknowledge, scanAtBench } from './bench-store.ts';
import type { BenchView } from './bench-view.ts';
import { ruleKey } from './bench-words.ts';

export function LetPass({ view }: { readonly view: BenchView }) {
  const { t } = useText();
  const [isAsked, setIsAsked] = useState(false);
  const { state } = view;
  const parcelId = state.stoppedParcelId;
  const blocks = state.verdict?.reasons.filter((reason) => reason.verdict === 'block') ?? [];
  const [block] = blocks;
  if (state.kind !== 'held' || parcelId === null || !block) return null;
  const { rule } = block;
  if (!canPass(rule) || blocks.some((each) => !canPass(each.rule))) return null;
  return (
    <>
      <button type="button" className={styles.letPass} onClick={() => setIsAsked(true)}>
        <IconShieldCheck size={32} aria-hidden="true" /> {t('override.ask')}
      </button>
      {isAsked && (
        <OverrideDialog
          blocked={{ parcelId, rule }}
          sentence={sayCode('rule', ruleKey(block), block.facts)}
          onClose={() => setIsAsked(false)}
          onGranted={() => {
            setIsAsked(false);
            acknowledge();
            // One that already lies open goes on where it was.
            if (state.parcelId !== parcelId) scanAtBench(parcelId);
          }}
        />
      )}
    </>
  );
}
