// The colour field at the left edge: the state's colour, its shape, and its place; while items go in, it fills from below.

import styles from './bench-edge.module.css';
import type { BenchLook } from './bench-look.ts';

export function BenchEdge({ look, share }: { readonly look: BenchLook; readonly share: number }) {
  const Shape = look.icon;
  return (
    <div
      className={styles.edge}
      data-tone={look.tone}
      data-pattern={look.pattern}
      data-place={look.place}
      aria-hidden="true"
    >
      <div className={styles.edgeFill} style={{ transform: `scaleY(${share})` }} />
      <Shape className={styles.edgeShape} size={72} stroke={1.75} />
    </div>
  );
}
