// Whether the one search is open, and what it began with.

import { create } from 'zustand';

export const useSearchStore = create<{
  readonly isOpen: boolean;
  readonly open: () => void;
  readonly close: () => void;
}>((set) => ({
  isOpen: false,
  open: () => set({ isOpen: true }),
  close: () => set({ isOpen: false }),
}));
