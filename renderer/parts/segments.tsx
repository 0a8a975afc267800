// One of two or three, side by side on a tray; the chosen one is lifted.

import { SegmentedControl } from '@mantine/core';
import styles from './segments.module.css';

export function Segments<Value extends string>(props: {
  readonly label: string;
  readonly segments: readonly { readonly value: Value; readonly label: string }[];
  readonly chosen: Value;
  readonly onChoose: (value: Value) => void;
}) {
  return (
    <SegmentedControl
      className={styles.segments ?? ''}
      aria-label={props.label}
      data={[...props.segments]}
      value={props.chosen}
      onChange={props.onChoose}
    />
  );
}
