// A label printer: a wire that carries bytes, a language that says what they mean, and the asking in between. Labels are handed over
// one by one; `confirm` tells what the best evidence that this printer gives proves of them. A printer that answers is asked over
// the same line, kept open for the whole run. One that cannot answer is proved by the clean end of its line alone, two labels at
// most on each.

import type { Clock } from '../../basics/clock.ts';
import type { PrinterId } from '../../basics/ids.ts';
import { type Asked, type DeviceTalk, talkTo } from './ask-device.ts';
import { createLabelProof, type LabelProof, type Round, stopsPrinting } from './label-proof.ts';
import type { DeviceTrouble, PrinterLanguage, StatusQuestion } from './language.ts';
import type {
  Confirmation,
  LabelFormat,
  LabelPrinter,
  PrintableLabel,
  PrintEvidence,
  PrinterState,
  SendOutcome,
} from './printer.ts';
import type { Wire, WireLine } from './wire.ts';

export interface LabelPrinterOptions {
  readonly printerId: PrinterId;
  readonly wire: Wire;
  /** Null for pages that a driver or a folder takes. */
  readonly language: Pick<PrinterLanguage, 'clearHeld' | 'status'> | null;
  readonly format: LabelFormat;
  readonly reprintsByItself: boolean;
  /** What it proves that the line took a label and ended cleanly; `isWhole`: a label is taken whole or not at all, each by itself. */
  readonly line: {
    readonly evidence: PrintEvidence;
    readonly isWhole: boolean;
    readonly isProofOfPower: boolean;
  };
  /** How long one label takes on paper at the speed in the profile; a printer that cannot answer is fed no faster. */
  readonly labelMs: number | null;
  /** It has answered a question once: only then silence means something. */
  readonly hasAnswered: boolean;
  /** Looked at whenever a line is opened: false leaves a printer in peace that was asked in vain. */
  readonly mayAsk: () => boolean;
  /** A line that is silent, or takes nothing, for so long without a known reason is given up. */
  readonly giveUpMs: number;
  /** See `ProofRules.mendMs`. */
  readonly mendMs: number | null;
  readonly pace?: Partial<AskingPace>;
}

/** How often and how patiently a device is asked. */
export interface AskingPace {
  readonly answerMs: number;
  readonly lookEveryMs: number;
  /** When the next label is due. */
  readonly lookAgainMs: number;
  readonly stateEveryMs: number;
  readonly restMs: number;
  readonly silentAfterMs: number;
}

const usualPace: AskingPace = {
  answerMs: 1_500,
  lookEveryMs: 300,
  lookAgainMs: 25,
  stateEveryMs: 1_000,
  restMs: 1_000,
  silentAfterMs: 4_000,
};

export interface PrinterListener {
  /** What is seen of the printer while a batch prints. */
  saw(state: PrinterState): void;
  /** It was asked at the beginning of a run, and answered or did not. */
  answered(hasAnswered: boolean): void;
}

type Count = NonNullable<Round['count']>;

interface OpenLine {
  readonly line: WireLine;
  /** Undefined where this printer is not asked. */
  readonly talk: DeviceTalk | undefined;
  /** Seen at rest since the line was opened, or not to be asked: a label may go. */
  readonly isReady: boolean;
}

/** A question that a printer which answers others leaves open so often, it does not know. */
const mostUnanswered = 3;

const nobody: PrinterListener = { saw() {}, answered() {} };

export function createLabelPrinter(
  options: LabelPrinterOptions,
  clock: Clock,
  listener: PrinterListener = nobody,
): LabelPrinter {
  const pace = { ...usualPace, ...options.pace };
  const status = options.language?.status ?? null;
  const ofKind = (kind: StatusQuestion['kind']) =>
    (status?.questions ?? []).filter((question) => question.kind === kind);
  const stateQuestions = ofKind('state');
  let counterQuestion = ofKind('counter')[0];
  /** Which questions this printer knows: one that it never answers says nothing by its silence, and is not asked for long. */
  const answeredOnce = new Set<StatusQuestion>();
  const leftOpen = new Map<StatusQuestion, number>();
  let hasAnswered = options.hasAnswered;
  let open: OpenLine | undefined;
  let isRunning = false;
  let isClosing = false;
  let doubt: string | null = null;
  let lastStateAt = 0;
  let lastOutAt = 0;
  let learnedMs: number | null = null;
  let nextId = 0;
  let blindDueAt = 0;
  let handed: string[] = []; // without asking: labels on this line

  const proof: LabelProof = createLabelProof({
    hasCounter: counterQuestion !== undefined,
    saysPrinted: status !== null && status.printed !== null,
    reprintsByItself: options.reprintsByItself,
    isLineProofOfPower: options.line.isProofOfPower,
    restMs: pace.restMs,
    silentAfterMs: pace.silentAfterMs,
    giveUpMs: options.giveUpMs,
    mendMs: options.mendMs,
  });

  /** Null when a line is there; else why not. */
  async function reach(): Promise<string | null> {
    if (open?.line.lost) drop(open.line.lost);
    if (doubt !== null) return doubt;
    if (open) return null;
    const line = await options.wire.open();
    if (typeof line === 'string') return line;
    if (isClosing) {
      line.destroy();
      return 'printer.closed';
    }
    const talk = status && line.answers && options.mayAsk() ? talkTo(line, clock, pace.answerMs) : undefined;
    open = { line, talk, isReady: talk === undefined };
    return null;
  }

  /** Null when the next label may go; else why not, with nothing of it sent. */
  async function prepare(): Promise<string | null> {
    const unreached = await reach();
    if (unreached !== null) return unreached;
    if (!open?.talk || open.isReady) return null;
    const { line, talk } = open;
    const looked = await lookUntilRest(talk);
    if (open?.line !== line) return doubt ?? line.lost ?? 'printer.closed';
    if (looked === 'answered' || looked === 'unasked') {
      open = { line, talk: looked === 'answered' ? talk : undefined, isReady: true };
      return null;
    }
    open = undefined;
    if (line.lost === null) await line.end();
    return looked;
  }

  /** Null once it is sure that the printer holds nothing of ours; else the line is let go, and nothing is sure. */
  async function forgetHeld(labelBytes: number): Promise<string | null> {
    const unreached = await reach();
    if (unreached !== null) return unreached;
    if (!open) return 'printer.closed';
    const reason = await clearHeld(open, labelBytes);
    if (reason === null) return null;
    open?.line.destroy();
    open = undefined;
    return reason;
  }

  /**
   * Sure is only what the printer has read: while it stands still it may read nothing, print what it holds as soon as it is mended, and
   * forget only then. Proof is an answer to what was asked behind the clearing, or, where nothing is asked, the far side's closing behind
   * it. Where there is neither, or nothing clears it, the person switches it off and on (`printer.may-hold`).
   */
  async function clearHeld({ line, talk }: OpenLine, labelBytes: number): Promise<string | null> {
    const queued = (await options.wire.cancelHeld?.()) ?? null;
    if (queued !== null) return queued;
    if (options.language === null) return null;
    const clear = options.language.clearHeld(labelBytes);
    if (clear === null) return 'printer.may-hold';
    const failure = await line.write(clear);
    if (failure !== null) return failure;
    if (talk) {
      const state = await askState(talk);
      if (state === 'lost') return line.lost ?? 'printer.connection-lost';
      if (state === 'nonsense') return 'printer.speaks-otherwise';
      if (state !== 'silent') return null;
      if (hasAnswered) return 'printer.may-hold';
    }
    if (options.line.isWhole) return null; // a queue: what it held of ours is cancelled by its number
    if (!options.line.isProofOfPower) return 'printer.may-hold'; // no far side that closes behind it
    const ended = await Promise.race([line.end(), pause(pace.silentAfterMs, false).then(() => 'late')]);
    if (ended !== null) return 'printer.may-hold';
    open = undefined;
    return reach();
  }

  /** Before the first label: nothing wrong, nothing held. `unasked`: it has never answered, and does not now. */
  async function lookUntilRest(talk: DeviceTalk): Promise<string> {
    const since = clock.now();
    let told: readonly DeviceTrouble[] = [];
    for (;;) {
      const state = await askState(talk);
      if (state === 'lost') return open?.line.lost ?? 'printer.connection-lost';
      if (state === 'nonsense') return 'printer.speaks-otherwise';
      if (state === 'silent') {
        if (!hasAnswered) {
          listener.answered(false);
          return 'unasked';
        }
      } else {
        if (!hasAnswered) listener.answered(true);
        hasAnswered = true;
        told = state.troubles.filter(stopsPrinting);
        const [trouble] = told;
        if (trouble) {
          listener.saw({ kind: 'trouble', troubles: told });
          return `printer.${trouble}`;
        }
        if (state.isIdle !== false) {
          if (!counterQuestion) {
            proof.setBaseline(null);
            return 'answered';
          }
          const asked = await talk.ask(counterQuestion);
          if (asked.kind === 'told' && asked.reading.printedCount !== undefined) {
            proof.setBaseline(asked.reading.printedCount);
            return 'answered';
          }
          if (asked.kind === 'lost') return open?.line.lost ?? 'printer.connection-lost';
          counterQuestion = undefined; // it answers and has no counter
          continue;
        }
      }
      if (clock.now() - since >= options.giveUpMs) {
        return state === 'silent' ? 'printer.silent' : 'printer.busy-elsewhere';
      }
      if (state === 'silent') listener.saw({ kind: 'silent', troubles: [] });
      await pause(pace.lookEveryMs);
    }
  }

  async function send(label: PrintableLabel): Promise<SendOutcome> {
    const reason = await prepare();
    const current = open;
    if (reason !== null || !current) {
      return { kind: 'nothing-sent', reason: reason ?? 'printer.closed' };
    }
    const { line, talk } = current;
    const title = `${label.batchNo}/${String(label.position).padStart(3, '0')}-${label.trackingNumber}`;
    const stopTelling = clock.after(pace.silentAfterMs, () => listener.saw({ kind: 'silent', troubles: [] }));
    const since = clock.now();
    const failure = await line.write(label.bytes, title);
    stopTelling();
    if (failure !== null) {
      if (options.line.isWhole && options.line.evidence >= 2) {
        open = undefined;
        return { kind: 'nothing-sent', reason: failure };
      }
      await giveUp(failure);
      return { kind: 'in-doubt', reason: failure };
    }
    if (options.line.evidence >= 2) return { kind: 'delivered', evidence: options.line.evidence };
    if (!talk) {
      handed.push(label.labelId);
      blindDueAt = Math.max(blindDueAt, clock.now()) + (options.labelMs ?? 0);
      return { kind: 'delivered', evidence: null };
    }
    const printedId = status?.printed ? nameId(nextId++) : null;
    if (proof.inPrinter === 0) lastOutAt = clock.now();
    proof.hand({ labelId: label.labelId, since, at: clock.now(), printedId });
    if (printedId !== null && status?.printed) {
      const unasked = await talk.expect(status.printed(printedId));
      if (unasked !== null) await giveUp(unasked);
    }
    return { kind: 'delivered', evidence: null };
  }

  async function confirm(): Promise<Confirmation> {
    if (doubt !== null) return { confirmed: [], doubt };
    if (!open?.talk && proof.inPrinter > 0) return giveUp('printer.connection-lost'); // nobody is left to ask
    if (!open?.talk) return handed.length === 0 ? { confirmed: [], doubt: null } : confirmByEnd();
    const { talk } = open;
    while (proof.inPrinter > 0) {
      const round = await askRound(talk);
      if (typeof round === 'string') return giveUp(round);
      const { confirmed, doubt: found, state } = proof.judge(round);
      listener.saw(state);
      if (confirmed.length > 0) learn(confirmed.length);
      if (found !== null) return { confirmed, doubt: (await giveUp(found)).doubt };
      if (confirmed.length > 0) return { confirmed, doubt: null };
      if (status?.printed) await Promise.race([pause(untilNextLook()), talk.printed()]);
      else await pause(untilNextLook());
    }
    return { confirmed: [], doubt: null };
  }

  /** One look: the counter while all is well, the state now and then, and always when something is or may be wrong. */
  async function askRound(talk: DeviceTalk): Promise<Round | string> {
    const printedIds = talk
      .takePrinted()
      .flatMap(({ printedId }) => (printedId === undefined ? [] : [printedId]));
    const isStateFresh = (times = 1) => clock.now() - lastStateAt < pace.stateEveryMs * times;
    if (printedIds.length > 0 && isStateFresh()) return { now: clock.now(), printedIds };
    let count: Count | null = null;
    let isCounterSilent = false;
    if (counterQuestion && !proof.isInterrupted) {
      const asked = await talk.ask(counterQuestion);
      const failure = failureOf(asked);
      if (failure !== null) return failure;
      count = countOf(asked);
      isCounterSilent = asked.kind === 'silent';
      const due = proof.nextCount;
      const isDue = count !== null && due !== null && count.value >= due && isStateFresh(2);
      if (count && (isDue || isStateFresh())) return { now: clock.now(), count };
    }
    const state = await askState(talk);
    const isTold = state !== 'lost' && state !== 'nonsense';
    if (!isTold && printedIds.length > 0) return { now: clock.now(), printedIds }; // its last word first
    if (state === 'lost') return open?.line.lost ?? 'printer.connection-lost';
    if (state === 'nonsense') return 'printer.speaks-otherwise';
    lastStateAt = clock.now();
    if (state === 'silent') return { now: clock.now(), state: null, count, isCounterSilent, printedIds };
    if (counterQuestion && state.isIdle) {
      // Read behind the rest: a counter that is older than the rest proves nothing against it.
      const asked = await talk.ask(counterQuestion);
      const failure = failureOf(asked);
      if (failure !== null) return failure;
      count = countOf(asked);
    }
    return { now: clock.now(), state, count, isCounterSilent, printedIds };
  }

  /** All that can be asked about the state, joined: some say nothing while something is wrong, others then say what. */
  async function askState(
    talk: DeviceTalk,
  ): Promise<NonNullable<Round['state']> | 'silent' | 'lost' | 'nonsense'> {
    const troubles = new Set<DeviceTrouble>();
    let isIdle: boolean | undefined;
    let isTold = false;
    let isPartSilent = false;
    let askedAt = clock.now();
    for (const question of stateQuestions) {
      const unansweredTimes = leftOpen.get(question) ?? 0;
      if (unansweredTimes >= mostUnanswered && answeredOnce.size > 0) continue;
      const asked = await talk.ask(question);
      if (asked.kind === 'lost' || asked.kind === 'nonsense') return asked.kind;
      if (asked.kind === 'silent') {
        if (answeredOnce.has(question)) {
          isIdle = false; // what it does not tell is not rest
          isPartSilent = true;
        } else leftOpen.set(question, unansweredTimes + 1);
        continue;
      }
      answeredOnce.add(question);
      isTold = true;
      askedAt = Math.min(askedAt, asked.askedAt);
      for (const trouble of asked.reading.troubles) troubles.add(trouble);
      if (asked.reading.isIdle !== undefined) isIdle = asked.reading.isIdle && isIdle !== false;
    }
    return isTold ? { troubles: [...troubles], isIdle, askedAt, isPartSilent } : 'silent';
  }

  function failureOf(asked: Asked): string | null {
    if (asked.kind === 'lost') return open?.line.lost ?? 'printer.connection-lost';
    return asked.kind === 'nonsense' ? 'printer.speaks-otherwise' : null;
  }

  function countOf(asked: Asked): Count | null {
    if (asked.kind !== 'told' || asked.reading.printedCount === undefined) return null;
    return { value: asked.reading.printedCount, askedAt: asked.askedAt };
  }

  function learn(labels: number): void {
    const now = clock.now();
    learnedMs = Math.max(1, (now - lastOutAt) / labels);
    lastOutAt = now;
  }

  /** Soon when a label is due, seldom before: a printer that is asked all the time prints slower. */
  function untilNextLook(): number {
    if (learnedMs === null || proof.isInterrupted) return pace.lookEveryMs;
    const dueInMs = lastOutAt + learnedMs - clock.now();
    if (dueInMs > pace.lookAgainMs) return Math.min(dueInMs, pace.lookEveryMs);
    return dueInMs > -10 * pace.lookAgainMs ? pace.lookAgainMs : pace.lookEveryMs;
  }

  /** Without asking: the far side closes behind us once it has read everything. */
  async function confirmByEnd(): Promise<Confirmation> {
    const current = open;
    const waitMs = blindDueAt - (options.labelMs ?? 0) - clock.now();
    if (options.labelMs !== null && waitMs > 0) await pause(waitMs);
    if (!current) return giveUp('printer.closed');
    const reason = current.line.lost ?? (await current.line.end());
    if (reason !== null) return giveUp(reason);
    if (open === current) open = undefined;
    const confirmed = handed.map((labelId) => ({
      labelId,
      evidence: options.line.evidence,
      printedCount: null,
      isMaybeTwice: false,
    }));
    handed = [];
    return { confirmed, doubt: null };
  }

  function drop(reason: string): void {
    open?.line.destroy();
    open = undefined;
    if (handed.length + proof.inPrinter > 0) doubt ??= reason;
  }

  /** The first doubt ends the run: what a system's queue still holds of ours is taken back, the line is let go. */
  async function giveUp(reason: string): Promise<Confirmation> {
    doubt ??= reason;
    await options.wire.cancelHeld?.();
    open?.line.destroy();
    open = undefined;
    return { confirmed: [], doubt };
  }

  /** Ends early when the line goes. */
  function pause(ms: number, isEndedByLine = true): Promise<void> {
    return new Promise((resolve) => {
      const cancel = clock.after(ms, resolve);
      if (!isEndedByLine) return;
      void open?.line.closed.then(() => {
        cancel();
        resolve();
      });
    });
  }

  async function finish(): Promise<Confirmation> {
    if (open?.line.lost) drop(open.line.lost);
    let confirmed: Confirmation['confirmed'] = [];
    if (doubt === null && handed.length > 0) ({ confirmed } = await confirmByEnd());
    if (doubt === null && proof.inPrinter > 0) await giveUp('printer.closed');
    if (open) {
      await open.line.end(); // nothing is owed: how it ends proves nothing more
      open = undefined;
    }
    const found = doubt;
    doubt = null;
    handed = [];
    proof.takeAll(0);
    learnedMs = null;
    return { confirmed, doubt: found };
  }

  async function readState(): Promise<PrinterState> {
    if (isRunning || open) return { kind: 'busy' };
    const line = await options.wire.open();
    if (typeof line === 'string') return { kind: 'unreachable', reason: line };
    try {
      if (!status || !line.answers || !hasAnswered) return { kind: 'ready' };
      const state = await askState(talkTo(line, clock, pace.answerMs));
      if (state === 'silent') return { kind: 'silent', troubles: [] };
      if (state === 'nonsense') return { kind: 'unreachable', reason: 'printer.speaks-otherwise' };
      if (state === 'lost') return { kind: 'unreachable', reason: line.lost ?? 'printer.connection-lost' };
      return state.troubles.length > 0
        ? { kind: 'trouble', troubles: state.troubles }
        : { kind: state.isIdle === false ? 'busy' : 'ready' };
    } finally {
      if (line.lost === null) await line.end();
    }
  }

  return {
    printerId: options.printerId,
    format: options.format,
    get unconfirmed() {
      return handed.length + proof.inPrinter;
    },
    async send(label) {
      isRunning = true;
      isClosing = false;
      return send(label);
    },
    confirm,
    async finish() {
      try {
        return await finish();
      } finally {
        isRunning = false;
      }
    },
    async forgetHeld(labelBytes) {
      isRunning = true;
      isClosing = false;
      return forgetHeld(labelBytes);
    },
    readState,
    async close() {
      isClosing = true;
      if (open) drop('printer.closed');
      isRunning = false;
    },
  };
}

/** Four letters A to O: none of them, with any bit lost, looks like another answer's byte. */
function nameId(no: number): string {
  let rest = no % 15 ** 4;
  let id = '';
  for (let place = 0; place < 4; place += 1) {
    id = String.fromCharCode(65 + (rest % 15)) + id;
    rest = Math.floor(rest / 15);
  }
  return id;
}
