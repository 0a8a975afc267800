// The real print services of a Linux system, each with its own settings, port and spool in a folder of its own, ended by the test:
// CUPS with raw queues, the IPP printer that comes with it, and lprint. Tests that want them are skipped by name where they are missing.

import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { accessSync, chmodSync, constants, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

function isInstalled(...programs: string[]): boolean {
  return programs.every((program) => {
    try {
      accessSync(program, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

const isRoot = process.getuid?.() === 0;
export const hasCups = isRoot && isInstalled('/usr/sbin/cupsd', '/usr/sbin/lpadmin');
/** It wants a message bus and a name service of its own beside it. */
export const hasIppPrinter =
  isRoot && isInstalled('/usr/sbin/ippeveprinter', '/usr/bin/dbus-daemon', '/usr/sbin/avahi-daemon');

/** Debian's printer application: an encoder of ZPL and EPL that knows nothing of ours. */
export const hasLprint = isInstalled('/usr/bin/lprint');

function temporaryFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), name));
  chmodSync(folder, 0o755);
  return folder;
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise<void>((resolve) => server.close(() => resolve()));
  if (typeof address !== 'object' || !address) throw new Error('a listening server has a port');
  return address.port;
}

/** Resolves when somebody listens there; tries as often as it takes, until the program that should listen has ended. */
async function listening(target: { port: number } | { path: string }, program: ChildProcess): Promise<void> {
  while (program.exitCode === null) {
    const isThere = await new Promise<boolean>((resolve) => {
      const socket = connect({ ...target, host: '127.0.0.1' });
      socket.once('connect', () => resolve(true));
      socket.once('error', () => resolve(false));
      socket.once('close', () => resolve(false));
      socket.once('connect', () => socket.destroy());
    });
    if (isThere) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${program.spawnfile} ended before it listened`);
}

async function ended(program: ChildProcess): Promise<void> {
  if (program.exitCode !== null || program.signalCode !== null) return;
  const gone = new Promise<void>((resolve) => program.once('exit', () => resolve()));
  program.kill('SIGTERM');
  await gone;
}

export interface Cups extends AsyncDisposable {
  readonly port: number;
  /** A raw queue whose jobs go to this port of 127.0.0.1. */
  addQueue(name: string, devicePort: number): void;
  removeQueue(name: string): void;
  /** Stops a queue: it takes jobs and holds them. */
  stopQueue(name: string): void;
  /** What `lpstat` shows of a queue's waiting jobs. */
  waitingJobs(name: string): string[];
}

export async function startCups(): Promise<Cups> {
  const folder = temporaryFolder('cups-');
  for (const name of ['etc', 'spool', 'spool/tmp', 'cache', 'run', 'log']) mkdirSync(join(folder, name));
  const port = await freePort();
  const files = join(folder, 'etc', 'cups-files.conf');
  const settings = join(folder, 'etc', 'cupsd.conf');
  writeFileSync(
    files,
    [
      `ServerRoot ${folder}/etc`,
      `RequestRoot ${folder}/spool`,
      `TempDir ${folder}/spool/tmp`,
      `CacheDir ${folder}/cache`,
      `StateDir ${folder}/run`,
      `AccessLog ${folder}/log/access`,
      `ErrorLog ${folder}/log/error`,
      `PageLog ${folder}/log/page`,
      'User lp',
      'Group lp',
      'SystemGroup root',
    ].join('\n'),
  );
  // The policy of a fresh installation where it matters to us: jobs are cancelled by who owns them.
  writeFileSync(
    settings,
    `Listen 127.0.0.1:${port}
Browsing Off
DefaultAuthType None
<Location />
  Order allow,deny
  Allow from 127.0.0.1
</Location>
<Location /admin>
  Order allow,deny
  Allow from 127.0.0.1
</Location>
<Policy default>
  JobPrivateAccess default
  JobPrivateValues default
  <Limit Cancel-Job>
    Require user @OWNER @SYSTEM
    Order deny,allow
  </Limit>
  <Limit All>
    Order deny,allow
  </Limit>
</Policy>
`,
  );
  const program = spawn('/usr/sbin/cupsd', ['-f', '-c', settings, '-s', files], { stdio: 'ignore' });
  await listening({ port }, program);
  const env = { ...process.env, CUPS_SERVER: `127.0.0.1:${port}` };
  const run = (command: string, ...words: string[]) =>
    execFileSync(command, words, { env, stdio: ['ignore', 'pipe', 'ignore'], encoding: 'utf8' });
  return {
    port,
    addQueue: (name, devicePort) =>
      run('/usr/sbin/lpadmin', '-p', name, '-E', '-v', `socket://127.0.0.1:${devicePort}`, '-m', 'raw'),
    removeQueue: (name) => run('/usr/sbin/lpadmin', '-x', name),
    stopQueue: (name) => run('/usr/sbin/cupsdisable', name),
    waitingJobs: (name) =>
      run('/usr/bin/lpstat', '-W', 'not-completed', '-o', name)
        .split('\n')
        .filter((line) => line !== ''),
    async [Symbol.asyncDispose]() {
      await ended(program);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export interface IppPrinter extends AsyncDisposable {
  readonly uri: string;
  /** Where it keeps what it printed. */
  readonly folder: string;
}

export async function startIppPrinter(): Promise<IppPrinter> {
  const folder = temporaryFolder('ipp-');
  const bus = join(folder, 'bus');
  const rules = '<allow user="*"/><allow own="*"/><allow send_destination="*"/><allow receive_sender="*"/>';
  writeFileSync(
    join(folder, 'bus.conf'),
    `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN" "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>system</type><listen>unix:path=${bus}</listen><auth>EXTERNAL</auth><policy context="default">${rules}</policy></busconfig>`,
  );
  writeFileSync(
    join(folder, 'avahi.conf'),
    '[server]\nhost-name=parcelbench-test\nuse-ipv6=no\nallow-interfaces=lo\n[publish]\npublish-workstation=no\n',
  );
  mkdirSync(join(folder, 'printed'));
  const env = { ...process.env, DBUS_SYSTEM_BUS_ADDRESS: `unix:path=${bus}` };
  const start = (command: string, ...words: string[]) => spawn(command, words, { env, stdio: 'ignore' });
  const port = await freePort();
  const programs = [start('/usr/bin/dbus-daemon', `--config-file=${folder}/bus.conf`, '--nofork')];
  const stop = async () => {
    for (const program of [...programs].reverse()) await ended(program);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await Promise.all(programs.map((program) => listening({ path: bus }, program)));
    programs.push(
      start(
        '/usr/sbin/avahi-daemon',
        '--no-drop-root',
        '--no-chroot',
        '--no-rlimits',
        '-f',
        `${folder}/avahi.conf`,
      ),
    );
    const printer = start(
      '/usr/sbin/ippeveprinter',
      ...['-p', String(port), '-d', `${folder}/printed`, '-k', '-f', 'application/pdf'],
      ...['-n', 'localhost', '-r', 'off', 'labels'],
    );
    programs.push(printer);
    await listening({ port }, printer);
  } catch (thrown) {
    await stop();
    throw thrown;
  }
  return {
    uri: `ipp://localhost:${port}/ipp/print`,
    folder: join(folder, 'printed'),
    [Symbol.asyncDispose]: stop,
  };
}

export interface Lprint extends AsyncDisposable {
  /** A printer of its own at this port of 127.0.0.1; `driver` as `lprint drivers` calls it. */
  addPrinter(name: string, driver: string, devicePort: number): void;
  /** Hands a picture over, to be printed on 2 × 1 inch. */
  print(name: string, file: string): void;
}

export async function startLprint(): Promise<Lprint> {
  const folder = temporaryFolder('lprint-');
  mkdirSync(join(folder, 'spool'));
  const port = await freePort();
  // Its memory is a file of the person's home.
  const env = { ...process.env, HOME: folder, XDG_CONFIG_HOME: folder, TMPDIR: folder };
  const words = [`server-port=${port}`, 'server-name=localhost', `spool-directory=${folder}/spool`];
  const settings = [...words, `log-file=${folder}/log`].flatMap((word) => ['-o', word]);
  const program = spawn('/usr/bin/lprint', ['server', ...settings], { env, stdio: 'ignore' });
  await listening({ port }, program);
  const uri = `ipp://localhost:${port}/`;
  const run = (...more: string[]) => execFileSync('/usr/bin/lprint', more, { env, stdio: 'ignore' });
  return {
    addPrinter: (name, driver, devicePort) =>
      run('add', '-u', uri, '-d', name, '-v', `socket://127.0.0.1:${devicePort}`, '-m', driver),
    // The printer is named by its address: beside one, a name alone is not heard.
    print: (name, file) =>
      run('submit', '-u', `${uri}ipp/print/${name}`, '-o', 'media=oe_2x1-label_2x1in', file),
    async [Symbol.asyncDispose]() {
      await ended(program);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
