// What the station and its import worker say to each other.

import type { StationEvent } from '../basics/events.ts';
import type { Refusal } from '../basics/refusal.ts';
import type { TurnMemory } from '../database/writer-turn.ts';
import type { AppliedImport, ImportId, ImportReport, Inspection } from './import-kinds.ts';

/** What the worker is made of. */
export interface ImportWorkerData {
  readonly databasePath: string;
  readonly turnMemory: TurnMemory;
  readonly vaultKey: Uint8Array;
  /** Word 0: number of the errand that is to stop, or `cancelAll`. */
  readonly cancelMemory: SharedArrayBuffer;
}

export const cancelAll = -1;

export interface ImportErrands {
  inspect: {
    readonly argument: {
      readonly importId: ImportId;
      readonly path: string;
      readonly fileName: string;
      readonly shopId: string | null;
      readonly mostMegabytes: number;
      readonly now: number;
    };
    readonly answer: Inspection;
  };
  apply: {
    readonly argument: {
      readonly importId: ImportId;
      readonly shopId: string | null;
      readonly mostMegabytes: number;
      readonly person: string;
      readonly now: number;
    };
    readonly answer: AppliedImport;
  };
  report: { readonly argument: { readonly importId: ImportId }; readonly answer: ImportReport };
  forget: { readonly argument: { readonly importId: ImportId }; readonly answer: null };
}

export type ErrandName = keyof ImportErrands;

export interface Errand {
  readonly errandNo: number;
  readonly name: ErrandName;
  readonly argument: ImportErrands[ErrandName]['argument'];
}

export type WorkerMessage =
  | { readonly kind: 'answer'; readonly errandNo: number; readonly value: unknown }
  | { readonly kind: 'refusal'; readonly errandNo: number; readonly refusal: Refusal }
  | {
      readonly kind: 'fault';
      readonly errandNo: number;
      readonly code: string;
      readonly retry: 'now' | 'later' | 'never';
      readonly facts: Refusal['facts'];
    }
  | { readonly kind: 'bug'; readonly errandNo: number; readonly message: string }
  | { readonly kind: 'event'; readonly event: StationEvent };
