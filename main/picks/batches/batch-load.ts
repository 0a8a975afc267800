// What a batch holds, against what a cart or a put wall takes.

/** What one cart or put wall takes; what is left out does not bind. */
export interface BatchCapacity {
  readonly orders?: number;
  readonly weightGrams?: number;
  readonly volumeMillilitres?: number;
  readonly pieces?: number;
}

export type Load = Required<BatchCapacity>;

export const noLoad: Load = { orders: 0, weightGrams: 0, volumeMillilitres: 0, pieces: 0 };

export function addLoads(a: Load, b: Load): Load {
  return {
    orders: a.orders + b.orders,
    weightGrams: a.weightGrams + b.weightGrams,
    volumeMillilitres: a.volumeMillilitres + b.volumeMillilitres,
    pieces: a.pieces + b.pieces,
  };
}

export function takeLoad(a: Load, b: Load): Load {
  return {
    orders: a.orders - b.orders,
    weightGrams: a.weightGrams - b.weightGrams,
    volumeMillilitres: a.volumeMillilitres - b.volumeMillilitres,
    pieces: a.pieces - b.pieces,
  };
}

/** Decimal weights add up to a hair more than they are. */
const hair = 1e-9;

/** Whether both together are no more than the capacity. */
export function fitTogether(a: Load, b: Load, most: BatchCapacity): boolean {
  return (
    a.orders + b.orders <= (most.orders ?? Infinity) &&
    a.weightGrams + b.weightGrams <= (most.weightGrams ?? Infinity) + hair &&
    a.volumeMillilitres + b.volumeMillilitres <= (most.volumeMillilitres ?? Infinity) + hair &&
    a.pieces + b.pieces <= (most.pieces ?? Infinity)
  );
}
