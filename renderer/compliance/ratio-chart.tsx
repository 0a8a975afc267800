// The ratio as a line through the day: what was, the threshold, and a cone of where it ends.

import { useText } from '../text/text.ts';
import styles from './ratio-chart.module.css';
import { type DayOfShop, ratioShape } from './ratio-shape.ts';
import { sayHour, sayPercent } from './say-ratio.ts';

const width = 1120;
const height = 260;
const left = 64;
const right = 88;
const foot = 36;
const top = 16;

export function RatioChart({ day }: { readonly day: DayOfShop }) {
  const { t, language } = useText();
  const shape = ratioShape(day, width - left - right, height - foot - top);
  const end = day.forecast.points.at(-1);
  const wideEnough = shape.end && shape.here ? shape.end.x - shape.here.x > 90 : true;
  return (
    <figure className={styles.chartBox}>
      <svg
        className={styles.chart}
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={t('compliance.chart', {
          ratio: day.ratio === null ? '–' : sayPercent(day.ratio, language),
          least: day.leastPercent,
          end: end ? sayPercent(end.expected, language) : '–',
        })}
        data-level={day.level}
      >
        <g transform={`translate(${left} ${top})`}>
          <rect
            className={styles.belowGround}
            x={0}
            y={shape.leastY}
            width={shape.width}
            height={shape.height - shape.leastY}
          />
          {shape.levels.map(({ percent, y }) => (
            <g key={percent}>
              <line className={styles.level} x1={0} x2={shape.width} y1={y} y2={y} />
              <text className={styles.axis} x={-12} y={y + 5} textAnchor="end">
                {percent}%
              </text>
            </g>
          ))}
          {shape.hours.map(({ at, x }) => (
            <text key={at} className={styles.axis} x={x} y={shape.height + 26} textAnchor="middle">
              {sayHour(at, day.shop.timeZone)}
            </text>
          ))}
          {shape.band && <path className={styles.band} d={shape.band} />}
          {shape.ground && <path className={styles.ground} d={shape.ground} />}
          {shape.expected && <path className={styles.expected} d={shape.expected} />}
          <line className={styles.least} x1={0} x2={shape.width} y1={shape.leastY} y2={shape.leastY} />
          <text className={styles.leastWord} x={shape.width + 10} y={shape.leastY + 6}>
            {day.leastPercent}%
          </text>
          <line className={styles.now} x1={shape.nowX} x2={shape.nowX} y1={-4} y2={shape.height} />
          {shape.line && <path className={styles.line} d={shape.line} />}
          {shape.here && <circle className={styles.here} cx={shape.here.x} cy={shape.here.y} r={7} />}
          {shape.end && wideEnough && (
            <circle className={styles.endDot} cx={shape.end.x} cy={shape.end.y} r={5} />
          )}
        </g>
      </svg>
      <figcaption className={styles.legend}>
        <span data-of="line">{t('compliance.legend.line')}</span>
        <span data-of="least">{t('compliance.legend.least')}</span>
        <span data-of="band">{t('compliance.legend.band')}</span>
      </figcaption>
    </figure>
  );
}
