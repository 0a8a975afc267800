// The table of orders in a real browser: what the arrows, Shift, Space and Enter do, and that only what is in sight is drawn.

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { buildOnce, type RunningHost, startBrowserHost, temporaryFolder } from '../../hosts/built.ts';
import { startChromium } from '../../hosts/chromium.ts';

describe('a long table', () => {
  const folder = temporaryFolder();
  let host: RunningHost;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    buildOnce();
    host = await startBrowserHost(['--no-open', '--training', '--data', folder.path]);
    browser = await startChromium();
  }, 180_000);
  afterAll(async () => {
    await browser.close();
    await host.stop();
    folder[Symbol.dispose]();
  });

  beforeEach(async () => {
    await page?.close();
    page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    page.setDefaultTimeout(60_000);
    await page.goto(host.address);
    await page.locator('nav [data-room="orders"]').click();
    await grid().locator('[role="row"][aria-rowindex="1"] [role="gridcell"]').first().waitFor();
    await grid().focus();
  }, 120_000);

  const grid = () => page.getByRole('grid');
  const cursor = () => grid().locator('[data-cursor="true"]').getAttribute('aria-rowindex');
  const ticked = () =>
    grid()
      .locator('[role="row"][aria-selected="true"]')
      .evaluateAll((rows) => rows.map((row) => Number(row.getAttribute('aria-rowindex'))));

  it('draws no more rows than are near', async () => {
    const total = Number(await grid().getAttribute('aria-rowcount'));

    const drawn = await grid().locator('[role="row"][aria-rowindex]').count();

    expect(total).toBeGreaterThan(40);
    expect(drawn).toBeLessThan(total);
  }, 60_000);

  it('is walked by arrows, to its end and back', async () => {
    await grid().press('ArrowDown');
    await grid().press('ArrowDown');
    expect(await cursor()).toBe('3');

    await grid().press('End');

    const total = await grid().getAttribute('aria-rowcount');
    expect(await cursor()).toBe(total);
    await grid().press('Home');
    expect(await cursor()).toBe('1');
  }, 60_000);

  it('is ticked by Space, and from there by Shift', async () => {
    await grid().press('ArrowDown');
    await grid().press(' ');
    expect(await ticked()).toEqual([2]);

    await grid().press('Shift+ArrowDown');
    await grid().press('Shift+ArrowDown');

    await expect.poll(ticked, { timeout: 20_000 }).toEqual([2, 3, 4]);
  }, 60_000);

  it('opens the row under the cursor with Enter, and Escape closes it', async () => {
    await grid().press('ArrowDown');

    await grid().press('Enter');

    await page.locator('aside h2').first().waitFor();
    expect(await grid().locator('[data-open="true"]').getAttribute('aria-rowindex')).toBe('2');
    await grid().press('Escape');
    await page.locator('aside h2').first().waitFor({ state: 'detached' });
  }, 60_000);
});
