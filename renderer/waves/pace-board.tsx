// How many pieces and lines each person picked today, hour by hour.

import { IconClockHour4 } from '@tabler/icons-react';
import { useMemo } from 'react';
import { EmptyList } from '../parts/empty-list.tsx';
import { RefusalBar } from '../parts/notice-bar.tsx';
import { sayCount } from '../parts/say-count.ts';
import { useAnswer } from '../parts/use-answer.ts';
import { Wait } from '../parts/wait.tsx';
import { useNowStore } from '../parts/when.tsx';
import { useText } from '../text/text.ts';
import styles from './pace.module.css';

export function PaceBoard() {
  const { t } = useText();
  const now = useNowStore((state) => state.now);
  const fromAt = new Date(now).setHours(0, 0, 0, 0);
  const answer = useAnswer('picks.perHour', { fromAt }, { refreshOn: ['waves.changed', 'station.changed'] });
  const shown = useMemo(() => arrange(answer.value ?? []), [answer.value]);
  if (!answer.value) {
    return answer.refusal ? <RefusalBar refusal={answer.refusal} /> : <Wait what={t('waves.counting')} />;
  }
  if (answer.value.length === 0) {
    return (
      <EmptyList title={t('pace.nothing')} picture={<IconClockHour4 size={32} stroke={1.6} />}>
        {t('pace.nothing-why')}
      </EmptyList>
    );
  }
  return (
    <section className={styles.pace}>
      <p className={styles.total}>
        <strong>{sayCount(shown.pieces)}</strong> {t('pace.pieces-today', { lines: sayCount(shown.lines) })}
      </p>
      <table className={styles.table}>
        <thead>
          <tr>
            <th>{t('pace.person')}</th>
            {shown.hours.map((hour) => (
              <th key={hour}>{`${String(new Date(hour).getHours()).padStart(2, '0')}:00`}</th>
            ))}
            <th>{t('pace.pieces')}</th>
            <th>{t('pace.lines')}</th>
            <th>{t('pace.an-hour')}</th>
          </tr>
        </thead>
        <tbody>
          {shown.people.map((person) => (
            <tr key={person.name}>
              <th scope="row">{person.name}</th>
              {shown.hours.map((hour) => {
                const pieces = person.byHour.get(hour) ?? 0;
                return (
                  <td key={hour}>
                    {pieces > 0 && (
                      <span className={styles.bar}>
                        <i style={{ transform: `scaleY(${pieces / shown.most})` }} />
                        <b>{pieces}</b>
                      </span>
                    )}
                  </td>
                );
              })}
              <td>{sayCount(person.pieces)}</td>
              <td>{sayCount(person.lines)}</td>
              <td className={styles.rate}>{sayCount(Math.round(person.pieces / person.byHour.size))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface Hour {
  readonly person: string;
  readonly hourAt: number;
  readonly pieces: number;
  readonly lines: number;
}

/** People with most pieces first; hours from the first to the last in which anybody picked. */
function arrange(rows: readonly Hour[]) {
  const people = new Map<
    string,
    { name: string; pieces: number; lines: number; byHour: Map<number, number> }
  >();
  for (const { person: name, hourAt, pieces, lines } of rows) {
    const person = people.get(name) ?? { name, pieces: 0, lines: 0, byHour: new Map() };
    people.set(name, person);
    person.pieces += pieces;
    person.lines += lines;
    person.byHour.set(hourAt, pieces);
  }
  const at = rows.map((row) => row.hourAt);
  const [first, last] = [Math.min(...at), Math.max(...at)];
  const hours =
    rows.length === 0
      ? []
      : Array.from({ length: (last - first) / 3_600_000 + 1 }, (_, n) => first + n * 3_600_000);
  const list = [...people.values()].sort((a, b) => b.pieces - a.pieces || (a.name < b.name ? -1 : 1));
  return {
    people: list,
    hours,
    most: Math.max(1, ...rows.map((row) => row.pieces)),
    pieces: list.reduce((sum, person) => sum + person.pieces, 0),
    lines: list.reduce((sum, person) => sum + person.lines, 0),
  };
}
