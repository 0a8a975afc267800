// A verdict of the guard in sentences: shape, what is wrong and why, the rule's id small, the lines concerned.

import { sayRule } from '../parts/say-rule.ts';
import { Tone, ToneIcon, type ToneName } from '../parts/tone.tsx';
import { hasText, say, useText } from '../text/text.ts';
import styles from './verdict.module.css';
import type { Verdict } from './waves-store.ts';

type Said = Verdict['verdict'] | Verdict['reasons'][number]['verdict'];

export const verdictTones: Readonly<Record<Said, ToneName>> = {
  allow: 'ok',
  overridden: 'ok',
  warn: 'ask',
  block: 'stop',
};

export function VerdictWords({ verdict }: { readonly verdict: Verdict }) {
  const { t } = useText();
  return (
    <div className={styles.verdict}>
      <Tone tone={verdictTones[verdict.verdict]} size={22}>
        {t(`waves.verdict.${verdict.verdict}`)}
      </Tone>
      {verdict.reasons.length > 0 && (
        <ul className={styles.reasons}>
          {verdict.reasons.map((reason) => (
            <li key={`${reason.rule} ${reason.lines.map((line) => line.lineId).join()}`}>
              <ToneIcon tone={verdictTones[reason.verdict]} />
              <div>
                <p>{sayRule(reason)}</p>
                {reason.overridden && (
                  <p className={styles.concerned}>
                    {t('override.said', { person: reason.overridden.person, reason: reason.overridden.why })}
                  </p>
                )}
                <Consequence rule={reason.rule} cost={reason.consequence} />
                <RuleId rule={reason.rule} />
                {reason.lines.length > 0 && (
                  <p className={styles.concerned}>
                    {[...new Set(reason.lines.map((line) => line.skuCode))].slice(0, 6).join(' · ')}
                  </p>
                )}
              </div>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

export function RuleId({ rule }: { readonly rule: string }) {
  return <code className={styles.rule}>{rule}</code>;
}

/** What follows when the rule is broken: the day's ratio, ¥. */
function Consequence(props: { readonly rule: string; readonly cost: Readonly<Record<string, number>> }) {
  const key = `rule.${props.rule}.consequence`;
  return hasText(key) ? <p className={styles.consequence}>{say(key, props.cost)}</p> : null;
}
