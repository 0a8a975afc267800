// Every number of the platform's tables has the meaning that the table gives it.

import { expect, it } from 'vitest';
import { type CodeClass, classOf, mustSplit, whyNoLabel } from '../../../main/platforms/tiktok/codes.ts';
import { refused } from '../../../main/platforms/tiktok/fit-packages.ts';
import { refusedUs } from '../../../main/platforms/tiktok/tiktok-client.ts';

/** The carrier will not have the address, the size or the weight. */
const refusedByCarrier = Array.from({ length: 17 }, (_, more) => 11021009 + more);

const byClass: Readonly<Record<CodeClass, readonly number[]>> = {
  retry: [
    36009002, 36009003, 36009007, 11001031, 21001003, 21001008, 21001011, 21022029, 21042001, 21042076,
    10037002, 10037003, 10037004, 25001028,
  ],
  done: [11006021, 21008099, 21011020, 21011040, 21011006, 21011027, 25001045],
  hold: [21011041, 21023059, 21008044, 21011007, 21021010],
  fix: [
    21004024,
    11006013,
    11006014,
    21003002,
    21004006,
    21004019,
    21004020,
    21011053,
    21011054,
    21004017,
    ...refusedByCarrier,
    21014009,
    21011022,
    21011025,
    21034012,
    11028006,
    21022032,
    21011050,
    21011049,
    21011051,
    21011052,
    21011003,
    21011008,
    21011005,
    21011029,
    21011031,
    21011035,
    21008117,
    25001003,
    25001021,
    25011011,
    25011012,
    25020003,
    25020004,
    25020009,
    25020010,
    10002014,
    10002015,
  ],
  stop: [10006402, 21011028, 21008111, 21008106, 21008025, 21008043, 25020005],
  account: [
    105002, 105005, 101000, 106001, 106013, 36009004, 36009009, 36009010, 36009014, 36009021, 36009022,
    36009023, 36009033,
  ],
};

const no = (code: number, message = 'words') => ({ code, message, requestId: 'R-1' });

it.each(Object.entries(byClass))('takes the numbers of “%s” for that', (name, codes) => {
  expect(codes.map((code) => [code, classOf(code)])).toEqual(codes.map((code) => [code, name]));
});

it('has each number in one class only', () => {
  const numbers = Object.values(byClass).flat();

  expect(new Set(numbers).size).toBe(numbers.length);
});

it('tells an order that is gone from one whose buyer waits for an answer', () => {
  const codes = byClass.hold.map((code) => [code, refused(no(code)).code]);

  expect(codes).toEqual([
    [21011041, 'waybill.order-cancelled'],
    [21023059, 'waybill.order-cancelled'],
    [21008044, 'waybill.order-held'],
    [21011007, 'waybill.order-held'],
    [21021010, 'waybill.order-held'],
  ]);
});

it('names the address to add where the platform does', () => {
  const answer = (message: string) => ({ code: 36009033, message, requestId: 'R-1', data: null });

  expect(refusedUs(answer('The IP 203.0.113.9 is not allowed'))).toMatchObject({
    code: 'platform.address-to-add',
    facts: { address: '203.0.113.9', logId: 'R-1' },
  });
  expect(refusedUs(answer('Not on the list'))).toMatchObject({ code: 'platform.address-not-allowed' });
});

it.each([
  [36009002, 'platform.busy'],
  [36009003, 'platform.busy'],
  [36009007, 'platform.busy'],
  [105002, 'platform.re-authorise'],
  [101000, 'platform.re-authorise'],
  [105005, 'platform.scope-missing'],
  [106001, 'platform.refused-us'],
  [10006402, 'platform.refused-us'],
])('keeps the log id with what stops a whole shop: %i', (code, fault) => {
  const told = refusedUs({ code, message: 'words', requestId: 'R-1', data: null });

  expect(told).toMatchObject({ code: fault, facts: { code, words: 'words', logId: 'R-1' } });
});

it('puts a number that nobody knows before a person, and never repeats it blindly', () => {
  expect([classOf(99999999), classOf(11021008), classOf(11021026)]).toEqual(['fix', 'fix', 'fix']);
});

it('says of each number whether a label comes later, or why none does', () => {
  const later = [11034037, 11034023, 21023022, 11006010, 11034025, 21023034, 36009003, 21001003];

  expect(later.map((code) => whyNoLabel(code))).toEqual(later.map(() => 'later'));
  expect(
    [
      21042104, 21023035, 21042102, 21023046, 21023059, 21021010, 11034002, 21008017, 21008043, 21008109, 5,
    ].map((code) => whyNoLabel(code)),
  ).toEqual([
    'label-document.not-arranged',
    'label-document.not-arranged',
    'label-document.collected',
    'label-document.collected',
    'label-document.order-cancelled',
    'label-document.after-sale',
    'label-document.own-carrier',
    'label-document.own-carrier',
    'label-document.not-ours',
    'label-document.not-arranged',
    'label-document.refused',
  ]);
});

it('tells a parcel that must be split from other refusals, with the platform’s words and number', () => {
  expect(mustSplit.map((code) => refused(no(code)).code)).toEqual(mustSplit.map(() => 'waybill.must-split'));
  expect(refused(no(21014009, 'Too heavy'))).toEqual({
    code: 'waybill.refused',
    words: 'Too heavy (21014009, R-1)',
  });
});
