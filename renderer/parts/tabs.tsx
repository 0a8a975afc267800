// The parts of a room, side by side; one is shown.

import styles from './tabs.module.css';

export interface Tab<Part extends string> {
  readonly part: Part;
  readonly words: string;
  /** How many wait there; left out, or 0, shows nothing. */
  readonly count?: number;
}

export function Tabs<Part extends string>(props: {
  readonly label: string;
  readonly tabs: readonly Tab<Part>[];
  readonly present: Part;
  readonly onShow: (part: Part) => void;
}) {
  return (
    <div className={styles.tabs} role="tablist" aria-label={props.label}>
      {props.tabs.map(({ part, words, count }) => (
        <button
          key={part}
          type="button"
          role="tab"
          aria-selected={part === props.present}
          onClick={() => props.onShow(part)}
        >
          {words}
          {count !== undefined && count > 0 && <b>{count}</b>}
        </button>
      ))}
    </div>
  );
}
