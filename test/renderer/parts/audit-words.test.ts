// Nobody reads the audit in the database's codes: whatever any room writes into it has its words, in both languages.

import { describe, expect, it } from 'vitest';
import { productStates } from '../../../main/compliance/templates/template.ts';
import { ticketOutcomes } from '../../../main/compliance/tickets.ts';
import { countReasons } from '../../../main/goods/count-stock.ts';
import { goodsListWishes } from '../../../main/labels/shop-labels.ts';
import { parcelStates } from '../../../main/parcels/parcel.ts';
import { factWays, nameOfDeed, sayDeed, sayFacts, saySubject } from '../../../renderer/parts/audit-words.ts';
import { en } from '../../../renderer/text/en.ts';
import { type Language, startText } from '../../../renderer/text/text.ts';
import { zhCN } from '../../../renderer/text/zh-CN.ts';
import { readAuditWrites } from '../../house/audit-writes.ts';
import { readSources, root } from '../../house/source-files.ts';

const written = readAuditWrites(readSources('main').map(({ path }) => `${root}/${path}`));
const zh: Readonly<Record<string, string>> = zhCN;
const english: Readonly<Record<string, string>> = en;
const lacking = (keys: Iterable<string>) => [...keys].filter((key) => !(key in zh) || !(key in english));

describe('what the rooms write into the audit', () => {
  it('is all read from their sources', () => {
    expect(written.unread).toEqual([]);
    expect(written.verbs.size).toBeGreaterThan(70);
    expect([...written.verbs]).toContain('parcel.opened');
    expect([...written.facts]).toContain('order.changed freedOf');
  });

  it('has a sentence for each deed and a word for each kind of subject', () => {
    expect(lacking([...written.verbs].map((verb) => `audit.${verb}`))).toEqual([]);
    expect(lacking([...written.subjectKinds].map((kind) => `audit-subject.${kind}`))).toEqual([]);
  });

  it('has a name and a way to be said for each fact', () => {
    const names = [...written.facts].map((fact) => fact.split(' ').at(-1) ?? fact);

    expect(lacking(names.map((name) => `audit-fact.${name}`))).toEqual([]);
    expect(
      [...written.facts].filter((fact, at) => !(fact in factWays || (names[at] ?? '') in factWays)),
    ).toEqual([]);
  });

  it('has words for each value of what is a code', () => {
    const keys = [
      ...parcelStates.map((state) => `state.parcel.${state}`),
      ...ticketOutcomes.map((outcome) => `audit-value.outcome.${outcome}`),
      ...productStates.map((state) => `audit-value.how.${state}`),
      ...countReasons.map((reason) => `stock.reason.${reason}`),
      ...goodsListWishes.map((wish) => `audit-value.goodsList.${wish}`),
    ];

    expect(lacking(keys)).toEqual([]);
    expect(lacking([...new Set(Object.values(factWays).flatMap(groupsOf))].filter(isUnknownGroup))).toEqual(
      [],
    );
  });

  it('names each deed without the blanks of its sentence', async () => {
    for (const language of ['zh-CN', 'en'] as const) {
      await speak(language);
      const names = [...written.verbs].map(nameOfDeed);

      expect(
        names.filter((name) => name === '' || name.includes('{{') || /^[a-z]+\.[a-z-]+$/.test(name)),
      ).toEqual([]);
    }
  });
});

describe('an entry as it is read', () => {
  it('says states and reasons in words', async () => {
    await speak('en');
    const held = {
      verb: 'order.held',
      facts: { source: 'training', before: 'to-ship', state: 'to-ship', hold: 'cancel-requested' },
    };

    expect(sayDeed(held)).toBe('On hold: Cancellation asked');
    expect(sayFacts(held)).toBe(
      'source: the training shop · before: To ship · state: To ship · hold: Cancellation asked',
    );
  });

  it('leaves a reason that a person wrote as it is, and puts it first', async () => {
    await speak('en');

    expect(
      sayFacts({
        verb: 'parcel.override-granted',
        facts: { rule: 'merge.recipient', reason: 'phoned the buyer' },
      }),
    ).toBe('reason: phoned the buyer · rule: merge.recipient');
  });

  it('says of goods only what changed', async () => {
    await speak('en');
    const before = JSON.stringify({ skuCode: 'MUG', stock: 3, isDoorBound: null, name: 'Mug' });
    const after = JSON.stringify({ skuCode: 'MUG', stock: 5, isDoorBound: true, name: 'Mug' });

    expect(sayFacts({ verb: 'sku.changed', facts: { before, after } })).toBe(
      'stock: 3 → 5 · bound to door delivery: nothing → yes',
    );
  });

  it('says money in yuan, a role in words, and what never was not at all', async () => {
    await speak('zh-CN');

    expect(sayFacts({ verb: 'ticket.settled', facts: { outcome: 'upheld', costCents: 1_000 } })).toBe(
      '结果：判商家责任 · 费用：¥10',
    );
    expect(
      sayFacts({
        verb: 'person.changed',
        facts: { before: '小莫 · packer', after: '小莫 · supervisor', hasNewBadge: false, hasNewPin: true },
      }),
    ).toBe(`改前：小莫 · ${zh['role.packer']} · 改后：小莫 · ${zh['role.supervisor']} · 换了 PIN：是`);
    expect(sayFacts({ verb: 'parcel.dissolved', facts: { before: 'planned', trackingNumber: null } })).toBe(
      `改前：${zh['state.parcel.planned']}`,
    );
  });

  it('says a setting and its choices as Settings does, and a platform’s number by its name', async () => {
    await speak('en');
    const changed = { verb: 'setting.changed', facts: { before: 'light', after: 'dark' } };
    const switched = { verb: 'setting.changed', facts: { before: 'true', after: 'false' } };

    expect(saySubject({ subjectKind: 'setting', subjectId: 'look.theme' })).toBe('Setting Colours');
    expect(sayFacts({ ...changed, subjectId: 'look.theme' })).toBe('before: Light · after: Dark');
    expect(sayFacts({ ...switched, subjectId: 'bench.sealOnLastItem' })).toBe('before: yes · after: no');
    expect(saySubject({ subjectKind: 'term', subjectId: 'feeCents' })).toBe(
      'Platform’s number Service fee per parcel (¥)',
    );
  });

  it('says which pieces nobody scanned out, and nothing of it when all were', async () => {
    await speak('en');
    const facts = { orderId: '1002', skuCode: 'CUP', quantity: 2 };
    const verb = 'parcel.line-taken-out';

    expect(sayDeed({ verb, facts: { ...facts, unscanned: 2 } })).toBe(
      'Took out CUP × 2 (order 1002), 2 of them without a scan',
    );
    expect(sayDeed({ verb, facts: { ...facts, unscanned: 0 } })).toBe('Took out CUP × 2 (order 1002)');
  });
});

function speak(language: Language): Promise<void> {
  return startText(language);
}

function groupsOf(way: (typeof factWays)[string]): readonly string[] {
  return typeof way === 'object' ? way : [];
}

function isUnknownGroup(group: string): boolean {
  return !Object.keys(zh).some((key) => key.startsWith(`${group}.`));
}
