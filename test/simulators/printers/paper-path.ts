// Where labels become paper: one after the other, at the speed of the motor, as long as there is paper and nobody opens the
// head. What lies on the roll is the truth of every fault test, half labels included.

import { type BodyState, hashOf, type Sheet } from './sheet.ts';

export type Trouble = Exclude<BodyState['trouble'], null>;

export interface Printed {
  readonly no: number;
  readonly kind: Sheet['kind'];
  readonly startedAt: number;
  readonly endedAt: number;
  readonly widthDots: number;
  readonly heightDots: number;
  /** Rows that are on paper; fewer than the height on a half label. */
  readonly printedRows: number;
  readonly isWhole: boolean;
  /** Printed again by the printer itself, after paper was loaded. */
  readonly isReprint: boolean;
  readonly hash: string;
  readonly note: string;
  readonly bits: Uint8Array;
}

/** Real time, real time made faster, or time that only moves when it is told to. */
export interface PathClock {
  now(): number;
  after(ms: number, work: () => void): () => void;
}

export interface PathOptions {
  readonly dotsPerMm: number;
  readonly gapMm: number;
  /** Null: a label is out at once. */
  readonly ips: number | null;
  /** What a stop costs: back and up to speed again. */
  readonly restartMs: number;
}

export interface PaperPath {
  readonly roll: readonly Printed[];
  /** Formatted, the one being printed included. */
  readonly images: readonly Sheet[];
  readonly trouble: Trouble | null;
  readonly isPaused: boolean;
  readonly isPrinting: boolean;
  readonly odometer: number;
  /** How much paper is left, in labels; infinite unless said. */
  readonly paperLeft: number;
  reprints: boolean;
  add(sheet: Sheet): void;
  /** Stops now, in the middle of a label if one is moving. */
  stop(trouble: Trouble): void;
  /** New paper, jam out, head closed. */
  mend(paperLabels?: number): void;
  setPaper(labels: number): void;
  pause(isOn: boolean): void;
  /** Drops what is formatted and not moving. */
  clear(): void;
  /** The moving label stays half on the paper; everything else is forgotten. */
  powerOff(): void;
}

export function createPaperPath(
  options: PathOptions,
  clock: PathClock,
  onChange: (printed?: Printed) => void,
): PaperPath {
  const roll: Printed[] = [];
  let images: Sheet[] = [];
  let moving: { sheet: Sheet; startedAt: number; durationMs: number; cancel: () => void } | undefined;
  let trouble: Trouble | null = null;
  let isPaused = false;
  let isReprint = false;
  let odometer = 0;
  let paperLeft = Number.POSITIVE_INFINITY;

  /** `isFollowing`: right behind the label before it, without a stop of the motor. */
  function next(isFollowing = false): void {
    const sheet = images[0];
    if (moving || trouble || isPaused || !sheet) return;
    if (paperLeft <= 0) {
      trouble = 'paper-out';
      return;
    }
    const mm = sheet.heightDots / options.dotsPerMm + options.gapMm;
    const wholeMs =
      options.ips === null ? 0 : (mm / 25.4 / options.ips) * 1_000 + (isFollowing ? 0 : options.restartMs);
    const share = Math.min(1, paperLeft);
    const startedAt = clock.now();
    const ended = () => {
      if (share < 1) halt(share, 'paper-out');
      else finish(true, sheet.heightDots);
    };
    moving = { sheet, startedAt, durationMs: wholeMs, cancel: () => {} };
    if (options.ips === null) ended();
    else moving.cancel = clock.after(wholeMs * share, ended);
  }

  /** The label leaves the head, whole or not, and lies on the roll. */
  function finish(isWhole: boolean, printedRows: number): void {
    const done = moving;
    if (!done) return;
    const { sheet, startedAt } = done;
    moving = undefined;
    const printed: Printed = {
      no: roll.length + 1,
      kind: sheet.kind,
      startedAt,
      endedAt: clock.now(),
      widthDots: sheet.widthDots,
      heightDots: sheet.heightDots,
      printedRows,
      isWhole,
      isReprint,
      hash: hashOf(sheet),
      note: sheet.note,
      bits: sheet.bits,
    };
    roll.push(printed);
    paperLeft -= isWhole ? 1 : printedRows / sheet.heightDots;
    isReprint = false;
    if (isWhole) {
      odometer += 1;
      images.shift();
    }
    // Before anybody is told: what is formatted does not wait for what the telling starts.
    if (options.ips !== null) next(true);
    onChange(printed);
    next();
  }

  /** Stops in the middle: half a label is out, and is printed again later or is lost, as this printer does. */
  function halt(share: number, why: Trouble): void {
    trouble = why;
    const done = moving;
    if (!done) return;
    done.cancel();
    const half = images[0];
    finish(false, Math.floor(done.sheet.heightDots * share));
    if (path.reprints) isReprint = true;
    else if (images[0] === half) images.shift();
    onChange();
  }

  const path: PaperPath = {
    get roll() {
      return roll;
    },
    get images() {
      return images;
    },
    get trouble() {
      return trouble;
    },
    get isPaused() {
      return isPaused;
    },
    get isPrinting() {
      return moving !== undefined;
    },
    get odometer() {
      return odometer;
    },
    get paperLeft() {
      return paperLeft;
    },
    reprints: true,
    add(sheet) {
      images.push(sheet);
      next();
      onChange();
    },
    stop(why) {
      if (moving) halt(Math.min(1, (clock.now() - moving.startedAt) / Math.max(1, moving.durationMs)), why);
      else trouble = why;
      onChange();
    },
    mend(paperLabels) {
      if (paperLabels !== undefined) paperLeft = paperLabels;
      else if (trouble === 'paper-out') paperLeft = Number.POSITIVE_INFINITY;
      trouble = null;
      next();
      onChange();
    },
    setPaper(labels) {
      paperLeft = labels;
    },
    pause(isOn) {
      isPaused = isOn;
      next();
      onChange();
    },
    clear() {
      images = moving ? images.slice(0, 1) : [];
      if (!moving) isReprint = false;
      onChange();
    },
    powerOff() {
      if (moving) {
        const share = Math.min(1, (clock.now() - moving.startedAt) / Math.max(1, moving.durationMs));
        moving.cancel();
        images = images.slice(0, 1);
        trouble = 'jam'; // nothing moves without power
        finish(false, Math.floor(moving.sheet.heightDots * share));
      }
      images = [];
      isReprint = false;
      trouble = null;
      onChange();
    },
  };
  return path;
}
