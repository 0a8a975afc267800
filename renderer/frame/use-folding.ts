// Makes a line fit its width: folds its parts one after the other, in the given order, until nothing is cut. What is folded is
// an attribute (`data-fold="printers role"`) that the style sheet obeys, set before anything is painted.

import { type RefObject, useLayoutEffect } from 'react';

/** `line` is the element that may overflow; the attribute is put on `root`, which holds it. Fits anew after each render. */
export function useFolding(
  root: RefObject<HTMLElement | null>,
  line: RefObject<HTMLElement | null>,
  steps: readonly string[],
): void {
  useLayoutEffect(() => {
    const [outer, inner] = [root.current, line.current];
    if (!outer || !inner) return;
    // Told after the layout and before the paint, at first and whenever a width changes: words tick, windows get smaller.
    const watch = new ResizeObserver(() => fold(outer, inner, steps));
    watch.observe(outer);
    for (const child of inner.children) watch.observe(child);
    return () => watch.disconnect();
  });
}

export function fold(
  outer: Pick<HTMLElement, 'getAttribute' | 'setAttribute'>,
  inner: Pick<HTMLElement, 'scrollWidth' | 'clientWidth'>,
  steps: readonly string[],
): void {
  // Nothing folded and nothing cut: the layout is left alone.
  if (!outer.getAttribute('data-fold') && inner.scrollWidth <= inner.clientWidth) return;
  for (let folded = 0; folded <= steps.length; folded += 1) {
    outer.setAttribute('data-fold', steps.slice(0, folded).join(' '));
    if (inner.scrollWidth <= inner.clientWidth) return;
  }
}
