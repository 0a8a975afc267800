// Brings an element into view when it becomes the one that was asked for; leaves the page alone otherwise.

import { type RefObject, useEffect, useRef } from 'react';

export function useInView<Kind extends HTMLElement>(isAskedFor: boolean): RefObject<Kind | null> {
  const element = useRef<Kind>(null);
  useEffect(() => {
    if (isAskedFor) element.current?.scrollIntoView({ block: 'nearest' });
  }, [isAskedFor]);
  return element;
}
