// A place of work hears the scanner while it is on screen; the place that came last hears first.

import { useEffect, useRef } from 'react';
import { listenToScans, listenToShortcuts, type Scan, type ScanListener } from './capture-scans.ts';

export type { Scan };

/** `listener` answers false to leave the scan to the place below (in the end the frame, which opens what the code names). */
export function useScans(
  listener: ScanListener,
  options: {
    readonly isActive?: boolean;
    /** True when the same code is awaited once more, e.g. two equal items. */
    readonly expectsAgain?: (code: string) => boolean;
    /** True for a code of two characters that is awaited here, as `T1` on a tote. */
    readonly awaitsShort?: (code: string) => boolean;
    /** Hears before every place of work. */
    readonly isGate?: boolean;
  } = {},
): void {
  const { isActive = true, isGate = false } = options;
  const latest = useRef({ listener, options });
  latest.current = { listener, options };
  useEffect(() => {
    if (!isActive) return;
    return listenToScans(
      (scan) => latest.current.listener(scan),
      (code) => latest.current.options.expectsAgain?.(code) ?? false,
      isGate,
      (code) => latest.current.options.awaitsShort?.(code) ?? false,
    );
  }, [isActive, isGate]);
}

/**
 * Single-letter shortcuts that a scan can never trigger: `useShortcuts({ m: merge, '/': search })`. Called about 70 ms after
 * the key, when it is sure that no scan begins with it; never while a field has the focus.
 */
export function useShortcuts(keys: Readonly<Record<string, () => void>>, isActive = true): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    if (!isActive) return;
    return listenToShortcuts((key) => {
      const act = latest.current[key] ?? latest.current[key.toLowerCase()];
      act?.();
      return act !== undefined;
    });
  }, [isActive]);
}
