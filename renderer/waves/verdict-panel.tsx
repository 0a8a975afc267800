// The guard's words: about the line in hand while one hovers, else about each parcel of this recipient, and why they stay apart.

import { Button } from '@mantine/core';
import { IconArrowsSplit, IconShieldCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { Hotkey } from '../parts/hotkey.tsx';
import { RefusalBar } from '../parts/notice-bar.tsx';
import { canPass, OverrideDialog } from '../parts/override-dialog.tsx';
import { sayRule } from '../parts/say-rule.ts';
import type { Refused } from '../parts/station.ts';
import { Tone } from '../parts/tone.tsx';
import { useText } from '../text/text.ts';
import type { LineMove } from './use-line-move.ts';
import styles from './verdict.module.css';
import { RuleId, VerdictWords } from './verdict-words.tsx';
import { type GroupView, useWaves } from './waves-store.ts';

export function VerdictPanel({ group, move }: { readonly group: GroupView; readonly move: LineMove }) {
  const { t } = useText();
  const { chosen, target, isMoving } = useWaves();
  return (
    <aside className={styles.panel} aria-live="polite">
      <h3>
        <IconShieldCheck size={20} aria-hidden="true" /> {t('waves.guard')}
      </h3>
      {move.refusal && <MoveRefused refusal={move.refusal} move={move} />}
      {chosen && target && move.verdict && (
        <section className={styles.panelPart} data-strong>
          <h4>{t('waves.if-moved')}</h4>
          <VerdictWords verdict={move.verdict} />
          {move.isAsking && (
            <div className={styles.askMove} role="alert">
              <p>{t('waves.move-warned')}</p>
              <Button onClick={move.confirm}>
                {t('waves.move-anyway')} <Hotkey>Y</Hotkey>
              </Button>
              <Button variant="default" onClick={move.leave}>
                {t('waves.leave-it')} <Hotkey>Esc</Hotkey>
              </Button>
            </div>
          )}
        </section>
      )}
      {chosen && !target && (
        <section className={styles.panelPart} data-strong>
          <h4>{t('waves.line-in-hand')}</h4>
          <p>{t(isMoving ? 'waves.say-where' : 'waves.line-keys', { count: chosen.line.quantity })}</p>
        </section>
      )}
      {group.parcels.map((parcel, index) => (
        <section key={parcel.parcelId} className={styles.panelPart}>
          <h4>{t('waves.parcel-number', { number: index + 1 })}</h4>
          <VerdictWords verdict={parcel.verdict} />
          {parcel.verdict.verdict !== 'allow' && parcel.verdict.split.length > 1 && (
            <Button
              variant="default"
              leftSection={<IconArrowsSplit size={18} />}
              onClick={() => move.splitLikeThis(parcel, parcel.verdict.split)}
            >
              {t('waves.split-like-this', { count: parcel.verdict.split.length })}
            </Button>
          )}
        </section>
      ))}
      {group.apart.length > 0 && (
        <section className={styles.panelPart}>
          <h4>{t('waves.why-apart')}</h4>
          <ul className={styles.apartList}>
            {group.apart.map((each) => (
              <li key={`${each.rule} ${each.between.join()}`}>
                <p>{sayRule(each)}</p>
                <RuleId rule={each.rule} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </aside>
  );
}

/** The guard's own sentence when it was the guard that said no; it changed nothing. */
function MoveRefused({ refusal, move }: { readonly refusal: Refused; readonly move: LineMove }) {
  const { t } = useText();
  const [isAsked, setIsAsked] = useState(false);
  const { rule } = refusal.facts;
  if (refusal.code !== 'parcel.blocked' || typeof rule !== 'string') return <RefusalBar refusal={refusal} />;
  const sentence = sayRule({ rule, facts: refusal.facts });
  const { stopped } = move;
  // A new parcel holds nothing that could be let pass together with the line.
  const blocked =
    stopped && stopped.target !== 'new' && canPass(rule)
      ? { parcelId: stopped.target, rule, adding: [stopped.chosen.line] }
      : null;
  return (
    <section className={styles.refused} role="alert">
      <Tone tone="stop" size={22}>
        {t('waves.not-moved')}
      </Tone>
      <p>{sentence}</p>
      <RuleId rule={rule} />
      {blocked && (
        <Button
          variant="default"
          leftSection={<IconShieldCheck size={18} />}
          onClick={() => setIsAsked(true)}
        >
          {t('override.ask')}
        </Button>
      )}
      {blocked && isAsked && (
        <OverrideDialog
          blocked={blocked}
          sentence={sentence}
          onClose={() => setIsAsked(false)}
          onGranted={() => {
            setIsAsked(false);
            move.moveAgain();
          }}
        />
      )}
    </section>
  );
}
