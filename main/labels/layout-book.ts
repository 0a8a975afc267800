// The layouts a station may draw its labels with: the built-in ones of resources/layouts, and a shop's own files in the folder
// `layouts` of the data folder. A file with a mistake is told with its place; the built-in layout of that name stays.

import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { assert, Bug } from '../basics/assert.ts';
import { type LayoutSpec, parseLayout } from './layout-spec.ts';

/** A file that was not taken. */
export interface LayoutProblem {
  readonly file: string;
  /** Where in it, as in `blocks.2.toMm`; empty for the whole file. */
  readonly place: string;
  readonly problem: string;
}

export interface LayoutBook {
  /** The layout of that name; one that is gone or was never there is drawn as `standard`. */
  find(name: string | undefined): LayoutSpec;
  /** That lists a parcel's goods on a label of their own. */
  goodsList(): LayoutSpec;
  list(): readonly (LayoutSpec & { readonly isBuiltIn: boolean })[];
  readonly problems: readonly LayoutProblem[];
}

/** Larger than any layout; what is larger was put there by mistake. */
const mostBytes = 100_000;

export function readLayouts(ownFolder: string | null): LayoutBook {
  const builtIn = readFolder(findBuiltIn());
  const own =
    ownFolder !== null && existsSync(ownFolder) ? readFolder(ownFolder) : { layouts: [], problems: [] };
  const layouts = new Map(builtIn.layouts.map((layout) => [layout.name, { ...layout, isBuiltIn: true }]));
  const problems = [...builtIn.problems, ...own.problems];
  for (const layout of own.layouts) {
    const replaced = layouts.get(layout.name);
    if (replaced && replaced.kind !== layout.kind) {
      problems.push({
        file: `${layout.name}.json`,
        place: 'kind',
        problem: `${layout.name} is a layout of kind ${replaced.kind}`,
      });
    } else layouts.set(layout.name, { ...layout, isBuiltIn: false });
  }
  const named = (name: string) => {
    const layout = layouts.get(name);
    assert(layout, `the layout ${name} is part of the program`);
    return layout;
  };
  return {
    find(name) {
      const wanted = name === undefined ? undefined : layouts.get(name);
      return wanted?.kind === 'label' ? wanted : named('standard');
    },
    goodsList: () => named('goods-list'),
    list: () => [...layouts.values()],
    problems,
  };
}

function readFolder(folder: string): { readonly layouts: LayoutSpec[]; readonly problems: LayoutProblem[] } {
  const layouts: LayoutSpec[] = [];
  const problems: LayoutProblem[] = [];
  for (const file of readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()) {
    const parsed = readLayoutFile(join(folder, file));
    if (!parsed.ok) problems.push({ file, place: parsed.place, problem: parsed.problem });
    else if (`${parsed.layout.name}.json` !== file) {
      problems.push({
        file,
        place: 'name',
        problem: `a layout named ${parsed.layout.name} lies in ${parsed.layout.name}.json`,
      });
    } else layouts.push(parsed.layout);
  }
  return { layouts, problems };
}

function readLayoutFile(path: string): ReturnType<typeof parseLayout> {
  try {
    if (statSync(path).size > mostBytes)
      return { ok: false, place: '', problem: `larger than ${mostBytes} bytes` };
    return parseLayout(readFileSync(path, 'utf8'));
  } catch (thrown) {
    const code = (thrown as { code?: unknown }).code; // node's file errors carry one
    return { ok: false, place: '', problem: typeof code === 'string' ? code : String(thrown) };
  }
}

/** The same code runs from main/, bundled in out/main/ and packed in app.asar: resources/ lies above each of them. */
function findBuiltIn(): string {
  for (let above = dirname(fileURLToPath(import.meta.url)); ; above = dirname(above)) {
    const folder = join(above, 'resources', 'layouts');
    if (existsSync(folder)) return folder;
    if (dirname(above) === above) throw new Bug('resources/layouts lies above the running code');
  }
}
