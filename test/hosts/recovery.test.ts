// A station that cannot be opened, as a person meets it: the page that says what happened, and the way back to work.

import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createStationHost } from '../../main/hosts/station-host.ts';
import { en } from '../../renderer/text/en.ts';
import { buildOnce, type RunningHost, startBrowserHost, temporaryFolder } from './built.ts';
import { startChromium } from './chromium.ts';

const lin = { host: 'terminal', person: 'Lin', role: 'supervisor' } as const;
const fileIn = (folder: string) => join(folder, 'training', 'station.db');

/** A station that has worked: 33 labels a batch, and a backup of that if asked for. */
async function workedFolder(folder: string, hasBackup: boolean): Promise<void> {
  const host = createStationHost({ dataFolder: folder, version: '0.0.0-test' });
  await host.call(lin, 'settings.set', { name: 'printing.batchSize', value: 33 });
  if (hasBackup) await host.call(lin, 'station.backup', {});
  await host.close();
}

function damage(folder: string): void {
  writeFileSync(fileIn(folder), 'this is no database '.repeat(1_000));
}

async function batchSize(page: Page): Promise<unknown> {
  const reply = await page.evaluate(() => window.station.call('settings.list', {}));
  const settings = reply.ok ? (reply.value as { name: string; value: unknown }[]) : []; // answer of settings.list
  return settings.find((each) => each.name === 'printing.batchSize')?.value;
}

describe('a station that cannot be opened', () => {
  let browser: Browser;

  beforeAll(async () => {
    buildOnce();
    browser = await startChromium();
  }, 180_000);
  afterAll(() => browser.close());

  async function look(host: RunningHost): Promise<Page> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en' });
    const page = await context.newPage();
    page.setDefaultTimeout(60_000);
    await page.goto(host.address);
    return page;
  }
  const button = (page: Page, key: keyof typeof en) => page.getByRole('button', { name: en[key] });

  it('goes on from the newest backup, and the damaged file is kept', async () => {
    using folder = temporaryFolder();
    await workedFolder(folder.path, true);
    damage(folder.path);
    const host = await startBrowserHost(['--no-open', '--data', folder.path]);
    const page = await look(host);
    await page.getByRole('heading', { name: en['shut.damaged'] }).waitFor();
    expect(await page.locator('nav').count()).toBe(0);

    await button(page, 'shut.newest-backup').click();

    const aside = readdirSync(join(folder.path, 'training')).find((name) => name.includes('damaged'));
    await page.getByText(en['shut.kept']).waitFor();
    expect(await page.locator('main').textContent()).toContain(aside ?? 'no file was set aside');
    await button(page, 'shut.go-on').click();
    await page.getByRole('navigation').first().waitFor();
    expect(await batchSize(page)).toBe(33);
    await host.stop();
  }, 120_000);

  it('starts empty only when that is said twice', async () => {
    using folder = temporaryFolder();
    await workedFolder(folder.path, false);
    damage(folder.path);
    const host = await startBrowserHost(['--no-open', '--data', folder.path]);
    const page = await look(host);
    await page.getByText(en['shut.no-backup']).waitFor();
    expect(await button(page, 'shut.newest-backup').count()).toBe(0);

    await button(page, 'shut.nothing').click();
    expect(await page.locator('nav').count()).toBe(0);
    await button(page, 'shut.nothing.sure').click();

    await button(page, 'shut.go-on').click();
    await page.getByRole('navigation').first().waitFor();
    expect(await batchSize(page)).toBe(50);
    await host.stop();
  }, 120_000);

  it('of a newer version says so, and opens when the file fits again', async () => {
    using folder = temporaryFolder();
    await workedFolder(folder.path, false);
    const setVersion = (version: number) => {
      const connection = new SqliteDatabase(fileIn(folder.path));
      const before = Number(connection.pragma('user_version', { simple: true }));
      connection.pragma(`user_version = ${version}`);
      connection.close();
      return before;
    };
    const known = setVersion(999_999);
    const host = await startBrowserHost(['--no-open', '--data', folder.path]);
    const page = await look(host);
    await page.getByText(en['fault.database.newer']).waitFor();

    setVersion(known);
    await button(page, 'shut.try-again').click();

    await page.getByRole('navigation').first().waitFor();
    expect(await batchSize(page)).toBe(33);
    await host.stop();
  }, 120_000);

  it('lets a second window back to work too', async () => {
    using folder = temporaryFolder();
    await workedFolder(folder.path, true);
    damage(folder.path);
    const host = await startBrowserHost(['--no-open', '--data', folder.path]);
    const [one, other] = [await look(host), await look(host)];
    await button(other, 'shut.newest-backup').waitFor();

    await button(one, 'shut.newest-backup').click();

    await other.getByRole('navigation').first().waitFor();
    await host.stop();
  }, 120_000);
});
