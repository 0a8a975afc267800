// Due counts move with the clock, without any event: asked again at each new minute.

import { useEffect, useRef } from 'react';

export function useMinute(minute: number, reload: () => void): void {
  const last = useRef(minute);
  useEffect(() => {
    if (last.current === minute) return;
    last.current = minute;
    reload();
  }, [minute, reload]);
}
