// A seeded die: the same seed throws the same. The seed is in every message of a fault run.

export interface Dice {
  /** From 0 up to, not including, 1. */
  roll(): number;
  /** A whole number from `least` to `most`. */
  between(least: number, most: number): number;
  pick<Item>(items: readonly Item[]): Item;
  chance(share: number): boolean;
}

export function diceOf(seed: number): Dice {
  let state = seed >>> 0;
  function roll(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
  return {
    roll,
    between: (least, most) => least + Math.floor(roll() * (most - least + 1)),
    pick(items) {
      const picked = items[Math.floor(roll() * items.length)];
      if (picked === undefined) throw new Error('there is something to pick from');
      return picked;
    },
    chance: (share) => roll() < share,
  };
}
