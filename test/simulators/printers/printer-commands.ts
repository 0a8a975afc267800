// What a simulated printer is started with, can be told, and reports. One JSON line each.

import type { Printed, Trouble } from './paper-path.ts';

export interface PrinterOptions {
  readonly language: 'zpl' | 'tspl' | 'epl' | 'escpos';
  /** 0 takes a free one. */
  readonly port: number;
  readonly dotsPerMm: number;
  readonly headDots: number;
  readonly gapMm: number;
  /** Inches a second; null prints at once. */
  readonly ips: number | null;
  readonly restartMs: number;
  /** 1 is real time, 100 a hundred times as fast; `moved` stands still until `pass`. */
  readonly time: number | 'moved';
  /** Receive buffer: what waits to be formatted. Full = the socket is not read. */
  readonly bufferBytes: number;
  /** Formatted labels held at a time, the one being printed included. */
  readonly imageDepth: number;
  /** Labels on the roll, fractions allowed: 3.4 runs out in the middle of the fourth. Null never runs out. */
  readonly paper: number | null;
  /** What it does with the label that was in it at the end of the paper; `asked`: on, until a label says otherwise. */
  readonly reprints: 'on' | 'off' | 'asked';
  /** A new connection begins with a fresh parser. Most printers do not. */
  readonly forgetsOnClose: boolean;
  /** Takes black for white. */
  readonly isInverted: boolean;
  /** ZPL: ~HS says nothing while something is wrong. */
  readonly isSilentInTrouble: boolean;
  /** ZPL: knows the label counter. TSPL: knows ESC !S. */
  readonly isRecent: boolean;
  readonly model: string;
  readonly answerDelayMs: number;
  /** Answers leave in pieces of so many bytes; null in one. */
  readonly answerPieceBytes: number | null;
  /** It ends itself after this. */
  readonly lifeMs: number;
}

export type PrinterCommand =
  /**
   * `cut`: the connection is reset, what arrived still prints. `power-cut`: everything in memory is lost, the label that moves stays
   * half. With `stay` nobody can connect until `mend`. `deaf`: reads no more. `silent`: answers no more. `nonsense`: answers in another
   * language. The others stop the paper at once, in the middle of a label if one moves. `atByte`: when so many bytes have been read.
   */
  | {
      readonly do: 'fault';
      readonly what: 'cut' | 'power-cut' | 'deaf' | 'silent' | 'nonsense' | 'pause' | Trouble;
      readonly atByte?: number;
      readonly stay?: boolean;
    }
  /** Everything is right again; `paper`: so many labels on the new roll. */
  | { readonly do: 'mend'; readonly paper?: number }
  | {
      readonly do: 'set';
      readonly paper?: number;
      readonly paperLow?: boolean;
      readonly reprints?: PrinterOptions['reprints'];
      readonly answerDelayMs?: number;
      readonly answerPieceBytes?: number | null;
      /** What has not struck yet never will. */
      readonly withoutFaults?: true;
    }
  /** Something nobody asked for; base64. */
  | { readonly do: 'say'; readonly bytes: string }
  | { readonly do: 'pass'; readonly ms: number }
  | { readonly do: 'read'; readonly bits?: boolean }
  /** Answered when all of it is true. `labels`: whole ones on the roll. */
  | {
      readonly do: 'wait';
      readonly labels?: number;
      readonly bytes?: number;
      readonly connections?: number;
      readonly isResting?: boolean;
      readonly trouble?: Trouble | null;
    };

export interface PrinterSight {
  readonly roll: readonly (Omit<Printed, 'bits'> & { readonly bits?: string })[];
  readonly receivedBytes: number;
  /** In the receive buffer, not yet formatted. */
  readonly heldBytes: number;
  readonly heldLabels: number;
  readonly isPrinting: boolean;
  readonly connections: number;
  readonly connectionCount: number;
  readonly trouble: Trouble | null;
  readonly isPaused: boolean;
  readonly odometer: number;
  /** What it did not understand. */
  readonly complaints: readonly string[];
  readonly now: number;
}

/** Said unasked. */
export type PrinterEvent =
  | { readonly event: 'listening'; readonly port: number }
  | { readonly event: 'printed'; readonly no: number; readonly isWhole: boolean; readonly note: string }
  | {
      readonly event: 'fault';
      readonly what: string;
      readonly receivedBytes: number;
      readonly printed: number;
    };

/** The answer to the command of this number. */
export interface PrinterAnswer {
  readonly no: number;
  readonly state?: PrinterSight;
}
