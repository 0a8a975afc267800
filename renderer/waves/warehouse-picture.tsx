// The warehouse from above, front at the bottom: racks, aisles with their names, cross aisles, the depot, and the way of a list. Aisles
// and the depot are dragged, or moved by arrow keys when they have the focus.

import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
import { useText } from '../text/text.ts';
import { type Barrier, isShut, keyOf, listWays, turnWay } from './edit-layout.ts';
import styles from './warehouse.module.css';
import type { Layout } from './waves-store.ts';

interface Point {
  readonly x: number;
  readonly y: number;
}

/** What is dragged: an aisle by its index, or the depot. */
type Held = number | 'depot';

/** Metres around the plan, and the depth of a rack beside a walkway. */
const marginMetres = 3;
const keyStep = 0.5;

export function WarehousePicture({
  layout,
  perAisle,
  path,
  isShutting,
  onChange,
}: {
  readonly layout: Layout;
  readonly perAisle: readonly number[];
  readonly path: readonly Point[];
  /** True while ways are shut and opened by a press. */
  readonly isShutting: boolean;
  readonly onChange: (layout: Layout) => void;
}) {
  const { t } = useText();
  const svg = useRef<SVGSVGElement>(null);
  const [held, setHeld] = useState<Held | null>(null);
  const { aisles, blocks, crossAisles, depot } = layout;
  const front = crossAisles[0] ?? 0;
  const back = crossAisles.at(-1) ?? 1;
  const xs = [...aisles.map((aisle) => aisle.xMetres), depot.xMetres];
  const ys = [front, back, depot.yMetres];
  const gap = Math.min(
    3,
    ...aisles.slice(1).map((aisle, index) => aisle.xMetres - (aisles[index]?.xMetres ?? 0)),
  );
  const [left, right] = [Math.min(...xs) - marginMetres - gap, Math.max(...xs) + marginMetres + gap];
  const [bottom, top] = [Math.min(...ys) - marginMetres * 1.6, Math.max(...ys) + marginMetres];
  // Text and lines keep their size on screen, however large the hall.
  const unit = Math.max((right - left) / 110, (top - bottom) / 62);
  const rack = Math.max(0.3, gap * 0.28);
  /** Half of what is pressed to shut a way. */
  const spot = Math.min(unit * 1.6, gap * 0.26);
  const flip = (y: number) => -y;

  function place(what: Held, to: Point): void {
    const x = Math.round(to.x * 10) / 10;
    const y = Math.round(to.y * 10) / 10;
    if (what === 'depot') onChange({ ...layout, depot: { xMetres: x, yMetres: y, isAssumed: false } });
    else
      onChange({
        ...layout,
        aisles: aisles.map((aisle, at) => (at === what ? { ...aisle, xMetres: x } : aisle)),
      });
  }
  function pointOf(event: PointerEvent): Point | null {
    const matrix = svg.current?.getScreenCTM()?.inverse();
    if (!matrix) return null;
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix);
    return { x: point.x, y: -point.y };
  }
  const faces = (index: number) => aisles[index]?.faces.join(' ') ?? '';
  function nameOf(way: Barrier): string {
    if (way.kind === 'cross-aisle') {
      const [from, to] = [faces(way.afterAisle), faces(way.afterAisle + 1)];
      return t('house.way-across', { number: way.crossAisle + 1, from, to });
    }
    const [aisle, block] = [faces(way.aisle), blocks[way.block]];
    return way.end === 'front'
      ? t('house.way-front', { aisle, bay: block?.fromBay ?? 0 })
      : t('house.way-back', { aisle, bay: block?.toBay ?? 0 });
  }
  const turnBy = (way: Barrier, isClosed: boolean) => ({
    role: 'checkbox',
    tabIndex: 0,
    'aria-checked': isClosed,
    'aria-label': nameOf(way),
    onClick: () => onChange(turnWay(layout, way)),
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key !== 'Enter' && event.key !== ' ') return;
      event.preventDefault();
      onChange(turnWay(layout, way));
    },
  });
  const grip = (what: Held, at: Point) => ({
    tabIndex: 0,
    onPointerDown: (event: PointerEvent) => {
      setHeld(what);
      svg.current?.setPointerCapture(event.pointerId);
    },
    onKeyDown: (event: KeyboardEvent) => {
      const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
      if (!step) return;
      event.preventDefault();
      place(what, { x: at.x + (step[0] ?? 0) * keyStep, y: at.y + (step[1] ?? 0) * keyStep });
    },
  });

  return (
    <svg
      ref={svg}
      className={styles.svg}
      viewBox={`${left} ${-top} ${right - left} ${top - bottom}`}
      role="application"
      aria-label={t('house.picture')}
      onPointerMove={(event) => {
        const to = held === null ? null : pointOf(event);
        if (held !== null && to) place(held, to);
      }}
      onPointerUp={() => setHeld(null)}
    >
      {crossAisles.map((y) => (
        <line
          key={y}
          className={styles.cross}
          x1={(aisles[0]?.xMetres ?? 0) - gap / 2}
          x2={(aisles.at(-1)?.xMetres ?? 0) + gap / 2}
          y1={flip(y)}
          y2={flip(y)}
          strokeWidth={unit * 1.4}
        />
      ))}
      {aisles.map((aisle, index) => (
        <g key={aisle.faces.join(' ')}>
          {blocks.map((block) => {
            const length = Math.max(0.2, block.backMetres - block.frontMetres - layout.endMetres);
            const y = flip(block.backMetres - layout.endMetres / 2);
            return [-1, 1].map((side) => (
              <rect
                key={`${block.fromBay} ${side}`}
                className={styles.rack}
                x={aisle.xMetres + (side < 0 ? -gap / 2 : gap / 2 - rack)}
                y={y}
                width={rack}
                height={length}
              />
            ));
          })}
          <line
            className={styles.aisle}
            x1={aisle.xMetres}
            x2={aisle.xMetres}
            y1={flip(front)}
            y2={flip(back)}
            strokeWidth={unit * 1.4}
          />
          <g className={styles.grip} {...grip(index, { x: aisle.xMetres, y: 0 })}>
            <rect
              x={aisle.xMetres - Math.min(gap * 0.46, unit * 4)}
              y={flip(back) - unit * 4.4}
              width={Math.min(gap * 0.92, unit * 8)}
              height={unit * 3.4}
              rx={unit * 0.6}
            />
            <text x={aisle.xMetres} y={flip(back) - unit * 2.1} fontSize={Math.min(unit * 2, gap * 0.4)}>
              {aisle.faces.join(' ')}
            </text>
            <title>
              {t('house.aisle-title', { aisle: aisle.faces.join(' '), bins: perAisle[index] ?? 0 })}
            </title>
          </g>
        </g>
      ))}
      {(isShutting ? listWays(layout) : layout.barriers).map((way) => {
        const at = placeOf(layout, way, spot * 2.2);
        if (!at) return null;
        const isClosed = isShut(layout, way);
        return (
          <g
            key={keyOf(way)}
            className={styles.way}
            data-shut={isClosed || undefined}
            {...(isShutting ? turnBy(way, isClosed) : {})}
          >
            {isShutting && <circle cx={at.x} cy={flip(at.y)} r={spot} />}
            {isClosed && <Wall at={{ x: at.x, y: flip(at.y) }} size={spot * 0.72} />}
            {isShutting && <title>{nameOf(way)}</title>}
          </g>
        );
      })}
      {path.length > 1 && (
        <polyline
          className={styles.path}
          points={path.map(({ x, y }) => `${x},${flip(y)}`).join(' ')}
          strokeWidth={unit * 0.7}
          data-path
        />
      )}
      <g className={styles.depot} {...grip('depot', { x: depot.xMetres, y: depot.yMetres })}>
        <circle cx={depot.xMetres} cy={flip(depot.yMetres)} r={unit * 1.8} />
        <text x={depot.xMetres} y={flip(depot.yMetres) + unit * 4.4} fontSize={unit * 2}>
          {t('house.depot')}
        </text>
      </g>
    </svg>
  );
}

/** Where a way is shut: so far inside the aisle that nothing else lies there, or half-way to the next one. */
function placeOf({ aisles, blocks, crossAisles }: Layout, way: Barrier, insideMetres: number): Point | null {
  if (way.kind === 'aisle-end') {
    const [aisle, block] = [aisles[way.aisle], blocks[way.block]];
    if (!aisle || !block) return null;
    const inside = Math.min((block.backMetres - block.frontMetres) / 4, insideMetres);
    return {
      x: aisle.xMetres,
      y: way.end === 'front' ? block.frontMetres + inside : block.backMetres - inside,
    };
  }
  const [from, to] = [aisles[way.afterAisle], aisles[way.afterAisle + 1]];
  const y = crossAisles[way.crossAisle];
  return from && to && y !== undefined ? { x: (from.xMetres + to.xMetres) / 2, y } : null;
}

function Wall({ at, size }: { readonly at: Point; readonly size: number }) {
  return (
    <path
      className={styles.wall}
      d={`M${at.x - size} ${at.y - size} L${at.x + size} ${at.y + size} M${at.x + size} ${at.y - size} L${at.x - size} ${at.y + size}`}
      strokeWidth={size * 0.5}
    />
  );
}
