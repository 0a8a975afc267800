// The two loud tones of speech. Stop: full width, stays until acknowledged by key or scan. Ask: a bar at the place of work.

import { create } from 'zustand';
import type { Fact } from '../../main/basics/refusal.ts';

export interface Speech {
  /** The same key again replaces what is said, it does not queue twice. */
  readonly key: string;
  readonly tone: 'stop' | 'ask';
  readonly refusal: { readonly code: string; readonly facts: Readonly<Record<string, Fact>> };
}

interface SpeechState {
  readonly speeches: readonly Speech[];
  readonly speak: (speech: Speech) => void;
  readonly acknowledge: (key: string) => void;
}

export const useSpeechStore = create<SpeechState>((set) => ({
  speeches: [],
  speak: (speech) =>
    set((state) => ({ speeches: [...state.speeches.filter((each) => each.key !== speech.key), speech] })),
  acknowledge: (key) => set((state) => ({ speeches: state.speeches.filter((each) => each.key !== key) })),
}));

export function speakAsk(refusal: Speech['refusal'], key = refusal.code): void {
  useSpeechStore.getState().speak({ key, tone: 'ask', refusal });
}
