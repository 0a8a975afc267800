// Keeps the rules up to date: `rules.json` of the data folder is read at start and when it begins to hold, others when a supervisor
// loads them. A file with a mistake, of a newer format, or all of which begins later changes nothing: the last good rules stay
// in force, and a notice says so.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Clock, dayMs } from '../basics/clock.ts';
import { type Refusal, refuse } from '../basics/refusal.ts';
import type { Database } from '../database/database.ts';
import { recordAudit } from '../people/audit.ts';
import type { DatedRule } from './rule-data.ts';
import { parseRuleFile } from './rule-file.ts';
import { findRuleFile } from './rules-in-force.ts';

export interface RuleBook {
  /** Reads `rules.json` and, where there is one that holds later, again when it does. */
  start(): void;
  stop(): void;
  /**
   * Takes a rule file in. The same text again changes nothing. Refusals, each with `file`: `rules.not-json`, `rules.mistake`
   * (place, reason), `rules.newer-format` (format), `rules.later` (from).
   */
  load(file: string, text: string, person: string): { readonly rules: number } | Refusal;
}

export interface RuleBookParts {
  readonly dataDir: string;
  readonly database: Database;
  readonly clock: Clock;
  readonly notices: {
    say(code: string, facts: Refusal['facts']): void;
    withdraw(code: string): void;
  };
}

const ownFile = 'rules.json';
const notice = 'rules.file-left';

export function createRuleBook(parts: RuleBookParts): RuleBook {
  const { database, clock, notices } = parts;
  let cancel = () => {};

  function load(file: string, text: string, person: string): { rules: number } | Refusal {
    const read = readRuleText(file, text, clock.now());
    if ('kind' in read) return read;
    const before = findRuleFile(database);
    if (before?.text === text) return { rules: read.rules.length };
    database.write((writer) => {
      writer.run(`INSERT INTO rule_files (source, text, loaded_at, loaded_by) VALUES (?, ?, ?, ?)`, [
        file,
        text,
        clock.now(),
        person,
      ]);
      const facts = {
        rules: [...new Set(read.rules.map((each) => each.rule))],
        before: before?.source ?? '',
      };
      recordAudit(writer, clock, { person }, 'rules.loaded', { kind: 'rules', id: file }, facts);
      writer.emit({ kind: 'parcels.changed' });
      writer.emit({ kind: 'station.changed' });
    });
    return { rules: read.rules.length };
  }

  function readOwnFile(): void {
    let text: string;
    try {
      text = readFileSync(join(parts.dataDir, ownFile), 'utf8');
    } catch (thrown) {
      const isAbsent = (thrown as NodeJS.ErrnoException).code === 'ENOENT'; // nobody has put one there
      if (isAbsent) notices.withdraw(notice);
      else notices.say(notice, { file: ownFile, reason: 'unreadable', place: '', from: null });
      return;
    }
    const loaded = load(ownFile, text, 'station');
    if (!('kind' in loaded)) {
      notices.withdraw(notice);
      return;
    }
    const { place = '', from = null } = loaded.facts;
    notices.say(notice, { file: ownFile, reason: loaded.code.replace('rules.', ''), place, from });
    if (typeof from === 'number') {
      cancel = clock.after(Math.min(Math.max(from - clock.now(), 1_000), dayMs), readOwnFile);
    }
  }

  return { start: readOwnFile, stop: () => cancel(), load };
}

function readRuleText(
  file: string,
  text: string,
  now: number,
): { readonly rules: readonly DatedRule[] } | Refusal {
  const read = parseRuleFile(text);
  if (read.kind === 'not-json') return refuse('rules.not-json', { file });
  if (read.kind === 'newer-format') return refuse('rules.newer-format', { file, format: read.format });
  if (read.kind === 'mistake')
    return refuse('rules.mistake', { file, place: read.place, reason: read.reason });
  const from = Math.min(...read.rules.map((each) => each.validFrom));
  return from > now ? refuse('rules.later', { file, from }) : { rules: read.rules };
}
