// The station under test and the two platforms as programs of one file, its workers beside it, made once for many runs as the product is
// made: a process then starts in a third of the time, and starts are most of what a day of faults costs.

import { globSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

export interface SyncPrograms extends AsyncDisposable {
  readonly station: string;
  readonly douyin: string;
  readonly tiktok: string;
}

const root = fileURLToPath(new URL('../../', import.meta.url));

export async function makeSyncPrograms(): Promise<SyncPrograms> {
  // Inside the checkout, where packages are found; no commit and no test sees it.
  mkdirSync(join(root, 'test-results'), { recursive: true });
  const outDir = mkdtempSync(join(root, 'test-results', 'sync-'));
  const workers = globSync('main/**/*-worker.ts', { cwd: root });
  await build({
    configFile: false,
    logLevel: 'error',
    root,
    publicDir: false,
    ssr: { noExternal: ['zod'] },
    build: {
      ssr: true,
      outDir,
      minify: false,
      rollupOptions: {
        input: {
          ...Object.fromEntries(workers.map((file) => [basename(file, '.ts'), join(root, file)])),
          station: join(root, 'test/faults/sync-station.ts'),
          douyin: join(root, 'test/simulators/platforms/douyin/douyin-simulator.ts'),
          tiktok: join(root, 'test/simulators/platforms/tiktok/tiktok-simulator.ts'),
        },
        // Flat, as in electron.vite.config.ts: whoever starts a worker looks for it beside itself.
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'part-[hash].js' },
      },
    },
  });
  const program = (name: string) => join(outDir, `${name}.js`);
  return {
    station: program('station'),
    douyin: program('douyin'),
    tiktok: program('tiktok'),
    async [Symbol.asyncDispose]() {
      rmSync(outDir, { recursive: true, force: true });
    },
  };
}
