// What one device can be asked, and what its silence means. A question that it answered once and leaves open now says that something
// may be wrong; one that it never answers says nothing, and is soon asked no more.

import type { Clock } from '../../basics/clock.ts';
import type { Asked, DeviceTalk } from './ask-device.ts';
import type { LabelProof, Round } from './label-proof.ts';
import type { DeviceTrouble, StatusCodec, StatusQuestion } from './language.ts';

export type ToldState = NonNullable<Round['state']>;
type ToldCount = NonNullable<Round['count']>;

/** `lost`: the line went meanwhile. `nonsense`: it speaks another language. */
export type NoTalk = 'lost' | 'nonsense';

export interface DeviceQuestions {
  /** It counts its labels, as far as is known. */
  readonly hasCounter: boolean;
  /** All that can be asked about the state, joined: some say nothing while something is wrong, others then say what. */
  state(talk: DeviceTalk): Promise<ToldState | NoTalk | 'silent'>;
  /** Where its counter stands; null for a device that answers and turns out to have none. */
  firstCount(talk: DeviceTalk): Promise<number | null | 'lost'>;
  /** One look: the counter while all is well, the state now and then, and always when something is or may be wrong. */
  look(talk: DeviceTalk, proof: LabelProof): Promise<Round | NoTalk>;
}

/** A question that a printer which answers others leaves open so often, it does not know. */
const mostUnanswered = 3;

/** `stateEveryMs`: how old the last word about the state may be while labels are counted or told one by one. */
export function createDeviceQuestions(
  codec: StatusCodec | null,
  clock: Clock,
  stateEveryMs: number,
): DeviceQuestions {
  const ofKind = (kind: StatusQuestion['kind']) =>
    (codec?.questions ?? []).filter((question) => question.kind === kind);
  const stateQuestions = ofKind('state');
  let counterQuestion = ofKind('counter')[0];
  const answeredOnce = new Set<StatusQuestion>();
  const leftOpen = new Map<StatusQuestion, number>();
  let lastStateAt = 0;

  async function askState(talk: DeviceTalk): Promise<ToldState | NoTalk | 'silent'> {
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

  async function askCount(talk: DeviceTalk, question: StatusQuestion) {
    const asked = await talk.ask(question);
    if (asked.kind === 'lost' || asked.kind === 'nonsense') return asked.kind;
    return { count: countOf(asked), isSilent: asked.kind === 'silent' };
  }

  async function look(talk: DeviceTalk, proof: LabelProof): Promise<Round | NoTalk> {
    const printedIds = talk
      .takePrinted()
      .flatMap(({ printedId }) => (printedId === undefined ? [] : [printedId]));
    const isStateFresh = (times = 1) => clock.now() - lastStateAt < stateEveryMs * times;
    if (printedIds.length > 0 && isStateFresh()) return { now: clock.now(), printedIds };
    let count: ToldCount | null = null;
    let isCounterSilent = false;
    if (counterQuestion && !proof.isInterrupted) {
      const asked = await askCount(talk, counterQuestion);
      if (typeof asked === 'string') return asked;
      count = asked.count;
      isCounterSilent = asked.isSilent;
      const due = proof.nextCount;
      const isDue = count !== null && due !== null && count.value >= due && isStateFresh(2);
      if (count && (isDue || isStateFresh())) return { now: clock.now(), count };
    }
    const state = await askState(talk);
    if (state === 'lost' || state === 'nonsense') {
      return printedIds.length > 0 ? { now: clock.now(), printedIds } : state; // its last word first
    }
    lastStateAt = clock.now();
    if (state === 'silent') return { now: clock.now(), state: null, count, isCounterSilent, printedIds };
    if (counterQuestion && state.isIdle) {
      // Read behind the rest: a counter that is older than the rest proves nothing against it.
      const asked = await askCount(talk, counterQuestion);
      if (typeof asked === 'string') return asked;
      count = asked.count;
    }
    return { now: clock.now(), state, count, isCounterSilent, printedIds };
  }

  return {
    get hasCounter() {
      return counterQuestion !== undefined;
    },
    state: askState,
    async firstCount(talk) {
      if (!counterQuestion) return null;
      const asked = await talk.ask(counterQuestion);
      if (asked.kind === 'lost') return 'lost';
      const count = countOf(asked);
      if (count === null) counterQuestion = undefined; // it answers and has no counter
      return count?.value ?? null;
    },
    look,
  };
}

function countOf(asked: Asked): ToldCount | null {
  if (asked.kind !== 'told' || asked.reading.printedCount === undefined) return null;
  return { value: asked.reading.printedCount, askedAt: asked.askedAt };
}
