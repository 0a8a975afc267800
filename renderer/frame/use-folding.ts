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
    const refold = () => fold(outer, inner, steps);
    refold();
    // Words inside tick, windows are made smaller: whatever changes a width asks again.
    const watch = new ResizeObserver(refold);
    watch.observe(outer);
    for (const child of inner.children) watch.observe(child);
    return () => watch.disconnect();
  });
}

export function fold(
  outer: Pick<HTMLElement, 'setAttribute'>,
  inner: Pick<HTMLElement, 'scrollWidth' | 'clientWidth'>,
  steps: readonly string[],
): void {
  for (let folded = 0; folded <= steps.length; folded += 1) {
    outer.setAttribute('data-fold', steps.slice(0, folded).join(' '));
    if (inner.scrollWidth <= inner.clientWidth) return;
  }
}
