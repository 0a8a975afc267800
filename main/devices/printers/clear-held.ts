// Makes sure that a printer holds nothing of ours any more, before labels go again that a person said did not come out. Sure is only
// what the printer has read: while it stands still it may read nothing, print what it holds as soon as it is mended, and forget only
// then. Proof is an answer to what was asked behind the clearing, or, where nothing is asked, the far side's closing behind it. Where
// there is neither, or nothing clears it, the person switches it off and on (`printer.may-hold`).

import type { DeviceTalk } from './ask-device.ts';
import type { DeviceQuestions } from './device-questions.ts';
import type { PrinterLanguage } from './language.ts';
import type { Wire, WireLine } from './wire.ts';

export interface Clearing {
  readonly wire: Wire;
  readonly line: WireLine;
  /** Undefined where this printer is not asked. */
  readonly talk: DeviceTalk | undefined;
  readonly questions: DeviceQuestions;
  /** It has answered a question once: only then silence means something. */
  readonly hasAnswered: boolean;
  readonly language: Pick<PrinterLanguage, 'clearHeld'> | null;
  /** Each label is a job of its own in a queue that cancels it by its number. */
  readonly isQueue: boolean;
  /** The far side closes behind us once it has read everything. */
  readonly isProvedByEnd: boolean;
  /** A label that was cut off in the middle may lack so many bytes. */
  readonly labelBytes: number;
  /** Resolves when the far side had its time to close. */
  patience(): Promise<void>;
}

/** Why it is not sure; null when it is: `kept` on a line that is still good, `ended` on one that was ended to prove it. */
export async function clearHeld(clearing: Clearing): Promise<{ readonly reason: string } | 'kept' | 'ended'> {
  const { line, talk } = clearing;
  const mayHold = { reason: 'printer.may-hold' };
  const queued = (await clearing.wire.cancelHeld?.()) ?? null;
  if (queued !== null) return { reason: queued };
  if (clearing.language === null) return 'kept';
  const clear = clearing.language.clearHeld(clearing.labelBytes);
  if (clear === null) return mayHold;
  const failure = await line.write(clear);
  if (failure !== null) return { reason: failure };
  if (talk) {
    const state = await clearing.questions.state(talk);
    if (state === 'lost') return { reason: line.lost ?? 'printer.connection-lost' };
    if (state === 'nonsense') return { reason: 'printer.speaks-otherwise' };
    if (state !== 'silent') return 'kept';
    if (clearing.hasAnswered) return mayHold;
  }
  if (clearing.isQueue) return 'kept';
  if (!clearing.isProvedByEnd) return mayHold;
  const ended = await Promise.race([line.end(), clearing.patience().then(() => 'late' as const)]);
  return ended === null ? 'ended' : mayHold;
}
