// What each preset is called, asked once: makes and models are the same in every language.

import { useMemo } from 'react';
import { useAnswer } from '../parts/use-answer.ts';

export function usePresetNames(): ReadonlyMap<string, string> {
  const presets = useAnswer('printers.presets', {});
  return useMemo(
    () => new Map((presets.value ?? []).map((preset) => [preset.id, preset.name])),
    [presets.value],
  );
}
