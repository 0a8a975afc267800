// How sources become out/: the hosts and every worker as ES modules for Node, the two preload scripts, and the screens.
// Packages stay outside the bundle (they are in node_modules, and in the installer); our own code goes in, and zod.

import { existsSync, globSync } from 'node:fs';
import { basename } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

/** The commands build beside out/ and swap, so that whoever runs from out/ never finds half of it. */
const out = process.env.PARCELBENCH_BUILD_INTO ?? 'out';

const hosts: Record<string, string> = {
  electron: 'main/hosts/electron/electron.ts',
  browser: 'main/hosts/browser/browser.ts',
  terminal: 'main/hosts/terminal/terminal.ts',
};
// A worker is a file of its own beside whoever starts it: `main/<noun>/<what>-worker.ts` becomes `out/main/<what>-worker.js`.
const workers = Object.fromEntries(
  globSync('main/**/*-worker.ts').map((file) => [basename(file, '.ts'), file] as const),
);

function onlyExisting(entries: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(entries).filter(([, file]) => existsSync(file)));
}

export default defineConfig({
  main: {
    build: {
      outDir: `${out}/main`,
      // A hundred small files that every start would read one by one.
      externalizeDeps: { exclude: ['zod'] },
      rollupOptions: {
        input: onlyExisting({ ...hosts, ...workers }),
        // Everything lies flat in one folder, so that `new URL('./<what>-worker.js', import.meta.url)` finds its file.
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'part-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: `${out}/preload`,
      // Each is one file: a sandboxed preload and a plain script can load no other.
      isolatedEntries: true,
      rollupOptions: {
        input: onlyExisting({ electron: 'preload/electron.ts', browser: 'preload/browser.ts' }),
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: existsSync('renderer/index.html') ? screens() : undefined,
});

/** Mantine's styles are taken one component at a time: a component without its own would be drawn naked. */
function stylesOfMantine() {
  return {
    name: 'styles-of-mantine',
    generateBundle(
      this: { getModuleIds(): Iterable<string>; error(words: string): never },
      _options: unknown,
      bundle: Readonly<Record<string, { readonly modules?: Readonly<Record<string, unknown>> }>>,
    ) {
      const named = (modules: Iterable<string>, pattern: RegExp) =>
        [...modules].flatMap((id) => pattern.exec(id)?.[1] ?? []);
      const styled = named(this.getModuleIds(), /@mantine[\\/]core[\\/]styles[\\/](\w+)\.layer\.css$/);
      const kept = Object.values(bundle).flatMap((chunk) => Object.keys(chunk.modules ?? {}));
      const drawn = named(kept, /@mantine[\\/]core[\\/]esm[\\/].*[\\/](\w+)\.module\.mjs$/);
      const naked = drawn.filter((component) => !styled.includes(component));
      if (naked.length > 0)
        this.error(`renderer/frame/mantine-styles.ts has no styles of ${naked.join(', ')}`);
    },
  };
}

/**
 * The scripts of the first screen are compiled as a whole when they are first read, and kept compiled by Chromium from then on. Left
 * alone it keeps only what had run before the first answer came, and compiles the rest at every start, while a person waits.
 */
function compiledAtOnce() {
  return {
    name: 'compiled-at-once',
    enforce: 'post' as const,
    generateBundle: {
      order: 'post' as const,
      handler(_options: unknown, bundle: Readonly<Record<string, { type: string }>>) {
        const marked = new Set<string>();
        const mark = (fileName: string) => {
          const chunk = bundle[fileName];
          if (marked.has(fileName) || chunk === undefined || !isScript(chunk)) return;
          marked.add(fileName);
          chunk.code = `//# allFunctionsCalledOnLoad\n${chunk.code}`;
          chunk.imports.forEach(mark);
        };
        for (const [fileName, file] of Object.entries(bundle)) {
          if (isScript(file) && file.isEntry) mark(fileName);
        }
      },
    },
  };
}

interface Script {
  readonly type: string;
  readonly isEntry: boolean;
  readonly imports: readonly string[];
  code: string;
}

function isScript(file: { readonly type: string }): file is Script {
  return file.type === 'chunk';
}

function screens() {
  return {
    root: 'renderer',
    base: './',
    plugins: [react(), stylesOfMantine(), compiledAtOnce()],
    build: {
      outDir: `${out}/renderer`,
      minify: true,
      cssMinify: true,
      rollupOptions: { input: 'renderer/index.html' },
      chunkSizeWarningLimit: 2_000,
    },
  };
}
