import { expect, it } from 'vitest';
import type { LineId, OrderId, ShopId, SkuCode } from '../../main/basics/ids.ts';
import { builtInRules } from '../../main/merges/built-in-rules.ts';
import { judgeParcel, ruleChecks } from '../../main/merges/judge-parcel.ts';
import { rulesAt } from '../../main/merges/rule-data.ts';
import type { GuardFacts, GuardLine, GuardOrder, Verdict } from '../../main/merges/verdict.ts';
import { doorWords } from '../../main/platforms/read-door-tag.ts';

const rules = rulesAt(Date.UTC(2026, 8, 22));

type LineTold = Partial<Omit<GuardLine, 'lineId' | 'giftOf'>> & {
  readonly id?: string;
  readonly giftOf?: string;
};
type OrderTold = Partial<Omit<GuardOrder, 'lines'>> & { readonly lines?: readonly LineTold[] };

let nextKey = 1;

/** An untagged order of one recipient with one unbound line, unless told. Lines are a, b, c, … of their order. */
function order(told: OrderTold = {}): GuardOrder {
  const orderKey = nextKey++;
  const doorTag = told.doorTag ?? 'untagged';
  return {
    orderKey,
    orderId: `order-${orderKey}` as OrderId,
    shopId: 'shop-1' as ShopId,
    state: 'to-ship',
    hold: null,
    tags: [],
    recipientKey: 'recipient-1',
    recipientMask: '王** · 138****0001 · 浙江省杭州市 ****',
    market: 'douyin',
    timeZone: 'Asia/Shanghai',
    paidAt: null,
    ownPackage: null,
    isShippedByUs: false,
    isNumberedByUs: false,
    ...told,
    doorTag,
    lines: (told.lines ?? [{}]).map(({ id, giftOf, ...line }, index) => ({
      skuCode: 'MUG-RED' as SkuCode,
      quantity: 1,
      isGift: giftOf !== undefined,
      doorTag,
      hold: null,
      isDoorBound: doorTag === 'tagged',
      ...line,
      lineId: (id ?? 'abcdef'.charAt(index)) as LineId,
      giftOf: (giftOf ?? null) as LineId | null,
    })),
  };
}

function factsOf(...orders: GuardOrder[]): GuardFacts {
  const lines = orders.flatMap((each) =>
    each.lines.map((line) => ({ orderKey: each.orderKey, lineId: line.lineId, quantity: line.quantity })),
  );
  return { orders, lines, waybill: null, carrier: null, siblings: [] };
}

const judge = (...orders: GuardOrder[]) => judgeParcel(factsOf(...orders), rules);
const saysOf = ({ reasons }: Verdict) =>
  reasons.map(({ rule, verdict, facts }) => `${verdict} ${rule} ${facts.why}`);

it('lets two untagged orders of one recipient share a parcel', () => {
  const verdict = judge(order(), order());

  expect(verdict).toMatchObject({ verdict: 'allow', reasons: [] });
  expect(verdict.split).toHaveLength(1);
});

it('keeps a tagged and an untagged order of one recipient apart, and says which is which', () => {
  const [tagged, untagged] = [order({ doorTag: 'tagged' }), order()];

  const verdict = judge(tagged, untagged);

  expect(saysOf(verdict)).toEqual(['block door.order-untagged-mix mixed']);
  expect(verdict.reasons[0]?.facts).toMatchObject({ tagged: [tagged.orderId], untagged: [untagged.orderId] });
  expect(verdict.split.map((part) => part.map((line) => line.orderKey))).toEqual([
    [tagged.orderKey],
    [untagged.orderKey],
  ]);
});

it('keeps tagged and untagged lines of one order apart when the tag names its lines', () => {
  const mixed = order({ doorTag: 'tagged', lines: [{ doorTag: 'tagged' }, { doorTag: 'untagged' }] });

  expect(saysOf(judge(mixed))).toEqual(['block door.order-untagged-mix mixed']);
});

it('takes a tag on the order for all its lines when it names none', () => {
  const tagged = order({ doorTag: 'tagged', lines: [{ doorTag: 'untagged' }, { doorTag: 'unknown' }] });

  expect(judge(tagged).verdict).toBe('allow');
});

it('never takes a tag that reads like door delivery for untagged', () => {
  const look = order({ doorTag: 'look', tags: [{ key: 'new_service', text: '优享送货到门' }] });

  expect(saysOf(judge(look))).toEqual(['warn door.order-untagged-mix look']);
  expect(judge(look).reasons[0]?.facts).toMatchObject({ tags: ['优享送货到门'] });
  expect(judge(look, order()).split).toHaveLength(2);
});

it('reads raw tags by the rules of the day, also those of orders taken in before a key was known', () => {
  const learnt = {
    ...rules,
    'door.order-untagged-mix': {
      ...rules['door.order-untagged-mix'],
      doorWords: { ...doorWords, keys: ['new_service'] },
    },
  };
  const lines = [{ isDoorBound: true }];
  const look = order({ doorTag: 'look', lines, tags: [{ key: 'new_service', text: '优享送货到门' }] });

  const verdict = judgeParcel(factsOf(look, order()), learnt);

  expect(saysOf(verdict)).toEqual(['block door.order-untagged-mix mixed']);
});

it.each(['音需达', '音尊达', '送货上门', '按需配送'])(
  'knows %s as a name of door delivery under any key',
  (text) => {
    const lines = [{ isDoorBound: true }];
    const tagged = order({ doorTag: 'look', lines, tags: [{ key: 'unheard_of', text }] });

    expect(judge(tagged).verdict).toBe('allow');
    expect(judge(tagged, order()).verdict).toBe('block');
  },
);

it('parts a gift that is not bound from its bound main line', () => {
  const withGift = order({
    doorTag: 'unknown',
    lines: [{ isDoorBound: true }, { giftOf: 'a' }, { isDoorBound: true }],
  });

  const verdict = judge(withGift);

  expect(saysOf(verdict)).toEqual(['block door.gift-binding gift-not-bound']);
  expect(verdict.split.map((part) => part.map((line) => line.lineId))).toEqual([['a', 'c'], ['b']]);
});

it('lets a bound gift travel with its bound main line, and any gift with an unbound one', () => {
  const bound = order({
    doorTag: 'unknown',
    lines: [{ isDoorBound: true }, { giftOf: 'a', isDoorBound: true }],
  });
  const unbound = order({ doorTag: 'unknown', lines: [{}, { giftOf: 'a', isDoorBound: true }] });

  expect(judge(bound).verdict).toBe('allow');
  expect(judge(unbound).verdict).toBe('allow');
});

it('asks for a look when nobody has said whether the gift of a bound main line is bound', () => {
  const unsaid = order({
    doorTag: 'unknown',
    lines: [{ isDoorBound: true }, { giftOf: 'a', isDoorBound: null }],
  });

  expect(saysOf(judge(unsaid))).toEqual(['warn door.gift-binding gift-unsaid']);
});

it('takes the main line of a tagged order for bound where the goods list is silent', () => {
  const tagged = order({
    doorTag: 'tagged',
    lines: [{ isDoorBound: null }, { giftOf: 'a', isDoorBound: false }],
  });

  expect(saysOf(judge(tagged))).toEqual(['block door.gift-binding gift-not-bound']);
});

it('moves no gift for the sake of a main line that is not there', () => {
  const asked = order({
    doorTag: 'unknown',
    lines: [
      { isDoorBound: true },
      { isDoorBound: true },
      { id: 'refunded', isDoorBound: true, hold: 'refunded' },
      { id: 'whose', isGift: true, isDoorBound: false },
      { id: 'of-refunded', giftOf: 'refunded', isDoorBound: false },
    ],
  });

  const split = judge(asked).split.map((part) => part.map((line) => line.lineId));

  expect(split).toEqual([['a', 'b', 'of-refunded'], ['whose']]);
});

it('warns when the main line of a gift is in another parcel', () => {
  const facts = factsOf(order({ lines: [{}, { giftOf: 'a' }] }));

  const verdict = judgeParcel({ ...facts, lines: facts.lines.slice(1) }, rules);

  expect(saysOf(verdict)).toEqual(['warn door.gift-binding main-elsewhere']);
});

it('does not wonder about a gift that had to leave its main line', () => {
  const facts = factsOf(order({ doorTag: 'unknown', lines: [{ isDoorBound: true }, { giftOf: 'a' }] }));

  expect(judgeParcel({ ...facts, lines: facts.lines.slice(1) }, rules).verdict).toBe('allow');
});

it('warns about an unbound gift when nobody tells whose gift it is and only some main lines are bound', () => {
  const unclear = order({
    doorTag: 'unknown',
    lines: [{ isDoorBound: true }, {}, { isGift: true }],
  });

  expect(saysOf(judge(unclear))).toEqual(['warn door.gift-binding main-unclear']);
});

it('keeps orders with bound and unbound goods apart where the source tells no tags', () => {
  const bound = order({ doorTag: 'unknown', lines: [{ isDoorBound: true }] });
  const unbound = order({ doorTag: 'unknown' });

  const verdict = judge(bound, unbound);

  expect(saysOf(verdict)).toEqual(['block door.address-mix mixed']);
  expect(verdict.reasons[0]?.facts).toMatchObject({ bound: [bound.orderId], unbound: [unbound.orderId] });
});

it('ships one order with bound and unbound goods whole, but never with another order', () => {
  const mixed = () => order({ doorTag: 'unknown', lines: [{ isDoorBound: true }, {}] });
  const one = mixed();

  expect(judge(one).verdict).toBe('allow');
  expect(saysOf(judge(one, order({ doorTag: 'unknown' })))).toEqual(['block door.address-mix mixed-order']);
  expect(judge(one, mixed()).split).toHaveLength(2);
});

it('does not ask the goods where the source tells tags', () => {
  expect(judge(order({ lines: [{ isDoorBound: true }] }), order()).verdict).toBe('allow');
});

it('asks for a look where nobody has said whether a product is bound, and plans it apart from bound ones', () => {
  const unsaid = order({ doorTag: 'unknown', lines: [{ isDoorBound: null, skuCode: 'NEW-1' as SkuCode }] });
  const bound = order({ doorTag: 'unknown', lines: [{ isDoorBound: true }] });

  const beside = judge(unsaid, bound);

  expect(saysOf(beside)).toEqual(['warn door.address-mix unsaid']);
  expect(beside.reasons[0]?.facts).toMatchObject({ skus: ['NEW-1'] });
  expect(beside.split).toHaveLength(2);
  expect(judge(unsaid, order({ doorTag: 'unknown' }))).toMatchObject({ verdict: 'warn', split: [{}] });
  expect(judge(unsaid).verdict).toBe('allow');
});

it('keeps two recipients apart', () => {
  expect(saysOf(judge(order(), order({ recipientKey: 'recipient-2' })))).toEqual([
    'block merge.recipient other-recipient',
  ]);
});

it('keeps two shops apart, also for one recipient', () => {
  expect(saysOf(judge(order(), order({ shopId: 'shop-2' as ShopId })))).toEqual([
    'block merge.recipient other-shop',
  ]);
});

it('merges an order of which only masks are known with nobody', () => {
  const masked = [order({ recipientKey: null }), order({ recipientKey: null })];

  const verdict = judge(...masked);

  expect(saysOf(verdict)).toEqual(['block merge.recipient masks-only']);
  expect(verdict.split).toHaveLength(2);
});

it('leaves together what the platform itself put into one package, masked or not', () => {
  const combined = { recipientKey: null, ownPackage: 'package-1' };

  expect(judge(order(combined), order(combined)).verdict).toBe('allow');
});

it('keeps apart what the platform gave packages of their own', () => {
  const verdict = judge(order({ ownPackage: 'package-1' }), order({ ownPackage: 'package-2' }));

  expect(saysOf(verdict)).toEqual(['block merge.platform own-package']);
  expect(saysOf(judge(order({ ownPackage: 'package-1' }), order()))).toEqual([
    'block merge.platform own-package',
  ]);
});

it.each([
  ['cancel-requested', { hold: 'cancel-requested' }],
  ['refund-requested', { lines: [{}, { hold: 'refund-requested' }] }],
  ['cancelled', { state: 'cancelled' }],
  ['on-hold', { state: 'on-hold' }],
  ['unpaid', { state: 'unpaid' }],
  ['unknown-state', { state: 'unknown' }],
  ['already-shipped', { state: 'shipped' }],
] as const)('packs nothing of an order that is %s', (why, told) => {
  const verdict = judge(order(told));

  expect(saysOf(verdict)).toEqual([`block merge.hold ${why}`]);
  expect(verdict.split).toEqual([]);
});

it('does not let an order go whole that the platform wants in several packages', () => {
  const asked = order({
    tags: [{ key: 'must-split', text: '' }],
    lines: [{ quantity: 2 }, {}],
  });
  const alone = order({ tags: [{ key: 'must-split', text: '' }] });
  const says = (quantities: Record<string, number>) => {
    const lines = asked.lines.flatMap(({ lineId }) => {
      const quantity = quantities[lineId] ?? 0;
      return quantity > 0 ? { orderKey: asked.orderKey, lineId, quantity } : [];
    });
    return saysOf(judgeParcel({ ...factsOf(asked), lines }, rules));
  };

  expect(says({ a: 2, b: 1 })).toEqual(['block merge.platform must-split']);
  expect([says({ a: 2 }), says({ a: 1, b: 1 }), says({ b: 1 })]).toEqual([[], [], []]);
  expect(judge(alone).verdict).toBe('allow');
});

it('keeps a pre-sale with another ship date apart, and together what ships on one day', () => {
  const day = (date: string) => Date.parse(`${date}T10:00:00+08:00`);
  const presale = { tags: [{ key: 'pre_sale_label', text: '全款预售' }] };
  const october = order({ ...presale, shipByAt: day('2026-10-01') });
  const sameDay = order({ ...presale, shipByAt: day('2026-10-01') + 3_600_000 });
  const november = order({ tags: [{ key: 'strange', text: '定金预售' }], shipByAt: day('2026-11-01') });
  const untold = order({ ...presale, shipByAt: null });
  const plain = order({ shipByAt: day('2026-10-01') });

  const [mixed, together] = [judge(october, plain), judge(october, sameDay)];
  const all = judge(october, sameDay, november, untold, plain);

  expect(saysOf(mixed)).toEqual(['block merge.platform ships-apart']);
  expect(mixed.reasons[0]?.facts).toMatchObject({ orders: [october.orderId], days: ['2026-10-01'] });
  expect(together.verdict).toBe('allow');
  expect(all.split.map((part) => part.length)).toEqual([2, 1, 1, 1]);
});

it('leaves only the refunded line of an order out', () => {
  const verdict = judge(order({ lines: [{}, { hold: 'refunded' }] }));

  expect(saysOf(verdict)).toEqual(['block merge.hold refunded']);
  expect(verdict.split).toMatchObject([[{ lineId: 'a' }]]);
});

it('does not take our own shipment for somebody else’s', () => {
  expect(judge(order({ state: 'shipped', isShippedByUs: true })).verdict).toBe('allow');
});

it('stops a tracking number that another parcel or order has', () => {
  const facts = factsOf(order());
  const asked = (waybill: Partial<NonNullable<GuardFacts['waybill']>>) =>
    judgeParcel(
      {
        ...facts,
        waybill: {
          trackingNumber: 'YT1',
          source: 'platform',
          otherParcelIds: [],
          otherOrderIds: [],
          ...waybill,
        },
      },
      rules,
    );

  expect(asked({}).verdict).toBe('allow');
  expect(saysOf(asked({ otherParcelIds: ['P1'] }))).toEqual(['block waybill.duplicate on-parcel']);
  expect(saysOf(asked({ otherOrderIds: ['order-9'] }))).toEqual(['block waybill.duplicate on-order']);
});

it('counts pieces of one line that come from two parcels together', () => {
  const facts = factsOf(order({ lines: [{ quantity: 3 }] }));
  const [line] = facts.lines;

  const verdict = judgeParcel(
    {
      ...facts,
      lines: line
        ? [
            { ...line, quantity: 1 },
            { ...line, quantity: 2 },
          ]
        : [],
    },
    rules,
  );

  expect(verdict.split).toMatchObject([[{ quantity: 3 }]]);
});

it('answers for five hundred lines in one parcel', () => {
  const many = Array.from({ length: 250 }, (_, index) =>
    order({
      doorTag: index % 2 ? 'tagged' : 'untagged',
      lines: [{ isDoorBound: null }, { giftOf: 'a', isDoorBound: false }],
    }),
  );

  const verdict = judge(...many);

  expect(verdict.verdict).toBe('block');
  expect(verdict.split.map((part) => part.length)).toEqual([250, 125, 125]);
});

it('holds the newest rule that has begun, and the first one when the clock is too early', () => {
  const rule = 'door.order-untagged-mix' as const;
  const begun = Date.UTC(2026, 0, 1);
  const entries = [
    { rule, source: 'second', validFrom: begun, doorWords },
    { rule, source: 'of the future', validFrom: begun + 1_000, doorWords },
  ];

  expect(rulesAt(begun, entries)[rule].source).toBe('second');
  expect(rulesAt(begun - 1, entries)[rule].source).toContain('Tagged and untagged');
  expect(rulesAt(0, entries)[rule].source).toContain('Tagged and untagged');
  expect(rulesAt(begun, entries)['merge.hold'].rule).toBe('merge.hold');
});

it('has dated data for every rule and a rule for all dated data', () => {
  expect([...new Set(builtInRules.map((dated) => dated.rule))].sort()).toEqual(
    Object.keys(ruleChecks).sort(),
  );
});

it('lets a door parcel go with a cooperating carrier only, however its name is written', () => {
  const facts = factsOf(order({ doorTag: 'tagged' }));
  const saysWith = (carrier: string | null) => saysOf(judgeParcel({ ...facts, carrier }, rules));

  expect(saysWith(null)).toEqual([]);
  for (const carrier of ['ZTO', '中通快递', 'yto express', '京东物流', 'SF Express', ' 韵达 ']) {
    expect(saysWith(carrier)).toEqual([]);
  }
  expect(saysWith('申通快递')).toEqual(['block door.carrier not-cooperating']);
  expect(saysWith('SFC Line')).toEqual(['warn door.carrier not-known']);
});

it.each([
  ['platform', []],
  ['file', ['warn door.e-waybill from-file']],
  ['hand', ['block door.e-waybill by-hand']],
] as const)('looks at a number from %s on a door parcel', (source, says) => {
  const waybill = { trackingNumber: 'YT1', source, otherParcelIds: [], otherOrderIds: [] };

  expect(saysOf(judgeParcel({ ...factsOf(order({ doorTag: 'tagged' })), waybill }, rules))).toEqual(says);
  expect(judgeParcel({ ...factsOf(order()), waybill }, rules).verdict).toBe('allow');
});

it('asks for a look at a tagged order that goes to a pickup point, and at one of which nothing is bound', () => {
  const recipientMask = '王** · 138****0001 · 浙江省杭州市 **** 菜鸟驿站';

  expect(saysOf(judge(order({ doorTag: 'tagged', recipientMask })))).toEqual([
    'warn door.pickup-point tagged',
  ]);
  expect(saysOf(judge(order({ doorTag: 'tagged', lines: [{ isDoorBound: false }] })))).toEqual([
    'warn door.order-untagged-mix tag-without-binding',
  ]);
});

it('combines at most twenty TikTok orders, and splits more into as few parcels as there can be', () => {
  const many = Array.from({ length: 45 }, () => order({ market: 'tiktok' }));

  const verdict = judge(...many);

  expect(saysOf(verdict)).toEqual(['block merge.combine-limit too-many']);
  expect(verdict.split.map((part) => part.length)).toEqual([20, 20, 5]);
  expect(judge(...many.slice(0, 20)).verdict).toBe('allow');
});

it('combines nothing with a TikTok order whose shipping is arranged, and splits no SKU in South-East Asia', () => {
  const arranged = order({ market: 'tiktok', state: 'awaiting-collection' });
  const jakarta = order({ market: 'tiktok', timeZone: 'Asia/Jakarta', lines: [{ quantity: 3 }] });
  const some = factsOf(jakarta).lines.map((line) => ({ ...line, quantity: 2 }));

  expect(saysOf(judge(arranged, order({ market: 'tiktok' })))).toEqual([
    'block merge.combine-limit arranged',
  ]);
  expect(judge(arranged).verdict).toBe('allow');
  expect(saysOf(judgeParcel({ ...factsOf(jakarta), lines: some }, rules))).toEqual([
    'block merge.combine-limit split-sku',
  ]);
});

it('lets nothing of TikTok go in the first hour after payment, and says how long that is', () => {
  const early = order({ market: 'tiktok', paidAt: rules.at - 20 * 60_000 });

  const verdict = judge(early);

  expect(saysOf(verdict)).toEqual(['block merge.remorse first-hour']);
  expect(verdict.reasons[0]?.facts).toMatchObject({ minutes: 40 });
  expect(judge(order({ market: 'tiktok', paidAt: rules.at - 60 * 60_000 })).verdict).toBe('allow');
  expect(judge(order({ paidAt: rules.at })).verdict).toBe('allow');
});

it('points at another order of the recipient that could go along', () => {
  const [here, other, stranger] = [order(), order(), order({ recipientKey: 'recipient-2' })];
  const siblings = [other, stranger].map((each) => ({ ...factsOf(each), parcelId: null }));

  const verdict = judgeParcel({ ...factsOf(here), siblings }, rules);

  expect(saysOf(verdict)).toEqual(['warn merge.missed apart']);
  expect(verdict.reasons[0]?.facts).toMatchObject({ others: [other.orderId] });
});
