// What a half-finished walk looks like to the aisles still to come. Sweeping the aisles from the left, all that matters of the part
// already walked is, for each cross aisle at the sweep line, whether it has been touched and an odd or even number of times, and
// which of the touched ones hang together: the equivalence classes of Ratliff and Rosenthal (1983, Operations Research 31(3),
// 507-521) for one block and of Roodbergen and de Koster (2001, European Journal of Operational Research 133(1), 32-43) for two,
// here worked out for any number of cross aisles. Made once for each number.

/** What may be walked of an aisle between two cross aisles. */
export const stretchMoves = {
  /** Not at all: only where nothing is fetched. */
  none: 0,
  /** From one end to the other. */
  through: 1,
  /** Through and back again. */
  twice: 2,
  /** In from the front and out there again. */
  fromFront: 3,
  fromBack: 4,
  /** Both, with a gap between that nobody walks. */
  fromBoth: 5,
} as const;
export const stretchMoveCount = 6;

/** Along a cross aisle to the next column: 0, 1 or 2 times. */
export const crossMoveCount = 3;

/** Which state becomes which by which move; one array each, the same index. */
export interface Transitions {
  readonly from: Int16Array;
  readonly to: Int16Array;
  readonly move: Int8Array;
}

export interface TourStates {
  readonly count: number;
  /** Nothing walked yet. */
  readonly start: number;
  /** By cross aisle: the walk must come by here, for the depot is here. One move, 0. */
  readonly touches: readonly Transitions[];
  /** By block. */
  readonly stretches: readonly Transitions[];
  /** By cross aisle, front to back. */
  readonly crossings: readonly Transitions[];
  /** 1 where what has been walked is one round trip. */
  readonly isRoundTrip: Uint8Array;
}

interface Mark {
  readonly degree: 'none' | 'odd' | 'even';
  /** Marks with the same number hang together. */
  readonly part: number;
}
type State = readonly Mark[];

const untouched: Mark = { degree: 'none', part: -1 };
const made = new Map<number, TourStates>();

export function tourStates(crossAisles: number): TourStates {
  let states = made.get(crossAisles);
  if (!states) {
    states = makeStates(crossAisles);
    made.set(crossAisles, states);
  }
  return states;
}

function makeStates(crossAisles: number): TourStates {
  const states: State[] = [];
  const numbers = new Map<string, number>();
  const numberOf = (state: State): number => {
    const spelled = spell(state);
    const key = spelled.map(({ degree, part }) => `${degree}${part}`).join();
    let number = numbers.get(key);
    if (number === undefined) {
      number = states.length;
      numbers.set(key, number);
      states.push(spelled);
    }
    return number;
  };

  const start = numberOf(Array.from({ length: crossAisles }, () => untouched));
  // One column after the other until no new state comes up at its left end.
  const known = new Set([start]);
  const newOnes = [start];
  const touches = Array.from({ length: crossAisles }, () => new Map<string, number[]>());
  const stretches = Array.from({ length: crossAisles - 1 }, () => new Map<string, number[]>());
  const crossings = Array.from({ length: crossAisles }, () => new Map<string, number[]>());
  const step = (
    from: ReadonlySet<number>,
    moves: number,
    found: Map<string, number[]>,
    apply: (state: State, move: number) => State | undefined,
  ): Set<number> => {
    const reached = new Set<number>();
    for (const number of from) {
      for (let move = 0; move < moves; move += 1) {
        const next = apply(states[number] ?? [], move);
        if (!next) continue;
        const to = numberOf(next);
        found.set(`${number} ${move}`, [number, to, move]);
        reached.add(to);
      }
    }
    return reached;
  };
  while (newOnes.length > 0) {
    let at = new Set(newOnes.splice(0));
    const touched = touches.map((found, crossAisle) =>
      step(at, 1, found, (state) => touch(state, crossAisle)),
    );
    at = new Set([...at, ...touched.flatMap((each) => [...each])]);
    const passingBy = at;
    stretches.forEach((found, block) => {
      at = step(at, stretchMoveCount, found, (state, move) => walkStretch(state, block, move));
    });
    // A column of the depot's own has no aisle.
    at = new Set([...at, ...passingBy]);
    crossings.forEach((found, crossAisle) => {
      at = step(at, crossMoveCount, found, (state, move) => walkAcross(state, crossAisle, move));
    });
    for (const number of at) {
      if (!known.has(number)) newOnes.push(number);
      known.add(number);
    }
  }

  const isRoundTrip = Uint8Array.from(states, (state) => {
    const touched = state.filter(({ degree }) => degree !== 'none');
    const parts = new Set(touched.map(({ part }) => part));
    return touched.every(({ degree }) => degree === 'even') && parts.size === 1 ? 1 : 0;
  });
  return {
    count: states.length,
    start,
    touches: touches.map(toTransitions),
    stretches: stretches.map(toTransitions),
    crossings: crossings.map(toTransitions),
    isRoundTrip,
  };
}

function toTransitions(found: ReadonlyMap<string, readonly number[]>): Transitions {
  const rows = [...found.values()];
  return {
    from: Int16Array.from(rows, ([from = 0]) => from),
    to: Int16Array.from(rows, ([, to = 0]) => to),
    move: Int8Array.from(rows, ([, , move = 0]) => move),
  };
}

/** The parts numbered as they come: two states that mean the same are written the same. */
function spell(state: State): State {
  const numbers = new Map<number, number>();
  return state.map((mark) => {
    if (mark.degree === 'none') return untouched;
    if (!numbers.has(mark.part)) numbers.set(mark.part, numbers.size);
    return { degree: mark.degree, part: numbers.get(mark.part) ?? 0 };
  });
}

function touch(state: State, at: number): State {
  if (state[at]?.degree !== 'none') return state;
  const part = Math.max(...state.map((mark) => mark.part)) + 1;
  return state.map((mark, index) => (index === at ? { degree: 'even', part } : mark));
}

function walkStretch(state: State, block: number, move: number): State | undefined {
  const [front, back] = [block, block + 1];
  switch (move) {
    case stretchMoves.none:
      return state;
    case stretchMoves.fromFront:
      return touch(state, front);
    case stretchMoves.fromBack:
      return touch(state, back);
    case stretchMoves.fromBoth:
      return touch(touch(state, front), back);
    default: {
      const both = touch(touch(state, front), back);
      const [kept, gone] = [both[front]?.part, both[back]?.part];
      return both.map((mark, index) => {
        const isTurned = move === stretchMoves.through && (index === front || index === back);
        const degree = isTurned ? (isOdd(state[index]) ? 'even' : 'odd') : mark.degree;
        return { degree, part: mark.part === gone && kept !== undefined ? kept : mark.part };
      });
    }
  }
}

function isOdd(mark: Mark | undefined): boolean {
  return mark?.degree === 'odd';
}

/**
 * The old column's end of this cross aisle is left behind: it must be even by now, and what hangs on it must go on somewhere. Going
 * twice to where nothing has been walked would only be a detour.
 */
function walkAcross(state: State, crossAisle: number, times: number): State | undefined {
  const old = state[crossAisle] ?? untouched;
  if (old.degree === 'none') return times === 0 ? state : undefined;
  if (old.degree === 'odd') return times === 1 ? state : undefined;
  if (times === 1) return undefined;
  if (times === 2) return state;
  const goesOn = state.some((mark, index) => index !== crossAisle && mark.part === old.part);
  return goesOn ? state.map((mark, index) => (index === crossAisle ? untouched : mark)) : undefined;
}
