// A label printer: a wire that carries bytes, a language that says what they mean, and a line between them, kept open for the whole run
// where the printer answers. Labels are handed over one by one; `confirm` tells what the best evidence that this printer gives proves
// of them (label-proof.ts). One that cannot answer is proved by the clean end of its line alone, two labels at most on each.

import type { Clock } from '../../basics/clock.ts';
import type { PrinterId } from '../../basics/ids.ts';
import { type DeviceTalk, talkTo } from './ask-device.ts';
import { type AskingPace, learnPace, usualPace } from './asking-pace.ts';
import { clearHeld } from './clear-held.ts';
import { createDeviceQuestions, type NoTalk } from './device-questions.ts';
import { createLabelProof, type LabelProof, stopsPrinting } from './label-proof.ts';
import type { PrinterLanguage } from './language.ts';
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

export interface PrinterListener {
  /** What is seen of the printer while a batch prints. */
  saw(state: PrinterState): void;
  /** It was asked at the beginning of a run, and answered or did not. */
  answered(hasAnswered: boolean): void;
}

interface OpenLine {
  readonly line: WireLine;
  /** Undefined where this printer is not asked. */
  readonly talk: DeviceTalk | undefined;
  /** Seen at rest since the line was opened, or not to be asked: a label may go. */
  readonly isReady: boolean;
}

const nobody: PrinterListener = { saw() {}, answered() {} };

export function createLabelPrinter(
  options: LabelPrinterOptions,
  clock: Clock,
  listener: PrinterListener = nobody,
): LabelPrinter {
  const pace = { ...usualPace, ...options.pace };
  const status = options.language?.status ?? null;
  const questions = createDeviceQuestions(status, clock, pace.stateEveryMs);
  const learned = learnPace(pace, clock);
  let hasAnswered = options.hasAnswered;
  let open: OpenLine | undefined;
  let isRunning = false;
  let isClosing = false;
  let doubt: string | null = null;
  let nextId = 0;
  let blindDueAt = 0;
  let handed: string[] = []; // without asking: labels on this line

  const proof: LabelProof = createLabelProof({
    hasCounter: questions.hasCounter,
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
    const { line, talk } = open;
    const cleared = await clearHeld({
      wire: options.wire,
      line,
      talk,
      questions,
      hasAnswered,
      language: options.language,
      isQueue: options.line.isWhole,
      isProvedByEnd: options.line.isProofOfPower,
      labelBytes,
      patience: () => pause(pace.silentAfterMs, false),
    });
    if (cleared === 'kept') return null;
    open?.line.destroy();
    open = undefined;
    return cleared === 'ended' ? reach() : cleared.reason;
  }

  /** Before the first label: nothing wrong, nothing held. `unasked`: it has never answered, and does not now. */
  async function lookUntilRest(talk: DeviceTalk): Promise<string> {
    const since = clock.now();
    for (;;) {
      const state = await questions.state(talk);
      if (state === 'lost' || state === 'nonsense') return reasonOf(state);
      if (state === 'silent') {
        if (!hasAnswered) {
          listener.answered(false);
          return 'unasked';
        }
      } else {
        if (!hasAnswered) listener.answered(true);
        hasAnswered = true;
        const told = state.troubles.filter(stopsPrinting);
        const [trouble] = told;
        if (trouble) {
          listener.saw({ kind: 'trouble', troubles: told });
          return `printer.${trouble}`;
        }
        if (state.isIdle !== false) {
          const hadCounter = questions.hasCounter;
          const count = await questions.firstCount(talk);
          if (typeof count === 'string') return reasonOf(count);
          if (count !== null || !hadCounter) {
            proof.setBaseline(count);
            return 'answered';
          }
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
    if (proof.inPrinter === 0) learned.begin();
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
      const round = await questions.look(talk, proof);
      if (typeof round === 'string') return giveUp(reasonOf(round));
      const { confirmed, doubt: found, state } = proof.judge(round);
      listener.saw(state);
      if (confirmed.length > 0) learned.learn(confirmed.length);
      if (found !== null) return { confirmed, doubt: (await giveUp(found)).doubt };
      if (confirmed.length > 0) return { confirmed, doubt: null };
      const nextLook = pause(learned.untilNextLook(proof.isInterrupted));
      await (status?.printed ? Promise.race([nextLook, talk.printed()]) : nextLook);
    }
    return { confirmed: [], doubt: null };
  }

  function reasonOf(noTalk: NoTalk): string {
    if (noTalk === 'nonsense') return 'printer.speaks-otherwise';
    return open?.line.lost ?? 'printer.connection-lost';
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
    learned.forget();
    return { confirmed, doubt: found };
  }

  async function readState(): Promise<PrinterState> {
    if (isRunning || open) return { kind: 'busy' };
    const line = await options.wire.open();
    if (typeof line === 'string') return { kind: 'unreachable', reason: line };
    try {
      if (!status || !line.answers || !hasAnswered) return { kind: 'ready' };
      const state = await questions.state(talkTo(line, clock, pace.answerMs));
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
