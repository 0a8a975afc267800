// What the station under test is told and answers, one JSON line each.

import type { PrinterProfile } from '../../main/devices/printers/profile.ts';

export interface PrinterPlace {
  readonly printerId: string;
  readonly port: number;
  readonly profile: PrinterProfile;
}

export type StationCommand =
  | { readonly do: 'printers'; readonly printers: readonly PrinterPlace[] }
  /** Five labels, say; `firstNo` is drawn on the first of them, the next number on the next. */
  | {
      readonly do: 'batch';
      readonly batchId: string;
      readonly batchNo: number;
      readonly printerId: string;
      readonly labels: number;
      readonly firstNo: number;
    }
  | { readonly do: 'start'; readonly batchId: string }
  | {
      readonly do: 'settle';
      readonly batchId: string;
      /** The last label that came out whole: its code as scanned, or null when none did. */
      readonly code: string | null;
      readonly missing: readonly number[];
    }
  | { readonly do: 'move'; readonly batchId: string; readonly printerId: string }
  | { readonly do: 'let-go'; readonly batchId: string }
  | { readonly do: 'read'; readonly batchId: string }
  /** Its labels are void: the parcels are free for the next run. */
  | { readonly do: 'forget'; readonly batchId: string }
  /** Stops as a person would stop it, and ends. */
  | { readonly do: 'stop' };

export interface LabelSight {
  readonly position: number;
  readonly state: string;
  readonly evidence: string | null;
  readonly isMaybeTwice: boolean;
  readonly reason: string | null;
}

export interface BatchSight {
  readonly state: string;
  readonly stopReason: string | null;
  readonly unconfirmed: number;
  readonly labels: readonly LabelSight[];
}

export type StationReport =
  | { readonly no: number; readonly refused: string | null; readonly batch: BatchSight | null }
  | { readonly event: 'ready' }
  | { readonly event: 'rested'; readonly batchId: string }
  | { readonly event: 'printer'; readonly printerId: string; readonly kind: string }
  | { readonly event: 'broken'; readonly why: string };
