// The browser host: the same screens over 127.0.0.1 in the machine's Chromium or Edge. Says its address on standard output,
// keeps serving without a display, and ends cleanly on a signal or when the window it opened is closed.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { systemClock } from '../../basics/clock.ts';
import { isFault } from '../../basics/fault.ts';
import { appVersion, preloadFolder, rendererFolder } from '../app-folder.ts';
import { findPage, type Page, scriptPage, withScript } from '../built-pages.ts';
import { lastPort, rememberPort } from '../data-folder.ts';
import { removeDoorway, writeDoorway } from '../doorway-file.ts';
import { type HostFlags, parseHostFlags } from '../host-flags.ts';
import { type Loopback, openLoopback } from '../loopback.ts';
import { personHere } from '../person.ts';
import { createStationHost, type StationHost } from '../station-host.ts';
import { findBrowser, hasDisplay, openWindow } from './open-window.ts';

/** A page that reloads is gone for a moment; only after this long is the last one taken for closed. */
const reloadMs = 4_000;
/**
 * The first screen's counts are made while the window opens, which takes a browser longer than this: not at once, because the first
 * round to the shops writes down that it was made, and what was counted before it would be counted again.
 */
const readAheadMs = 250;

async function pages(path: string): Promise<Page> {
  if (path === '/bridge.js') return scriptPage(await readFile(join(preloadFolder, 'browser.cjs')));
  const page = await findPage(rendererFolder, path);
  return path === '/' && page.status === 200 ? withScript(page, '/bridge.js') : page;
}

/**
 * On the port of the last time where it is free: for a browser, another port is another place, with nothing kept there
 * (compiled screens, column widths). A port that was asked for is used or refused. Faults: `host.port-taken`.
 */
async function openDoor(host: StationHost, flags: HostFlags): Promise<Loopback> {
  const options = { host, person: personHere(), pages };
  if (flags.port !== 0) return openLoopback({ ...options, port: flags.port });
  try {
    return await openLoopback({ ...options, port: lastPort(flags.dataFolder) });
  } catch (thrown) {
    if (!isFault(thrown)) throw thrown;
    return openLoopback({ ...options, port: 0 });
  }
}

async function run(flags: HostFlags): Promise<void> {
  const host = createStationHost({ dataFolder: flags.dataFolder, mode: flags.mode, version: appVersion() });
  const loopback = await openDoor(host, flags);
  if (!host.isReadOnly) {
    rememberPort(flags.dataFolder, loopback.port);
    writeDoorway(flags.dataFolder, {
      port: loopback.port,
      key: loopback.terminalKey,
      processId: process.pid,
    });
  }
  let isStopping = false;
  async function stop(): Promise<void> {
    if (isStopping) return;
    isStopping = true;
    if (!host.isReadOnly) removeDoorway(flags.dataFolder);
    await loopback.close();
    await host.close();
    process.exit(0);
  }
  process.on('SIGINT', () => void stop());
  process.on('SIGTERM', () => void stop());

  const address = `http://127.0.0.1:${loopback.port}/#${loopback.pageKey}`;
  if (host.isReadOnly) {
    console.log('另一个打包台正在使用此数据文件夹，这里只能查看。');
    console.log(
      'Another Parcelbench has this data folder: this one only looks. Close the other to work here.',
    );
  }
  console.log(`Parcelbench 打包台: ${address}`);
  systemClock().after(readAheadMs, () => host.readAhead());
  if (!flags.opensWindow) return;
  const browser = findBrowser();
  if (!hasDisplay() || !browser) {
    console.log(
      browser
        ? 'No display here. Open the address above in a browser on this machine; Ctrl+C ends.'
        : 'No Chromium, Chrome or Edge found. Install one, or open the address above; Ctrl+C ends.',
    );
    return;
  }
  const window = openWindow(browser, address, join(flags.dataFolder, 'window'));
  const clock = systemClock();
  let pageCount = 0;
  let cancel = () => {};
  loopback.onPages((count) => {
    cancel();
    pageCount = count;
    if (count === 0) cancel = clock.after(reloadMs, () => void stop());
  });
  window.on('error', () => console.log(`${browser} does not start. Open the address above yourself.`));
  // Also when it only handed over to a browser that already ran: then that one's page is connected.
  window.on('exit', () => {
    if (pageCount === 0) cancel = clock.after(reloadMs, () => void stop());
  });
}

try {
  await run(parseHostFlags(process.argv.slice(2)));
} catch (thrown) {
  if (isFault(thrown) && thrown.code === 'host.port-taken') {
    console.error(`Port ${thrown.facts.port} is in use. Give another with --port, or none.`);
  } else if (isFault(thrown)) {
    console.error(
      `The data folder cannot be used (${thrown.code}). Give another with --data, or free this one.`,
    );
  } else {
    console.error(thrown instanceof TypeError ? thrown.message : thrown);
  }
  process.exit(2);
}
