// Parcels packed per hour: bars for today, a stepped line for yesterday, the sum of both so far in words.

import { sayCount } from '../parts/say-count.ts';
import { useText } from '../text/text.ts';
import { chartShape, type HourCount } from './chart-shape.ts';
import styles from './today.module.css';

const width = 560;
const height = 168;
const left = 40;
const floor = 24;

export function Throughput({ hours, now }: { readonly hours: readonly HourCount[]; readonly now: number }) {
  const { t } = useText();
  const shape = chartShape(hours, width - left, height - floor - 8, now);
  const base = height - floor;
  const count = (value: number) => sayCount(value);
  const yesterday = shape.bars
    .map(
      (bar) =>
        `${bar.x + left},${base - bar.yesterdayHeight} ${bar.x + bar.width + left},${base - bar.yesterdayHeight}`,
    )
    .join(' ');
  return (
    <section className={styles.card}>
      <h2>{t('pace.title')}</h2>
      <p className={styles.paceWords}>
        <b>{count(shape.total)}</b> {t('pace.today')}
        <span>{t('pace.yesterday', { count: count(shape.totalYesterday) })}</span>
      </p>
      <svg
        className={styles.chart}
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={t('pace.chart', { today: count(shape.total), yesterday: count(shape.totalYesterday) })}
      >
        {[0.5, 1].map((part) => (
          <g key={part} className={styles.chartRule}>
            <line x1={left} x2={width} y1={base - part * (base - 8)} y2={base - part * (base - 8)} />
            <text x={left - 8} y={base - part * (base - 8) + 4} textAnchor="end">
              {count(shape.top * part)}
            </text>
          </g>
        ))}
        {shape.bars.map((bar) => (
          <g key={bar.hourAt}>
            <rect
              className={styles.chartBar}
              data-present={bar.hourAt <= now && now < bar.hourAt + 3_600_000}
              x={left + bar.x + bar.width * 0.16}
              width={bar.width * 0.68}
              y={base - bar.height}
              height={bar.height}
              rx={Math.min(3, bar.height / 2)}
            >
              <title>
                {t('pace.hour', {
                  hour: new Date(bar.hourAt).getHours(),
                  count: count(bar.packed),
                  before: count(bar.packedYesterday),
                })}
              </title>
            </rect>
            {new Date(bar.hourAt).getHours() % 3 === 0 && (
              <text x={left + bar.x + bar.width / 2} y={height - 6} textAnchor="middle">
                {new Date(bar.hourAt).getHours()}
              </text>
            )}
          </g>
        ))}
        <polyline className={styles.chartBefore} points={yesterday} />
        <line className={styles.chartFloor} x1={left} x2={width} y1={base} y2={base} />
      </svg>
    </section>
  );
}
