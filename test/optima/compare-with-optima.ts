// Every single list of a folder against its published optimum, with one block and with two.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import papaparse from 'papaparse';
import { findShortestWalk, measureWalk } from '../../main/picks/routes/walk.ts';
import { type BlockCount, readFiles, readInstance } from './read-instances.ts';

export interface Comparison {
  one_block: { agree: number; of: number };
  two_blocks: { agree: number; of: number };
  differ: { file: string; blocks: BlockCount; ours: number; published: number }[];
  /** Files of the table of optima that are not there. */
  missing: string[];
}

export function compareWithOptima(folder: string): Comparison {
  const texts = new Map(readFiles(folder, '.txt').map(({ file, text }) => [file, text]));
  const outcome: Comparison = {
    one_block: { agree: 0, of: 0 },
    two_blocks: { agree: 0, of: 0 },
    differ: [],
    missing: [],
  };
  for (const { file, optima } of readOptima(folder)) {
    const text = texts.get(file);
    if (text === undefined) {
      outcome.missing.push(file);
      continue;
    }
    for (const [blocks, published] of optima) {
      const ours = lengthOf(file, text, blocks);
      const counts = blocks === 1 ? outcome.one_block : outcome.two_blocks;
      counts.of += 1;
      if (Math.abs(ours - published) < 1e-6) counts.agree += 1;
      else outcome.differ.push({ file, blocks, ours, published });
    }
  }
  return outcome;
}

/** The walk is walked again, stop by stop: a length that its own order does not give is no length. */
function lengthOf(file: string, text: string, blocks: BlockCount): number {
  const instance = readInstance(file, text, blocks);
  const places = instance?.orders[0]?.places ?? [];
  if (!instance) return Number.NaN;
  const walk = findShortestWalk(instance.layout, places);
  const again = measureWalk(
    instance.layout,
    walk.order.flatMap((index) => places[index] ?? []),
  );
  const isWhole = new Set(walk.order).size === places.length && Math.abs(again - walk.lengthMetres) < 1e-6;
  return isWhole ? walk.lengthMetres : Number.NaN;
}

/** The first CSV that names files and optima: its columns are known by their words. */
function readOptima(folder: string): { file: string; optima: [BlockCount, number][] }[] {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !entry.name.endsWith('.csv')) continue;
    const { data, meta } = papaparse.parse<Record<string, string>>(
      readFileSync(join(entry.parentPath, entry.name), 'utf8'),
      { header: true, skipEmptyLines: true },
    );
    const column = (pattern: RegExp) => meta.fields?.find((name) => pattern.test(name.toLowerCase()));
    const file = column(/^(file|instance|name)/);
    const one = column(/opt.*(single|one|1)|(single|one).*opt/);
    const two = column(/opt.*(two|2)|two.*opt/);
    if (file === undefined || (one === undefined && two === undefined)) continue;
    return data.map((row) => {
      const optima: [BlockCount, number][] = [];
      for (const [blocks, name] of [
        [1, one],
        [2, two],
      ] as const) {
        const told = name === undefined ? '' : (row[name] ?? '');
        if (told.trim() !== '' && Number.isFinite(Number(told))) optima.push([blocks, Number(told)]);
      }
      return { file: row[file] ?? '', optima };
    });
  }
  return [];
}
