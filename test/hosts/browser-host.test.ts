import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { browserFlags, browserPlaces, hasDisplay } from '../../main/hosts/browser/open-window.ts';
import { contentPolicy, findPage } from '../../main/hosts/built-pages.ts';
import { findDoorway } from '../../main/hosts/doorway-file.ts';
import { parseHostFlags } from '../../main/hosts/host-flags.ts';
import { buildOnce, type RunningHost, startBrowserHost, temporaryFolder } from './built.ts';
import { startChromium } from './chromium.ts';

interface Answer {
  readonly status: number;
  readonly headers: Record<string, unknown>;
  readonly body: string;
}

/** As bare as it comes: every header as the test says. */
function ask(
  host: RunningHost,
  path: string,
  options: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { port } = new URL(host.origin);
    const asked = request(
      { host: '127.0.0.1', port, path, method: options.method ?? 'GET', headers: options.headers },
      async (response) => {
        const pieces: Buffer[] = [];
        for await (const piece of response as AsyncIterable<Buffer>) pieces.push(piece);
        const body = Buffer.concat(pieces).toString();
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body });
      },
    );
    asked.on('error', reject);
    asked.end(options.body);
  });
}

const json = { 'content-type': 'application/json' };
const describeStation = JSON.stringify({ name: 'station.describe', argument: {} });

async function cookieOf(host: RunningHost): Promise<string> {
  const key = new URL(host.address).hash.slice(1);
  const entered = await ask(host, '/enter', {
    method: 'POST',
    headers: { ...json, origin: host.origin },
    body: JSON.stringify({ key }),
  });
  return String(entered.headers['set-cookie']).split(';')[0] ?? '';
}

beforeAll(buildOnce, 120_000);

describe('the door on 127.0.0.1', () => {
  const folder = temporaryFolder();
  let host: RunningHost;

  beforeAll(async () => {
    host = await startBrowserHost(['--no-open', '--data', folder.path]);
  }, 60_000);

  afterAll(async () => {
    await host.stop();
    folder[Symbol.dispose]();
  });

  it('opens to its own page with the key of this start', async () => {
    const reply = await ask(host, '/call', {
      method: 'POST',
      headers: { ...json, origin: host.origin, cookie: await cookieOf(host) },
      body: describeStation,
    });

    expect(JSON.parse(reply.body)).toMatchObject({ ok: true, value: { mode: 'training' } });
  });

  it('sets a cookie that no script reads and no other site sends', async () => {
    const key = new URL(host.address).hash.slice(1);

    const entered = await ask(host, '/enter', {
      method: 'POST',
      headers: { ...json, origin: host.origin },
      body: JSON.stringify({ key }),
    });

    expect(String(entered.headers['set-cookie'])).toMatch(/HttpOnly; SameSite=Strict/);
  });

  it('answers at the entrance what a window asks first, and nothing to a wrong key', async () => {
    const key = new URL(host.address).hash.slice(1);
    const asks = ['station.describe', 'settings.list', 'today.read'];
    const enter = (with_: string) =>
      ask(host, '/enter', {
        method: 'POST',
        headers: { ...json, origin: host.origin },
        body: JSON.stringify({ key: with_, asks }),
      });

    const entered = JSON.parse((await enter(key)).body);
    const refused = await enter('guess');

    expect(entered.value.answers['settings.list']).toMatchObject({ ok: true });
    expect(entered.value.answers['station.describe']).toMatchObject({
      ok: true,
      value: { mode: 'training' },
    });
    expect(refused.status).toBe(401);
    expect(refused.body).not.toContain('answers');
  });

  it.each([
    ['no key', {}],
    ['a wrong cookie', { cookie: 'parcelbench-1=guess' }],
    ['a wrong terminal key', { authorization: 'Bearer guess' }],
  ])('stays shut to %s', async (_who, headers) => {
    const reply = await ask(host, '/call', {
      method: 'POST',
      headers: { ...json, origin: host.origin, ...headers },
      body: describeStation,
    });

    expect(reply.status).toBe(401);
    expect(JSON.parse(reply.body)).toMatchObject({ ok: false, refusal: { code: 'host.not-entered' } });
  });

  it('stays shut to a wrong key at the entrance', async () => {
    const reply = await ask(host, '/enter', {
      method: 'POST',
      headers: { ...json, origin: host.origin },
      body: JSON.stringify({ key: 'guess' }),
    });

    expect(reply.status).toBe(401);
    expect(reply.headers['set-cookie']).toBeUndefined();
  });

  it('stays shut to another site, even with the cookie', async () => {
    const reply = await ask(host, '/call', {
      method: 'POST',
      headers: { ...json, origin: 'https://elsewhere.example', cookie: await cookieOf(host) },
      body: describeStation,
    });

    expect(reply.status).toBe(401);
  });

  it('stays shut to a page that holds the terminal’s key', async () => {
    const key = findDoorway(folder.path)?.key;

    const reply = await ask(host, '/call', {
      method: 'POST',
      headers: { ...json, origin: 'https://elsewhere.example', authorization: `Bearer ${key}` },
      body: describeStation,
    });

    expect(reply.status).toBe(401);
  });

  it('answers to no other name (DNS rebinding)', async () => {
    const reply = await ask(host, '/', { headers: { host: 'elsewhere.example' } });

    expect(reply.status).toBe(403);
    expect(JSON.parse(reply.body)).toMatchObject({ refusal: { code: 'host.wrong-address' } });
  });

  it('tells no events without the key', async () => {
    expect((await ask(host, '/events')).status).toBe(401);
  });

  it('says what is wrong with a body that is no JSON', async () => {
    const reply = await ask(host, '/call', {
      method: 'POST',
      headers: { ...json, origin: host.origin, cookie: await cookieOf(host) },
      body: '{"name": ',
    });

    expect(reply.status).toBe(400);
    expect(JSON.parse(reply.body)).toMatchObject({ refusal: { code: 'request.malformed' } });
  });

  it('refuses a body of more than four megabytes', async () => {
    const reply = await ask(host, '/call', {
      method: 'POST',
      headers: { ...json, origin: host.origin, cookie: await cookieOf(host) },
      body: JSON.stringify({ name: 'x', argument: 'x'.repeat(4 * 1024 * 1024) }),
    });

    expect(reply.status).toBe(413);
    expect(JSON.parse(reply.body)).toMatchObject({ refusal: { code: 'request.too-large' } });
  });

  it('takes a piece of a file of one megabyte', async () => {
    const chunk = Buffer.alloc(1024 * 1024, 1).toString('base64');

    const reply = await ask(host, '/call', {
      method: 'POST',
      headers: { ...json, origin: host.origin, cookie: await cookieOf(host) },
      body: JSON.stringify({ name: 'parcels.teleport', argument: { chunk } }),
    });

    expect(reply.status).toBe(200);
  });

  it.each([
    '/../package.json',
    '/..%2f..%2fpackage.json',
    '/%2e%2e/main/browser.js',
    '/%00',
    '/%',
    '/assets',
  ])('serves nothing but the built screens: not %s', async (path) => {
    expect((await ask(host, path)).status).toBe(404);
  });

  it('sends every page with the strict policy', async () => {
    const page = await ask(host, '/');

    expect(page.status).toBe(200);
    expect(page.headers['content-security-policy']).toBe(contentPolicy);
    expect(contentPolicy).toContain(`script-src 'self';`);
    expect(page.headers['x-content-type-options']).toBe('nosniff');
  });

  it('is told to the terminal in a file that only this user reads', () => {
    expect(findDoorway(folder.path)).toMatchObject({ processId: host.child.pid });
  });

  it('serves two windows: what one changes, the other hears', async () => {
    const browser = await startChromium();
    const context = await browser.newContext();
    const [one, other] = [await context.newPage(), await context.newPage()];
    for (const page of [one, other]) {
      const stream = page.waitForResponse(`${host.origin}/events`);
      await page.goto(host.address);
      await stream;
    }
    await other.evaluate(
      `void (window.heard = new Promise((tell) => window.station.on((event) => tell(event.kind))))`,
    );

    await one.evaluate(`window.station.call('settings.set', { name: 'sound.volume', value: 0.5 })`);

    expect(await other.evaluate('window.heard')).toBe('settings.changed');
    expect(other.url()).not.toContain(new URL(host.address).hash);
    await browser.close();
  }, 60_000);

  it('stays in its room over a reload, without the key in the address', async () => {
    const browser = await startChromium();
    const page = await browser.newPage();
    await page.goto(host.address);

    await page.locator('nav [data-room="bench"]').click();
    await page.locator('main[data-room="bench"]').waitFor();
    await page.reload();

    await page.locator('main[data-room="bench"]').waitFor();
    expect(page.url()).toBe(`${host.origin}/#bench`);
    expect(await page.locator('[data-room="bench"][aria-current="page"]').count()).toBe(1);
    await browser.close();
  }, 60_000);

  it('takes the key that is pasted into a page which never entered', async () => {
    const browser = await startChromium();
    const page = await browser.newPage();
    await page.goto(`${host.origin}/`);
    await page.waitForURL(/#today/);

    await page.goto(host.address);

    await page.getByRole('navigation').first().waitFor();
    await browser.close();
  }, 60_000);

  it('tells a window that the station is gone', async () => {
    using own = temporaryFolder();
    const first = await startBrowserHost(['--no-open', '--data', own.path]);
    const browser = await startChromium();
    const page = await browser.newPage();
    const stream = page.waitForResponse(`${first.origin}/events`);
    await page.goto(first.address);
    await stream;
    await first.stop();

    const reply = await page.evaluate(`window.station.call('station.describe', {})`);

    expect(reply).toMatchObject({ ok: false, refusal: { code: 'station.unreachable' } });
    await browser.close();
  }, 60_000);
});

describe('a start and an end', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)(
    'ends cleanly on %s and leaves the folder free',
    async (signal) => {
      using folder = temporaryFolder();
      const host = await startBrowserHost(['--no-open', '--data', folder.path]);

      const ended = await host.stop(signal);

      expect(ended).toEqual({ code: 0, signal: null });
      expect(findDoorway(folder.path)).toBeUndefined();
      const next = await startBrowserHost(['--no-open', '--data', folder.path]);
      expect(next.lines.join()).not.toContain('only looks');
      await next.stop();
    },
    60_000,
  );

  it('a second one on the folder says so and only looks', async () => {
    using folder = temporaryFolder();
    const first = await startBrowserHost(['--no-open', '--data', folder.path]);

    const second = await startBrowserHost(['--no-open', '--data', folder.path]);

    expect(second.lines.join('\n')).toContain('this one only looks');
    expect(findDoorway(folder.path)).toMatchObject({ processId: first.child.pid });
    await second.stop();
    expect(findDoorway(folder.path)).toMatchObject({ processId: first.child.pid });
    await first.stop();
  }, 60_000);

  it('after a kill nothing stale is in the way', async () => {
    using folder = temporaryFolder();
    const killed = await startBrowserHost(['--no-open', '--data', folder.path]);
    await killed.stop('SIGKILL');

    const next = await startBrowserHost(['--no-open', '--data', folder.path]);

    expect(next.lines.join('\n')).not.toContain('only looks');
    await next.stop();
  }, 60_000);

  it('a port in use is told, with what to do', async () => {
    using folder = temporaryFolder();
    using other = temporaryFolder();
    const first = await startBrowserHost(['--no-open', '--data', folder.path]);
    const { port } = new URL(first.origin);

    const second = startBrowserHost(['--no-open', '--port', port, '--data', other.path]);

    await expect(second).rejects.toThrow(`Port ${port} is in use`);
    await first.stop();
  }, 60_000);

  it('without a display it says its address and keeps serving', async () => {
    using folder = temporaryFolder();

    const host = await startBrowserHost(['--data', folder.path], { DISPLAY: '', WAYLAND_DISPLAY: '' });

    await vi.waitFor(() => expect(host.lines.join('\n')).toContain('No display here'), { timeout: 20_000 });
    expect((await ask(host, '/')).status).toBe(200);
    await host.stop();
  }, 60_000);

  it('ends when the window that it opened is closed', async () => {
    using folder = temporaryFolder();
    // Chromium under its own name, but without needing the display that we pretend to have.
    const wrapper = join(folder.path, 'chromium');
    const real = process.env.PARCELBENCH_CHROMIUM ?? '/usr/bin/chromium';
    writeFileSync(wrapper, `#!/bin/sh\nexec ${real} --headless=new --remote-debugging-port=0 "$@"\n`);
    chmodSync(wrapper, 0o755);
    const env = { DISPLAY: ':99', PATH: `${folder.path}:${process.env.PATH}` };
    const host = await startBrowserHost(['--data', folder.path], env);
    const portFile = join(folder.path, 'window', 'DevToolsActivePort');
    // Chromium makes the file first and writes into it then.
    const port = await vi.waitFor(
      () => {
        const [written = ''] = readFileSync(portFile, 'utf8').split('\n');
        expect(written).toMatch(/^\d+$/);
        return written;
      },
      { timeout: 30_000 },
    );
    const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
    const page = await vi.waitUntil(
      () =>
        browser
          .contexts()[0]
          ?.pages()
          .find((each) => each.url().startsWith(host.origin)),
      { timeout: 30_000 },
    );
    await page.waitForFunction('window.station.call("station.describe", {}).then((reply) => reply.ok)');

    await page.close();

    expect(await host.ended).toEqual({ code: 0, signal: null });
    // Without a display Chromium outlives its last window; it may be gone before it has answered.
    const whole = browser.newBrowserCDPSession();
    await whole.then((session) => session.send('Browser.close')).catch(() => {});
    await browser.close();
  }, 90_000);
});

describe('what it is told at the start', () => {
  it('takes the flags of the command', () => {
    expect(parseHostFlags(['--no-open', '--port', '4599', '--data', '/shop/data', '--training'])).toEqual({
      dataFolder: '/shop/data',
      mode: 'training',
      port: 4599,
      opensWindow: false,
    });
  });

  it.each([[['--port', 'many']], [['--port', '70000']], [['--prot', '1']]])(
    'names a flag that makes no sense: %j',
    (words) => {
      expect(() => parseHostFlags(words)).toThrow(TypeError);
    },
  );

  it('knows where each system keeps a Chromium', () => {
    expect(browserPlaces('linux', { PATH: '/usr/bin' })[0]).toBe('/usr/bin/chromium');
    expect(browserPlaces('win32', { ProgramFiles: 'C:\\Program Files' })[0]).toContain('msedge.exe');
    expect(browserPlaces('darwin', {})[0]).toContain('Google Chrome');
  });

  it('opens one quiet window with a profile of its own, and without the sandbox only as root', () => {
    const flags = browserFlags('http://127.0.0.1:1/#k', '/data/window', false);

    expect(flags).toEqual(
      expect.arrayContaining([
        '--app=http://127.0.0.1:1/#k',
        '--user-data-dir=/data/window',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
        '--disable-quic',
      ]),
    );
    expect(flags).not.toContain('--no-sandbox');
    expect(browserFlags('', '', true)).toContain('--no-sandbox');
  });

  it('needs a display only on Linux', () => {
    expect(hasDisplay('linux', {})).toBe(false);
    expect(hasDisplay('linux', { WAYLAND_DISPLAY: 'wayland-0' })).toBe(true);
    expect(hasDisplay('win32', {})).toBe(true);
  });

  it('finds no page outside its folder', async () => {
    expect((await findPage(import.meta.dirname, '/../../package.json')).status).toBe(404);
  });
});
