// One of a few, each a row wide enough for a glove, with a second line where the words alone do not say it.

import { type ReactNode, useId } from 'react';
import styles from './choices.module.css';

export interface Choice<Value extends string> {
  readonly value: Value;
  readonly words: string;
  /** What choosing it means. */
  readonly what?: string;
}

export function Choices<Value extends string>(props: {
  readonly legend: string;
  /** Where the sentence above says it already, it is only read aloud. */
  readonly isLegendHidden?: boolean;
  readonly choices: readonly Choice<Value>[];
  readonly chosen: Value | null;
  readonly onChoose: (value: Value) => void;
  /** Stands there when there is nothing to choose from. */
  readonly none?: ReactNode;
}) {
  const name = useId();
  return (
    <fieldset className={styles.choices} aria-label={props.isLegendHidden ? props.legend : undefined}>
      {!props.isLegendHidden && <legend>{props.legend}</legend>}
      {props.choices.length === 0 && props.none}
      {props.choices.map(({ value, words, what }) => (
        <label key={value}>
          <input
            type="radio"
            name={name}
            value={value}
            checked={value === props.chosen}
            onChange={() => props.onChoose(value)}
          />
          {what === undefined ? (
            words
          ) : (
            <span>
              <b>{words}</b>
              <small>{what}</small>
            </span>
          )}
        </label>
      ))}
    </fieldset>
  );
}
