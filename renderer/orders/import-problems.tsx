// Rows that were not understood: where they are in the file, what stands there, why it does not fit and what to do.

import { type Facts, hasText, say, useText } from '../text/text.ts';
import styles from './import.module.css';
import type { Inspection } from './import-store.ts';

const shown = 200;

export function ImportProblems({ inspection }: { readonly inspection: Inspection }) {
  const { t, language } = useText();
  const { problems, problemCount, counts } = inspection;
  if (problemCount === 0) return null;
  return (
    <section className={styles.problems}>
      <h3>
        {counts.bad > 0
          ? t('import.bad-rows', { count: counts.bad.toLocaleString(language) })
          : t('import.noticed-rows', { count: problemCount.toLocaleString(language) })}
      </h3>
      <div className={styles.problemList}>
        <table>
          <thead>
            <tr>
              <th>{t('import.row')}</th>
              <th>{t('import.column')}</th>
              <th>{t('import.value')}</th>
              <th>{t('import.reason')}</th>
            </tr>
          </thead>
          <tbody>
            {problems.slice(0, shown).map((problem) => (
              <tr key={`${problem.row} ${problem.column} ${problem.reason}`}>
                <td>{problem.row}</td>
                <td>{problem.column}</td>
                <td title={problem.value}>{problem.value}</td>
                <td>
                  <ProblemWords reason={problem.reason} facts={problem.facts} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {problemCount > problems.length && (
        <p>
          {t('import.more-problems', { count: (problemCount - problems.length).toLocaleString(language) })}
        </p>
      )}
    </section>
  );
}

/** The reason is itself the key of its sentence, e.g. `import.row.quantity`; what to do stands under `….do`. */
function ProblemWords({ reason, facts }: { readonly reason: string; readonly facts: Facts }) {
  const action = `${reason}.do`;
  return (
    <>
      {hasText(reason) ? say(reason, facts) : reason}
      {hasText(action) && <small>{say(action, facts)}</small>}
    </>
  );
}
