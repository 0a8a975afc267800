import { describe, expect, it } from 'vitest';
import { withDoorShop } from '../builders/door-parcels.ts';
import { withGoods } from '../builders/orders.ts';
import { type TestStation, testStation } from '../builders/test-station.ts';

async function withTemplate(
  station: TestStation,
  skuCodes: readonly string[] = ['TEA', 'CUP'],
): Promise<string> {
  withDoorShop(station);
  withGoods(
    station,
    ['TEA', 'CUP', 'POT'].map((skuCode) => ({ skuCode })),
  );
  const { templateId } = await station.ask('templates.save', {
    name: '江浙',
    regions: ['浙江省/杭州市', '江苏省'],
  });
  if (skuCodes.length > 0) await station.ask('templates.bind', { templateId, skuCodes: [...skuCodes] });
  return templateId;
}

async function bindings(station: TestStation): Promise<Record<string, boolean | null>> {
  const { rows } = await station.ask('goods.list', {});
  return Object.fromEntries(rows.map((sku) => [sku.skuCode, sku.isDoorBound]));
}

describe('a service template', () => {
  it('binds products, and the goods know it at once', async () => {
    await using station = testStation();
    await withTemplate(station);

    expect(await bindings(station)).toEqual({ TEA: true, CUP: true, POT: false });
  });

  it('keeps the list of its products when it is deleted', async () => {
    await using station = testStation();
    const templateId = await withTemplate(station);

    const deleted = await station.ask('templates.delete', { templateId });
    const waiting = await station.ask('templates.products', { state: 'template-deleted' });
    const list = await station.ask('templates.list', {});

    expect(deleted).toEqual({ toBindAgain: 2 });
    expect(waiting.rows.map((row) => row.skuCode)).toEqual(['CUP', 'TEA']);
    expect(list.templates).toMatchObject([{ templateId, counts: { 'template-deleted': 2 } }]);
    expect(await bindings(station)).toMatchObject({ TEA: false, CUP: false });
  });

  it('is changed by a new one, to which all its products are bound in one step', async () => {
    await using station = testStation();
    const old = await withTemplate(station);

    const saved = await station.ask('templates.save', {
      name: '江浙沪',
      regions: ['上海市', '浙江省'],
      replaces: old,
    });
    const bound = await station.ask('templates.bind', { templateId: saved.templateId, waitingFrom: old });
    const list = await station.ask('templates.list', {});

    expect(saved.toBindAgain).toBe(2);
    expect(bound).toEqual({ bound: 2, same: 0 });
    expect(list.templates.map((template) => template.name)).toEqual(['江浙沪']);
    expect(await bindings(station)).toMatchObject({ TEA: true, CUP: true });
  });

  it('finds what the platform unbound by its filter', async () => {
    await using station = testStation();
    await withTemplate(station);
    await station.ask('templates.unbind', { skuCodes: ['TEA'], how: 'by-system' });
    await station.ask('templates.unbind', { skuCodes: ['CUP'] });

    const bySystem = await station.ask('templates.products', { state: 'by-system' });
    const unbound = await station.ask('templates.products', { state: 'unbound' });

    expect(bySystem.rows.map((row) => row.skuCode)).toEqual(['TEA']);
    expect(unbound.total).toBe(2);
    expect(unbound.counts).toEqual({ bound: 0, 'by-hand': 1, 'by-system': 1, 'template-deleted': 0 });
  });

  it('writes each change of a product down', async () => {
    await using station = testStation();
    await withTemplate(station, ['TEA']);
    await station.ask('templates.unbind', { skuCodes: ['TEA'], how: 'by-system' });

    const verbs = station.parts.database
      .all<{ verb: string; facts_json: string }>(
        `SELECT verb, facts_json FROM audit WHERE subject_kind = 'sku' AND subject_id = 'TEA' AND verb LIKE 'sku.%bound'`,
      )
      .map((row) => `${row.verb} ${JSON.parse(row.facts_json).how}`);

    expect(verbs).toEqual(['sku.bound bound', 'sku.unbound by-system']);
  });

  it('takes whole places out of the platform’s list only, and drops what lies inside them', async () => {
    await using station = testStation();
    withDoorShop(station);

    const none = await station.askRefused('templates.save', { name: 'A', regions: [] });
    const moon = await station.askRefused('templates.save', { name: 'A', regions: ['浙江省/月亮市'] });
    await station.ask('templates.save', {
      name: 'A',
      regions: ['浙江省/杭州市/西湖区', '浙江省', '浙江省/宁波市'],
    });
    const list = await station.ask('templates.list', {});

    expect(none.code).toBe('template.no-region');
    expect(moon).toEqual({ code: 'template.region-unknown', facts: { region: '浙江省/月亮市' } });
    expect(list.templates[0]?.regions).toEqual(['浙江省']);
  });

  it('refuses what does not stand as it is told', async () => {
    await using station = testStation();
    const templateId = await withTemplate(station);
    const other = await station.ask('templates.save', { name: '上海', regions: ['上海市'] });

    const codes = [
      await station.askRefused('templates.bind', { templateId, skuCodes: ['MOON'] }),
      await station.askRefused('templates.bind', { templateId: other.templateId, skuCodes: ['TEA'] }),
      await station.askRefused('templates.unbind', { skuCodes: ['POT'] }),
      await station.askRefused('templates.delete', { templateId: 'T0' }),
    ];
    await station.ask('templates.delete', { templateId });
    const gone = await station.askRefused('templates.bind', { templateId, skuCodes: ['TEA'] });

    expect(codes).toEqual([
      { code: 'template.sku-unknown', facts: { skuCode: 'MOON' } },
      { code: 'template.sku-bound', facts: { skuCode: 'TEA', other: '江浙' } },
      { code: 'template.sku-not-bound', facts: { skuCode: 'POT' } },
      { code: 'template.unknown', facts: {} },
    ]);
    expect(gone).toEqual({ code: 'template.deleted', facts: { name: '江浙' } });
  });
});

describe('a look-up', () => {
  const whyOf = async (station: TestStation, skuCode: string, address: string) => {
    const answer = await station.ask('templates.lookup', { skuCode, address });
    return [answer.answer, ...answer.reasons.map((reason) => reason.why)];
  };

  it('says yes where the product is bound and the place is inside', async () => {
    await using station = testStation();
    await withTemplate(station);

    expect(await whyOf(station, 'tea', '浙江省杭州市西湖区文三路 9 号')).toEqual(['yes']);
    expect(await whyOf(station, 'TEA', '江苏苏州吴江区 1 号')).toEqual(['yes']);
  });

  it('says every reason why not', async () => {
    await using station = testStation();
    await withTemplate(station);
    await station.ask('templates.unbind', { skuCodes: ['CUP'], how: 'by-system' });

    expect(await whyOf(station, 'POT', '浙江省杭州市余杭区 1 号')).toEqual(['no', 'not-bound']);
    expect(await whyOf(station, 'CUP', '广东省深圳市南山区第一医院妈妈驿站')).toEqual([
      'no',
      'unbound',
      'outside',
      'excluded',
      'pickup-point',
    ]);
    expect(await whyOf(station, 'TEA', '某路 1 号')).toEqual(['unsure', 'address-unread']);
  });

  it('is unsure where only some districts are inside and the address names none', async () => {
    await using station = testStation();
    withDoorShop(station);
    withGoods(station, [{ skuCode: 'TEA' }]);
    const { templateId } = await station.ask('templates.save', {
      name: '城西',
      regions: ['浙江省/杭州市/西湖区'],
      excludedWords: ['翠苑小区'],
    });
    await station.ask('templates.bind', { templateId, skuCodes: ['TEA'] });

    expect(await whyOf(station, 'TEA', '浙江省 杭州市 ****')).toEqual(['unsure', 'district-unsaid']);
    expect(await whyOf(station, 'TEA', '浙江省杭州市西湖区翠苑小区')).toEqual(['no', 'excluded']);
  });

  it('knows every product by its code only', async () => {
    await using station = testStation();
    withDoorShop(station);

    const refused = await station.askRefused('templates.lookup', { skuCode: 'X', address: '上海市' });

    expect(refused).toEqual({ code: 'template.sku-unknown', facts: { skuCode: 'X' } });
  });
});
