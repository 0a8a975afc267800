// npm start: installs, builds, opens the station. Electron where its binary is or can quickly be had, else the browser host.
// Flags: --browser --electron --no-open --port N --data DIR --training

import { join } from 'node:path';
import { ensureChromium, findElectron, hasDisplay } from './machine.mjs';
import { become, pinnedNode, prepare, root, say } from './prepare.mjs';

const words = process.argv.slice(2);
const has = (flag) => words.includes(flag);
const toHost = words.filter((word) => word !== '--browser' && word !== '--electron');
// These belong to the browser host: whoever writes one means it.
const wantsBrowser = has('--browser') || has('--no-open') || words.some((word) => word.startsWith('--port'));

prepare({ sparesRunning: true });
const electron = chooseElectron();
if (electron) {
  const isRoot = process.platform === 'linux' && process.getuid() === 0;
  become(electron, [root, ...(isRoot ? ['--no-sandbox'] : []), ...toHost], { isStation: true });
} else {
  if (!has('--no-open')) ensureChromium();
  become(pinnedNode(), [join(root, 'out', 'main', 'browser.js'), ...toHost], { isStation: true });
}

function chooseElectron() {
  if (has('--electron')) {
    const found = findElectron({ limitMs: 180_000, triesAnyway: true });
    if (found) return found;
    say('Electron cannot be downloaded here. Without --electron the station opens in Chromium or Edge.');
    process.exit(2);
  }
  if (wantsBrowser || !hasDisplay()) return undefined;
  const found = findElectron({ limitMs: 6_000, triesAnyway: false });
  if (!found) say("Electron is not here and could not be fetched: using this machine's Chromium or Edge.");
  return found;
}
