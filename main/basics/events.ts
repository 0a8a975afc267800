// Events: what happened, told after commit. Screens read anew when told; nothing depends on an event having arrived.

export type StationEvent =
  | { readonly kind: 'orders.changed' }
  | { readonly kind: 'goods.changed' }
  | { readonly kind: 'parcels.changed' }
  | { readonly kind: 'waves.changed' }
  /** A plan of the warehouse, or which bins there are. */
  | { readonly kind: 'warehouse.changed' }
  | { readonly kind: 'batches.changed'; readonly batchId?: string }
  | { readonly kind: 'printers.changed' }
  | { readonly kind: 'shipments.changed' }
  | { readonly kind: 'bench.changed'; readonly benchId: string }
  | { readonly kind: 'settings.changed' }
  /** Who there is, or who sits at which window. */
  | { readonly kind: 'people.changed' }
  | { readonly kind: 'network.changed' }
  /** A shop was pulled, or could not be. */
  | { readonly kind: 'syncs.changed' }
  | { readonly kind: 'station.changed' }
  /** `done` of `total` units of work; `total` 0 while unknown. `metres`: how long the ways are that were found so far. */
  | {
      readonly kind: 'job.progress';
      readonly jobId: string;
      readonly stage: string;
      readonly done: number;
      readonly total: number;
      readonly metres?: number;
    };

export interface Events {
  emit(event: StationEvent): void;
  /** Calls `listener` for each event from now on; the answer stops it. */
  on(listener: (event: StationEvent) => void): () => void;
}

export function createEvents(): Events {
  const listeners = new Set<(event: StationEvent) => void>();
  return {
    emit(event) {
      for (const listener of listeners) listener(event);
    },
    on(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
