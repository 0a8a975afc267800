// What a person set up on a screen (columns, views) and wants to find again tomorrow: kept by the station as a setting. A person
// who may not change settings keeps it for as long as the window is open.

import { useCallback, useEffect, useRef, useState } from 'react';
import { useSetting } from '../frame/station-store.ts';
import { ask } from '../parts/station.ts';

type ScreenSetting = 'screen.orderColumns' | 'screen.orderViews';

/** A drag moves a value many times: it is saved once it rests. */
const restMs = 600;

export function useRemembered<Value>(
  name: ScreenSetting,
  byDefault: Value,
  isValue: (value: unknown) => value is Value,
): readonly [Value, (change: (before: Value) => Value) => void] {
  const saved = useSetting(name);
  const [value, setValue] = useState<Value>(() => parse(saved, byDefault, isValue));
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);

  // biome-ignore lint/correctness/useExhaustiveDependencies: only a newly saved value replaces what is on screen
  useEffect(() => {
    if (timer.current === undefined) setValue(parse(saved, byDefault, isValue));
  }, [saved]);

  const change = useCallback(
    (next: (before: Value) => Value) => {
      setValue((before) => {
        const after = next(before);
        clearTimeout(timer.current);
        timer.current = setTimeout(() => {
          timer.current = undefined;
          void ask('settings.set', { name, value: JSON.stringify(after) });
        }, restMs);
        return after;
      });
    },
    [name],
  );
  return [value, change];
}

function parse<Value>(saved: unknown, byDefault: Value, isValue: (value: unknown) => value is Value): Value {
  if (typeof saved !== 'string' || saved === '') return byDefault;
  try {
    const value: unknown = JSON.parse(saved);
    return isValue(value) ? value : byDefault;
  } catch {
    return byDefault;
  }
}
