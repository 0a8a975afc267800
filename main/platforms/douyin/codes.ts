// What Douyin's numbers mean for us, in one table: the numbers of its envelope, and those behind the colon of a sub code, which decide
// alone, because the same number comes with several prefixes. A number nobody knows goes before a person with the platform's words.

import { Fault } from '../../basics/fault.ts';
import { addressNotAllowed } from '../address-not-allowed.ts';
import type { DouyinAnswer } from './send-signed.ts';

/**
 * - `ok`: yes, though single items may have failed. `business`: no, for this order or waybill; its number says why.
 * - `later`: busy or broken over there. `limited`: asked too fast. `token`: ended. `clock`: our time is off.
 * - `stop`: nothing of this shop goes until a person has done something; `fault` says what.
 */
export type AnswerKind =
  | { readonly kind: 'ok' | 'business' | 'later' | 'limited' | 'token' | 'clock' }
  | { readonly kind: 'stop'; readonly fault: string };

const plain = (kind: 'ok' | 'business' | 'later' | 'limited' | 'token' | 'clock') => ({ kind });
const stop = (fault: string) => ({ kind: 'stop', fault }) as const;

const envelopeKinds: Readonly<Record<number, AnswerKind>> = {
  10000: plain('ok'),
  10001: plain('ok'),
  20000: plain('later'),
  20001: plain('later'),
  30001: stop('platform.scope-missing'),
  30002: stop('platform.address-not-allowed'),
  40001: stop('platform.refused-us'),
  40002: plain('business'),
  40003: stop('platform.refused-us'),
  40004: plain('business'),
  50001: stop('platform.re-authorise'),
  50002: plain('business'),
  60000: plain('limited'),
  70000: stop('platform.switched-off'),
  80000: stop('platform.refused-us'),
  90000: plain('later'),
};

/** Sub codes that say more than the number before them. */
const subCodeKinds: Readonly<Record<string, AnswerKind>> = {
  'isv.invalid_ip': stop('platform.address-not-allowed'),
  'isv.traffic-limited': plain('limited'),
  'isv.access-token-expired': plain('token'),
  'isv.access-token-no-existed': plain('token'),
  'isv.access-token-invalid': plain('token'),
  'isv.timestamp-invalid': plain('clock'),
  'isv.timestamp-format-error': plain('clock'),
  'isv.signature-invalid': stop('platform.secret-wrong'),
  'isv.signature-missing': stop('platform.secret-wrong'),
  'isv.app-id-missing': stop('platform.secret-wrong'),
  'isv.app-permissions-insufficient': stop('platform.scope-missing'),
  'dop.authorization-no-existed': stop('platform.re-authorise'),
  'dop.authorization-closed': stop('platform.re-authorise'),
  'dop.app-forbidden': stop('platform.switched-off'),
  'isp.api-service-off': stop('platform.switched-off'),
  'dop.unknown-error': plain('later'),
};

export function kindOf(answer: Pick<DouyinAnswer, 'code' | 'subCode'>): AnswerKind {
  const known = subCodeKinds[answer.subCode];
  if (known && answer.code !== 10000) return known;
  if (answer.subCode.startsWith('dop.token-generate-failed')) return stop('platform.re-authorise');
  const ofEnvelope = envelopeKinds[answer.code] ?? stop('platform.refused-us');
  // A number of the tables below is about this one thing, whatever stands before it.
  return numberOf(answer) !== null && ofEnvelope.kind === 'later' ? plain('business') : ofEnvelope;
}

/** Broken or busy over there, whatever number comes with it (`isp.service-error:20004`): the same may be asked again. */
export function isTheirTrouble(answer: Pick<DouyinAnswer, 'code' | 'subCode'>): boolean {
  const { kind } = kindOf(answer);
  if (kind === 'later') return true;
  return (
    kind === 'business' && (answer.subCode.startsWith('isp.') || envelopeKinds[answer.code]?.kind === 'later')
  );
}

/** Of `isv.business-failed:60040`; null where there is none. */
export function numberOf({ subCode }: Pick<DouyinAnswer, 'subCode'>): number | null {
  const told = /:(\d+)$/.exec(subCode)?.[1];
  return told === undefined ? null : Number(told);
}

/** As a person is shown it: the platform's words, its number, and what its people ask for. */
export function wordsOf({ code, subCode, message, logId }: DouyinAnswer): string {
  return `${message.slice(0, 300)} (${[subCode || code, logId].filter((each) => each !== '').join(', ')})`;
}

/** `done`: it is so already; believed only after the order was read. */
interface ShipGroup {
  readonly outcome: 'done' | 'hold' | 'fix' | 'retry';
  readonly code: string;
  readonly numbers: readonly number[];
}

export const shipGroups: readonly ShipGroup[] = [
  { outcome: 'done', code: 'ship.already-shipped', numbers: [60110, 70023, 60113] },
  { outcome: 'hold', code: 'ship.order-cancelled', numbers: [60021, 60068] },
  { outcome: 'hold', code: 'ship.refund-pending', numbers: [60040, 60120, 70005] },
  { outcome: 'retry', code: 'ship.refund-unclear', numbers: [60118, 120032] },
  { outcome: 'retry', code: 'ship.not-releasable', numbers: [60109, 60137, 60131, 60122, 70011] },
  {
    outcome: 'fix',
    code: 'ship.number-wrong',
    numbers: [60017, 60127, 60128, 70018, 70019, 70020],
  },
  { outcome: 'fix', code: 'ship.tracking-used', numbers: [70022] },
  { outcome: 'fix', code: 'ship.carrier-refused', numbers: [60018, 60026, 60126, 700042, 60083, 60011] },
  { outcome: 'fix', code: 'ship.door-carrier', numbers: [60138] },
  { outcome: 'fix', code: 'ship.receivers-differ', numbers: [70021] },
  {
    outcome: 'fix',
    code: 'ship.address-book',
    numbers: [60027, 70016, 60072, 60070, 60071, 60134, 700029],
  },
  { outcome: 'fix', code: 'ship.serial-needed', numbers: [60046, 60047, 60051, 60056, 60062] },
  {
    outcome: 'fix',
    code: 'ship.not-ours',
    numbers: [60024, 60069, 60107, 60108, 60111, 600111, 60057, 60116, 60123, 700006, 700047, 700004],
  },
  { outcome: 'fix', code: 'ship.order-unknown', numbers: [60101, 60033] },
  { outcome: 'fix', code: 'ship.line-unknown', numbers: [60102] },
  { outcome: 'fix', code: 'ship.refused', numbers: [60016, 60079, 50001, 50049, 50050] },
  {
    outcome: 'retry',
    code: 'ship.later',
    numbers: [
      8888, 60106, 60114, 60121, 60124, 60125, 60132, 70002, 70009, 70014, 10005, 10009, 10018, 20003, 99997,
    ],
  },
  { outcome: 'fix', code: 'ship.too-many', numbers: [60032] },
];

const shipNumbers = new Map(
  shipGroups.flatMap((group) => group.numbers.map((number) => [number, group] as const)),
);

/** Of a no to a shipment. */
export function judgeShipNo(answer: DouyinAnswer): Pick<ShipGroup, 'outcome' | 'code'> {
  const known = shipNumbers.get(numberOf(answer) ?? -1);
  if (known) return known;
  return isTheirTrouble(answer)
    ? { outcome: 'retry', code: 'ship.later' }
    : { outcome: 'fix', code: 'ship.refused' };
}

interface WaybillGroup {
  readonly code: string;
  readonly numbers: readonly number[];
}

/** Of a waybill that was not given, for one parcel or a whole call. */
const waybillGroups: readonly WaybillGroup[] = [
  { code: 'waybill.order-unknown', numbers: [15000, 15002] },
  { code: 'waybill.sender-missing', numbers: [4006] },
  { code: 'waybill.later', numbers: [4007, 15001, 4029] },
  { code: 'waybill.none-left', numbers: [10701] },
];

const waybillNumbers = new Map(
  waybillGroups.flatMap(({ code, numbers }) => numbers.map((number) => [number, code] as const)),
);

export function waybillCodeOf(number: number | null): string {
  return waybillNumbers.get(number ?? -1) ?? 'waybill.refused';
}

/** Print data that may be asked for again. */
export const printDataLater: readonly number[] = [100101, 100102, 100106];

/** What stops a whole shop, or lets it wait, as a fault. */
export function faultOf(answer: DouyinAnswer): Fault {
  const { code, message, logId } = answer;
  const facts = { code, subCode: answer.subCode, words: message.slice(0, 300), logId };
  const kind = kindOf(answer);
  switch (kind.kind) {
    case 'later':
    case 'limited':
      return new Fault('platform.busy', 'later', facts);
    case 'token':
      return new Fault('platform.re-authorise', 'never', facts);
    case 'clock':
      return new Fault('platform.clock-refused', 'later', facts);
    case 'stop':
      return kind.fault === 'platform.address-not-allowed'
        ? addressNotAllowed(message, facts)
        : new Fault(kind.fault, 'never', facts);
    default:
      return new Fault(isTheirTrouble(answer) ? 'platform.busy' : 'platform.refused-us', 'later', facts);
  }
}
