// A supervisor and a picker after a live sale, in a real browser: the warehouse from the goods list, waves by rules with one mug that
// everybody bought, a cart of twelve totes walked by scan, a bin that holds too little, labels in the order of the walk.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openedStation } from '../builders/opened-station.ts';
import { hotSku, withLiveSale, withWarehouse } from '../builders/picking-floor.ts';
import { testStation } from '../builders/test-station.ts';
import { type Person, wordsOf } from './person.ts';

const minutes = 60_000;
const orderCount = 600;
let person: Person;

openedStation('picking-morning', async ({ dataDir, arrive }) => {
  const shopDir = join(dataDir, 'shop');
  mkdirSync(shopDir, { recursive: true });
  writeFileSync(join(dataDir, 'last-mode'), 'shop');
  {
    await using station = testStation({ dataDir: shopDir });
    withWarehouse(station);
    await withLiveSale(station, orderCount);
  }
  person = await arrive();
});

it('draws the warehouse from the goods list, names the bin that does not fit, and saves it', async () => {
  await person.go('waves');
  await person.page.getByRole('tab', { name: wordsOf('waves.part.warehouse') }).click();
  await person.button('house.draw').click();
  await person.page.getByText('??', { exact: true }).waitFor();
  await person.picture('warehouse-drawn');
  await person.button('house.shut-ways').click();
  const way = person.page.getByRole('checkbox', {
    name: wordsOf('house.way-back', 'en', { aisle: 'H', bay: 20 }),
  });
  await way.click();
  await person.picture('warehouse-ways');
  await person.button('house.shut-done').click();
  await person.button('house.save').click();

  await expect.poll(async () => (await person.ask('warehouse.view', {})).layout?.aisles.length).toBe(8);
  expect((await person.ask('warehouse.view', {})).layout?.barriers).toEqual([
    { kind: 'aisle-end', aisle: 7, block: 0, end: 'back' },
  ]);
});

it('proposes the mug that everybody bought as one wave, and says why each wave is one', async () => {
  await person.page
    .getByRole('tab', { name: wordsOf('waves.part.rules'), exact: false })
    .first()
    .click();
  const hot = person.page.getByRole('button', { name: wordsOf('group.kind.same') });
  await hot.first().waitFor();
  await hot.first().click();
  await person.page.getByText(wordsOf('group.why.same')).first().waitFor();
  await person.picture('waves-proposed');

  const { waves, parcelCount } = await person.ask('waves.propose', {});
  const inWaves = waves.reduce((sum, wave) => sum + wave.parcelCount, 0);
  expect(parcelCount).toBe(orderCount);
  expect(inWaves).toBe(orderCount);
  const same = waves.filter((wave) => wave.kind === 'same');
  expect(same.reduce((sum, wave) => sum + wave.parcelCount, 0)).toBe(orderCount * 0.3);
  expect(same.every((wave) => wave.why.skuCodes[0] === hotSku)).toBe(true);
});

it('shows what other rules would make before they are saved', async () => {
  await person.button('group.rules').click();
  await person.page.getByText(wordsOf('group.would-be')).waitFor();
  await person.page.getByLabel(wordsOf('group.improve')).fill('90');
  await person.picture('wave-rules');
  await person.button('group.save').click();

  await expect.poll(async () => (await person.ask('waves.rules', {})).station.improveSeconds).toBe(90);
});

it(
  'releases a mixed wave as carts of twelve totes, each the shortest walk there is, when the best so far is taken',
  async () => {
    const { waves } = await person.ask('waves.propose', {});
    const mixed = waves.find((wave) => wave.kind === 'mixed');
    const label = new RegExp(`${mixed?.parcelCount}.*${wordsOf('group.kind.mixed').source}`, 's');
    await person.page.getByRole('button', { name: label }).first().click();
    await person.page.getByText(wordsOf('group.metres-a-line')).waitFor();
    await person.page.locator('body').press('r');
    await person.page.getByText(wordsOf('group.best-so-far')).waitFor();
    await person.picture('wave-forming');
    await person.button('group.take-best').click();
    await person.button('walk.begin').first().waitFor();
    await person.picture('wave-in-carts');

    const [wave] = await person.ask('waves.list', {});
    const list = await person.ask('waves.pickingList', { waveId: wave?.waveId ?? ('' as never) });
    expect(wave).toMatchObject({ kind: 'mixed', parcelCount: mixed?.parcelCount });
    expect(Math.max(...list.carts.map((cart) => cart.parcelCount))).toBe(12);
    for (const { cost } of list.carts) {
      expect(cost?.lengthMetres).toBeCloseTo(cost?.boundMetres ?? 0, 1);
      expect(cost?.lengthMetres).toBeLessThanOrEqual(cost?.plainMetres ?? 0);
    }
  },
  2 * minutes,
);

it(
  'walks the first cart by scan: bin, item, tote; a wrong tote puts nothing in',
  async () => {
    await person.button('walk.begin').first().click();
    await person.page.getByText(wordsOf('walk.todo.bin')).waitFor();
    await person.picture('walk');
    const line = await nextLine();
    const slot = line.slots[0]?.slot ?? 0;
    const wrong = line.slots.some((each) => each.slot === 99) ? 98 : 99;

    await person.scan(line.binCode ?? '');
    await person.page.getByText(wordsOf('walk.todo.item')).waitFor();
    await person.scan(line.skuCode);
    await person.page.getByText(wordsOf('walk.todo.tote')).waitFor();
    await person.scan(`T${wrong}`);
    await person.page.getByText(wordsOf('walk.heard.wrong-tote')).waitFor();
    await person.picture('walk-wrong-tote');
    expect((await nextLine()).position).toBe(line.position);
    // As short as it is, it is heard where a tote is awaited.
    await person.scan(`T${slot}`);

    await expect
      .poll(
        async () => (await cartList()).lines.find((each) => each.position === line.position)?.pickedQuantity,
      )
      .toBe(1);
  },
  2 * minutes,
);

it(
  'gives a parcel back when its bin is empty, and goes on at the same line after the window was closed',
  async () => {
    const line = await nextLine();
    await person.page
      .getByText(line.binCode ?? '', { exact: true })
      .first()
      .waitFor();
    await person.page.locator('body').press('n');
    await person.page.getByRole('dialog').waitFor();
    await person.picture('walk-short');
    const before = (await cartList()).carts[0]?.parcelCount ?? 0;
    await person.page.locator('body').press('3');
    await expect
      .poll(async () => (await cartList()).carts[0]?.parcelCount, { timeout: minutes })
      .toBeLessThan(before);
    const { rows } = await person.ask('goods.list', { search: line.skuCode });
    expect(rows[0]?.stock).toBeLessThan(400);
    const understood = person.page
      .getByRole('dialog')
      .getByRole('button', { name: wordsOf('waves.understood') });
    if (await understood.isVisible()) await understood.click();

    const next = await nextLine();
    await person.page.reload();
    await person.page.locator('main :is(h1, h2)').first().waitFor();
    const [cart] = (await cartList()).carts;
    await person.scan(cart?.cartId ?? '');
    await person.button('walk.begin').first().click();
    await person.page
      .getByText(next.binCode ?? '', { exact: true })
      .first()
      .waitFor();
  },
  2 * minutes,
);

it('stacks the labels in the order in which the walk brings the goods', async () => {
  const { wave, lines } = await cartList();
  const { rows } = await person.ask('parcels.page', {
    states: ['released'],
    waveId: wave.waveId,
    limit: 500,
  });
  const firstCart = rows.filter((parcel) =>
    lines.some((line) => line.slots.some((slot) => slot.parcelId === parcel.parcelId)),
  );
  const stack = [...firstCart].sort((a, b) => (a.sortPosition ?? 0) - (b.sortPosition ?? 0));
  const firstLineOf = (parcelId: string) =>
    Math.min(
      ...lines.flatMap((line) =>
        line.slots.some((slot) => slot.parcelId === parcelId) ? [line.position] : [],
      ),
    );

  const arrivals = stack.map((parcel) => firstLineOf(parcel.parcelId));
  expect(arrivals).toEqual([...arrivals].sort((a, b) => a - b));
  expect(stack.map((parcel) => parcel.slot)).toEqual(
    [...stack.map((parcel) => parcel.slot ?? 0)].sort((a, b) => a - b),
  );

  await person.page.keyboard.press('Escape');
  await person.button('walk.show-way').first().click();
  await person.page.locator('[data-path]').waitFor();
  await person.picture('warehouse-way');
  await person.page.getByRole('tab', { name: wordsOf('waves.part.pace') }).click();
  await person.picture('pace');
  expect(person.complaints).toEqual([]);
});

async function cartList() {
  const [wave] = await person.ask('waves.list', {});
  return person.ask('waves.pickingList', { waveId: wave?.waveId ?? ('' as never), cartNo: 1 });
}

async function nextLine() {
  const { lines } = await cartList();
  const line = lines.find((each) => each.pickedQuantity < each.quantity);
  if (!line) throw new Error('the cart is picked');
  return line;
}
