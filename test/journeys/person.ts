// A person at the station, in a real browser: reads words, presses buttons, scans. Nothing here knows how the screens are made.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import type { RequestAnswer, RequestArgument, RequestName } from '../../main/api.ts';
import type {} from '../../preload/bridge.ts';
import { en } from '../../renderer/text/en.ts';
import { zhCN } from '../../renderer/text/zh-CN.ts';
import { type RunningHost, repository } from '../hosts/built.ts';
import { startChromium } from '../hosts/chromium.ts';

export interface Person {
  readonly page: Page;
  /** Goes to a room as a person does: by its key. */
  go(room: keyof typeof roomKeys): Promise<void>;
  /** One physical scan: keys faster than any hand, then Enter. */
  scan(code: string): Promise<void>;
  /** The button that bears this sentence; blanks and counts may hold anything. */
  button(key: keyof typeof en): Locator;
  /** A pattern for a sentence as this person reads it; facts that are given stand in its blanks, others may be anything. */
  words(key: keyof typeof en, facts?: Readonly<Record<string, string | number>>): RegExp;
  /** A second window of the same station, as Ctrl+N opens one. */
  openWindow(): Promise<Person>;
  /** Asks the station past the screens, to compare what they show with what is. */
  ask<Name extends RequestName>(name: Name, argument: RequestArgument<Name>): Promise<RequestAnswer<Name>>;
  /** Keeps a picture under this name where pictures are wanted (PARCELBENCH_PICTURES names the folder). */
  picture(name: string): Promise<void>;
  /** What the console of any of this person's windows complained about. */
  readonly complaints: readonly string[];
  /** The log of a journey that failed, and a picture of each window. */
  keepEvidence(name: string, host: RunningHost): Promise<void>;
  leave(): Promise<void>;
}

const roomKeys = {
  today: 1,
  orders: 2,
  waves: 3,
  bench: 4,
  printing: 5,
  shipping: 6,
  compliance: 7,
  settings: 8,
} as const;

export type Language = 'en' | 'zh-CN';

/** Starts a Chromium of this person's own and opens the station in it. */
export async function arrive(host: RunningHost, language: Language = 'en'): Promise<Person> {
  const browser = await startChromium();
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: language });
  return openWindow(browser, context, host, language, []);
}

async function openWindow(
  browser: Browser,
  context: BrowserContext,
  host: RunningHost,
  language: Language,
  complaints: string[],
): Promise<Person> {
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(host.address);
  // The counts of Today stand: the frame is whole and hears keys.
  await page.locator('main [data-due] b').first().waitFor();

  return {
    page,
    complaints,
    async go(room) {
      await page.locator('body').press(`Control+${roomKeys[room]}`);
      // A room is loaded when it is first entered; a scan before that would go to the frame, which opens what it names.
      await page
        .locator(`main[data-room="${room}"] :is(h1, h2, section, table, [role="table"], [role="grid"])`)
        .first()
        .waitFor();
      // The bench hears scans from the moment the station has told it how it stands.
      if (room === 'bench') await page.locator('main[data-room="bench"] section[data-state]').waitFor();
    },
    async scan(code) {
      await page.evaluate((text) => {
        // A scanner keeps its pace however busy this machine is: the times are the scanner's, not those of the loop.
        let at = performance.now();
        const press = (kind: 'keydown' | 'keyup', key: string) => {
          const event = new KeyboardEvent(kind, { key, bubbles: true, cancelable: true });
          at += 0.05;
          Object.defineProperty(event, 'timeStamp', { value: at });
          document.body.dispatchEvent(event);
        };
        for (const key of [...text, 'Enter']) {
          press('keydown', key);
          press('keyup', key);
        }
      }, code);
    },
    button: (key) => page.getByRole('button', { name: wordsOf(key, language) }),
    words: (key, facts) => wordsOf(key, language, facts),
    openWindow: () => openWindow(browser, context, host, language, complaints),
    async ask(name, argument) {
      const reply = await page.evaluate(([asked, given]) => window.station.call(asked as string, given), [
        name,
        argument,
      ] as const);
      if (!reply.ok) throw new Error(`${name} was refused: ${JSON.stringify(reply.refusal)}`);
      return reply.value as RequestAnswer<typeof name>; // the station's own answer to this name
    },
    async picture(name) {
      const folder = process.env.PARCELBENCH_PICTURES;
      if (folder) await page.screenshot({ path: join(folder, `${name}.png`) });
    },
    async keepEvidence(name, running) {
      const folder = join(repository, 'test-results', name);
      mkdirSync(folder, { recursive: true });
      for (const [index, window] of context.pages().entries()) {
        const path = join(folder, index === 0 ? 'screen.png' : `screen-${index + 1}.png`);
        await window.screenshot({ path }).catch(() => {}); // the page may be gone
      }
      writeFileSync(join(folder, 'said.txt'), [...running.lines, ...complaints].join('\n'));
    },
    leave: () => browser.close(),
  };
}

/** A pattern for a sentence of the table: blanks match anything, or the fact that is given for them. */
export function wordsOf(
  key: keyof typeof en,
  language: Language = 'en',
  facts: Readonly<Record<string, string | number>> = {},
): RegExp {
  const text = language === 'en' ? en[key] : zhCN[key];
  const parts = text.split(/\{\{(.*?)\}\}/).map((part, index) => {
    if (index % 2 === 0) return exactly(part);
    return facts[part] === undefined ? '.*' : exactly(String(facts[part]));
  });
  return new RegExp(parts.join(''));
}

function exactly(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
