// Numbers that look random and are the same for the same seed, on every machine.

/** A whole number from 0 up to, but not, `below`. */
export type DrawNumber = (below: number) => number;

/** Mulberry32: 32 bits of state, good enough to choose what to try next. */
export function drawNumbers(seed: number): DrawNumber {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}
