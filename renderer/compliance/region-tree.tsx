// Provinces, cities, districts to tick: ticking a place takes everything in it; a place that is partly taken shows a bar.

import { IconChevronRight } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import type { RequestAnswer } from '../parts/station.ts';
import { useText } from '../text/text.ts';
import { choiceOf, toggleRegion } from './region-choice.ts';
import styles from './region-tree.module.css';

type Regions = RequestAnswer<'templates.regions'>;

interface TreeProps {
  readonly regions: Regions;
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
}

export function RegionTree({ regions, chosen, onChange }: TreeProps) {
  const [open, setOpen] = useState<ReadonlySet<string>>(() => new Set());
  function fold(path: string): void {
    const next = new Set(open);
    if (!next.delete(path)) next.add(path);
    setOpen(next);
  }
  const choice = { regions, chosen, onChange, open, fold };
  return (
    <ul className={styles.tree}>
      {Object.entries(regions).map(([province, cities]) => (
        <li key={province}>
          <Place {...choice} path={province} hasInside />
          {open.has(province) && (
            <ul>
              {Object.entries(cities).map(([city, districts]) => {
                const path = `${province}/${city}`;
                return (
                  <li key={city} data-wide={open.has(path) || undefined}>
                    <Place {...choice} path={path} hasInside={districts.length > 0} />
                    {open.has(path) && (
                      <ul>
                        {districts.map((district) => (
                          <li key={district}>
                            <Place {...choice} path={`${path}/${district}`} hasInside={false} />
                          </li>
                        ))}
                      </ul>
                    )}
                  </li>
                );
              })}
            </ul>
          )}
        </li>
      ))}
    </ul>
  );
}

function Place(
  props: TreeProps & {
    readonly path: string;
    readonly hasInside: boolean;
    readonly open: ReadonlySet<string>;
    readonly fold: (path: string) => void;
  },
) {
  const { regions, chosen, onChange, path, hasInside, open, fold } = props;
  const { t } = useText();
  const box = useRef<HTMLInputElement>(null);
  const choice = choiceOf(chosen, path);
  useEffect(() => {
    if (box.current) box.current.indeterminate = choice === 'partly';
  }, [choice]);
  const name = path.split('/').at(-1) ?? path;
  return (
    <div className={styles.place}>
      {hasInside ? (
        <button
          type="button"
          aria-expanded={open.has(path)}
          aria-label={t('templates.unfold', { name })}
          onClick={() => fold(path)}
        >
          <IconChevronRight size={16} />
        </button>
      ) : (
        <span />
      )}
      <label>
        <input
          ref={box}
          type="checkbox"
          checked={choice === 'whole'}
          onChange={() => onChange(toggleRegion(regions, chosen, path))}
        />
        {name}
      </label>
    </div>
  );
}
