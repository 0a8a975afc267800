// What this machine has beside Node: Electron's binary, a Chromium, Chinese fonts. Gets what is missing where that is
// quick and allowed; says in one line what to install where not. What failed is remembered for a day.

import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { cacheFolder, pinnedNode, root, say } from './prepare.mjs';

const dayMs = 86_400_000;

function failedToday(what) {
  const mark = statSync(join(cacheFolder, `no-${what}`), { throwIfNoEntry: false });
  return mark !== undefined && Date.now() - mark.mtimeMs < dayMs;
}

function rememberFailure(what) {
  mkdirSync(cacheFolder, { recursive: true });
  writeFileSync(join(cacheFolder, `no-${what}`), '');
}

/** Electron's binary, downloaded if that takes at most `limitMs`; undefined when it cannot be had. */
export function findElectron({ limitMs, triesAnyway }) {
  const here = electronHere();
  if (here || (!triesAnyway && failedToday('electron'))) return here;
  const installer = join(root, 'node_modules', 'electron', 'install.js');
  if (!existsSync(installer)) return undefined;
  say('下载 Electron · Fetching Electron …');
  spawnSync(pinnedNode(), [installer], { stdio: 'ignore', timeout: limitMs, killSignal: 'SIGKILL' });
  if (!electronHere()) rememberFailure('electron');
  return electronHere();
}

function electronHere() {
  const folder = join(root, 'node_modules', 'electron');
  try {
    const binary = join(folder, 'dist', readFileSync(join(folder, 'path.txt'), 'utf8').trim());
    return existsSync(binary) ? binary : undefined;
  } catch {
    return undefined;
  }
}

export function hasDisplay() {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

const chromiums = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'microsoft-edge-stable',
];

export function findOnPath(names) {
  for (const name of names) {
    for (const folder of (process.env.PATH ?? '').split(delimiter)) {
      try {
        accessSync(join(folder, name), constants.X_OK);
        return join(folder, name);
      } catch {
        // not in this folder
      }
    }
  }
  return undefined;
}

/** On Debian and Ubuntu: Chromium and fonts with Chinese characters, by apt-get as root, else one line that says so. */
export function ensureChromium() {
  if (process.platform !== 'linux') return;
  const missing = [];
  if (!findOnPath(chromiums)) missing.push('chromium');
  if (!hasChineseFont()) missing.push('fonts-noto-cjk');
  if (missing.length === 0) return;
  const aptGet = findOnPath(['apt-get']);
  if (process.getuid() !== 0 || !aptGet) {
    say(`缺少 Missing: ${missing.join(', ')}. Install: sudo apt-get install ${missing.join(' ')}`);
    return;
  }
  if (failedToday('apt')) return;
  say(`安装 Installing ${missing.join(', ')} …`);
  const options = ['-o', 'Acquire::Retries=1', '-o', 'Acquire::http::Timeout=20', '-q', '-y'];
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (...words) =>
    spawnSync(aptGet, [...options, ...words], { stdio: ['ignore', 'ignore', 2], env }).status;
  const install = () => apt('install', '--no-install-recommends', ...missing);
  if (install() !== 0 && (apt('update') !== 0 || install() !== 0)) {
    rememberFailure('apt');
    say(`apt-get could not install ${missing.join(', ')}.`);
  }
}

function hasChineseFont() {
  const list = spawnSync('fc-list', [':lang=zh', 'family'], { encoding: 'utf8' });
  if (list.status === 0) return list.stdout.trim() !== '';
  return existsSync('/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc');
}
