// Every number of the platform's tables, and what a station does about it.

import { describe, expect, it } from 'vitest';
import {
  faultOf,
  judgeShipNo,
  kindOf,
  numberOf,
  printDataLater,
  shipGroups,
  waybillCodeOf,
  wordsOf,
} from '../../../main/platforms/douyin/codes.ts';

function told(code: number, subCode = '', message = '平台的话') {
  return { code, subCode, message, logId: '20260101LOG', data: null };
}

const envelope: readonly [number, string, string][] = [
  [10000, '', 'ok'],
  [10001, '', 'ok'],
  [20000, 'dop.service-error', 'later'],
  [20000, 'isp.service-error:20004', 'business'],
  [20001, '', 'later'],
  [30001, 'isv.app-permissions-insufficient', 'platform.scope-missing'],
  [30001, 'dop.authorization-no-existed', 'platform.re-authorise'],
  [30001, 'dop.authorization-closed', 'platform.re-authorise'],
  [30001, 'dop.app-forbidden', 'platform.switched-off'],
  [30002, 'isv.invalid_ip', 'platform.address-not-allowed'],
  [40001, 'isv.signature-missing', 'platform.secret-wrong'],
  [40001, 'isv.app-id-missing', 'platform.secret-wrong'],
  [40001, 'isv.access-token-missing', 'platform.refused-us'],
  [40002, 'isv.missing-parameter:60011', 'business'],
  [40003, 'isv.signature-invalid', 'platform.secret-wrong'],
  [40003, 'isv.access-token-expired', 'token'],
  [40003, 'isv.access-token-no-existed', 'token'],
  [40003, 'isv.access-token-invalid', 'token'],
  [40003, 'isv.timestamp-invalid', 'clock'],
  [40003, 'isv.timestamp-format-error', 'clock'],
  [40003, 'isv.idempotent-id-existed', 'platform.refused-us'],
  [40003, 'isv.parameter-format-invalid', 'platform.refused-us'],
  [40004, 'isv.parameter-invalid:60016', 'business'],
  [50001, 'dop.token-generate-failed:token-expired', 'platform.re-authorise'],
  [50001, 'dop.token-generate-failed:token-invalid', 'platform.re-authorise'],
  [50002, 'isv.business-failed:60040', 'business'],
  [60000, 'isv.traffic-limited', 'limited'],
  [70000, 'isp.api-service-off', 'platform.switched-off'],
  [80000, '', 'platform.refused-us'],
  [90000, 'dop.unknown-error', 'later'],
  [12345, 'never.seen', 'platform.refused-us'],
];

const shipping: Readonly<Record<string, readonly number[]>> = {
  'done ship.already-shipped': [60110, 70023, 60113],
  'hold ship.order-cancelled': [60021, 60068],
  'hold ship.refund-pending': [60040, 60120, 70005],
  'retry ship.refund-unclear': [60118, 120032],
  'retry ship.not-releasable': [60109, 60137, 60131, 60122, 70011],
  'fix ship.number-wrong': [60017, 60127, 60128, 70018, 70019, 70020],
  'fix ship.tracking-used': [70022],
  'fix ship.carrier-refused': [60018, 60026, 60126, 700042, 60083, 60011],
  'fix ship.door-carrier': [60138],
  'fix ship.receivers-differ': [70021],
  'fix ship.address-book': [60027, 70016, 60072, 60070, 60071, 60134, 700029],
  'fix ship.serial-needed': [60046, 60047, 60051, 60056, 60062],
  'fix ship.not-ours': [
    60024, 60069, 60107, 60108, 60111, 600111, 60057, 60116, 60123, 700006, 700047, 700004,
  ],
  'fix ship.order-unknown': [60101, 60033],
  'fix ship.line-unknown': [60102],
  'fix ship.refused': [60016, 60079, 50001, 50049, 50050],
  'retry ship.later': [
    8888, 60106, 60114, 60121, 60124, 60125, 60132, 70002, 70009, 70014, 10005, 10009, 10018, 20003, 99997,
  ],
  'fix ship.too-many': [60032],
};

describe("the platform's numbers", () => {
  it.each(envelope)('takes %i %s for %s', (code, subCode, kind) => {
    const found = kindOf({ code, subCode });

    expect(found.kind === 'stop' ? found.fault : found.kind).toBe(kind);
  });

  it.each(Object.entries(shipping))('knows what to do when a shipment is told: %s', (what, numbers) => {
    const prefixes = [
      'isv.business-failed',
      'isv.parameter-invalid',
      'isv.missing-parameter',
      'isp.service-error',
    ];

    for (const number of numbers) {
      const judged = prefixes.map((prefix) => judgeShipNo(told(50002, `${prefix}:${number}`)));

      expect(judged.map(({ outcome, code }) => `${outcome} ${code}`)).toEqual(prefixes.map(() => what));
    }
  });

  it('has each number in one group only, and no group that nobody knows', () => {
    const numbers = shipGroups.flatMap((group) => group.numbers);

    expect(new Set(numbers).size).toBe(numbers.length);
    expect(shipGroups.map(({ outcome, code }) => `${outcome} ${code}`).sort()).toEqual(
      Object.keys(shipping).sort(),
    );
  });

  it('puts a number nobody knows before a person, and what broke over there off', () => {
    expect(judgeShipNo(told(50002, 'isv.business-failed:61234'))).toEqual({
      outcome: 'fix',
      code: 'ship.refused',
    });
    expect(judgeShipNo(told(50002, 'isp.service-error:61234'))).toEqual({
      outcome: 'retry',
      code: 'ship.later',
    });
    expect(judgeShipNo(told(20001))).toEqual({ outcome: 'retry', code: 'ship.later' });
  });

  it.each([
    [15000, 'waybill.order-unknown'],
    [15002, 'waybill.order-unknown'],
    [4006, 'waybill.sender-missing'],
    [4007, 'waybill.later'],
    [15001, 'waybill.later'],
    [4029, 'waybill.later'],
    [10701, 'waybill.none-left'],
    [99, 'waybill.refused'],
  ])('says of a waybill that was not given by %i: %s', (number, code) => {
    expect(waybillCodeOf(number)).toBe(code);
  });

  it('asks again for print data that is only late', () => {
    expect(printDataLater).toEqual([100101, 100102, 100106]);
  });

  it('reads the number behind the colon', () => {
    expect(numberOf({ subCode: 'isv.business-failed:60138' })).toBe(60138);
    expect(numberOf({ subCode: 'isv.invalid_ip' })).toBeNull();
  });

  it("shows a person the platform's words, its number and its log", () => {
    expect(wordsOf(told(50002, 'isv.business-failed:60040', '存在退款'))).toBe(
      '存在退款 (isv.business-failed:60040, 20260101LOG)',
    );
  });

  it('tells which address to add to the allow-list, where the platform names it', () => {
    const named = faultOf(told(30002, 'isv.invalid_ip', '调用IP不在白名单 203.0.113.9'));
    const unnamed = faultOf(told(30002, 'isv.invalid_ip'));

    expect(named).toMatchObject({ code: 'platform.address-to-add', facts: { address: '203.0.113.9' } });
    expect(unnamed).toMatchObject({ code: 'platform.address-not-allowed', facts: { logId: '20260101LOG' } });
  });

  it.each([
    [20000, 'isp.service-error:20004', 'platform.busy'],
    [50002, 'isp.service-error:20005', 'platform.busy'],
    [20001, '', 'platform.busy'],
    [90000, 'dop.unknown-error', 'platform.busy'],
    [70000, 'isp.api-service-off', 'platform.switched-off'],
    [50002, 'isv.business-failed:60033', 'platform.refused-us'],
    [40004, 'isv.parameter-invalid:20008', 'platform.refused-us'],
  ])('tells what broke over there from what we asked wrongly: %i %s', (code, subCode, fault) => {
    expect(faultOf(told(code, subCode)).code).toBe(fault);
  });

  it('gives every fault its log id', () => {
    for (const [code, subCode] of envelope)
      expect(faultOf(told(code, subCode)).facts.logId).toBe('20260101LOG');
  });
});
