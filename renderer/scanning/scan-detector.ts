// Tells a scanner from a person by the times of the keys. Pure: a step takes the state and one key (or a silence) and answers
// the next state and what it means. Order of trust: the station's prefix, an Enter or Tab after fast keys, a silence after faster ones.

export interface ScanRules {
  /** What our set-up sheet makes scanners send first; empty where none was set up. */
  readonly prefix: string;
  readonly meanGapMs: number;
  readonly worstGapMs: number;
  readonly quietMs: number;
  readonly leastCharacters: number;
  /** The same code again within this time is the same scan. */
  readonly sameCodeMs: number;
}

/** The defaults of the station's settings. */
export const usualScanRules: ScanRules = {
  prefix: '',
  meanGapMs: 30,
  worstGapMs: 50,
  quietMs: 220,
  leastCharacters: 6,
  sameCodeMs: 300,
};

/** With Enter or Tab at the end fewer characters are enough, but two fast keys and Enter can be a person's. */
const leastBeforeSuffix = 3;
/** A prefix is proof enough to forgive a slow radio link. */
const prefixSlack = 3;
const gapsKept = 64;

export type Key =
  | { readonly kind: 'character'; readonly character: string; readonly at: number; readonly mark: number }
  | { readonly kind: 'end'; readonly key: 'Enter' | 'Tab'; readonly at: number };

/** Keys that followed each other closely; `mark` is the caller's own number of the first. */
interface Run {
  readonly text: string;
  readonly length: number;
  readonly mark: number;
  readonly lastAt: number;
  readonly gapSum: number;
  readonly worstGap: number;
  readonly gaps: readonly number[];
}

export interface DetectorState {
  readonly run: Run | null;
  readonly last: { readonly code: string; readonly at: number } | null;
}

export const silentDetector: DetectorState = { run: null, last: null };

export interface DetectedScan {
  readonly code: string;
  readonly endedBy: 'prefix' | 'Enter' | 'Tab' | 'quiet';
  readonly hasPrefix: boolean;
  readonly at: number;
  /** The mark of the first key: everything typed from there on belongs to the scan. */
  readonly mark: number;
  readonly gaps: readonly number[];
  readonly meanGapMs: number;
  readonly worstGapMs: number;
}

export type Meaning =
  | { readonly kind: 'scan'; readonly scan: DetectedScan }
  /** The same label read twice by one pull of the trigger: nothing to do, but its keys are not typing. */
  | { readonly kind: 'repeat'; readonly scan: DetectedScan }
  /** The second end key of a scanner that sends two (CR and LF). */
  | { readonly kind: 'swallow' }
  /** Keys of a person, or of a scanner that is too slow to tell: `figures` lets Settings say so. */
  | {
      readonly kind: 'typed';
      readonly text: string;
      readonly meanGapMs: number;
      readonly worstGapMs: number;
    };

export interface Step {
  readonly state: DetectorState;
  readonly meanings: readonly Meaning[];
}

/**
 * `expectsAgain`: the place of work waits for the same code once more (two equal items). `awaitsShort`: it waits for a code of fewer
 * characters than prove a scan, as `T1` on a tote; fast keys and Enter are enough then.
 */
export function stepDetector(
  state: DetectorState,
  key: Key,
  rules: ScanRules,
  expectsAgain: (code: string) => boolean = () => false,
  awaitsShort: (code: string) => boolean = () => false,
): Step {
  const { run } = state;
  // The silence that ends a run may be noticed only by the next key.
  if (run && key.at - run.lastAt > rules.quietMs) {
    const ended = quietDetector(state, rules, expectsAgain);
    const next = stepDetector(ended.state, key, rules, expectsAgain, awaitsShort);
    return { state: next.state, meanings: [...ended.meanings, ...next.meanings] };
  }
  return key.kind === 'character'
    ? stepCharacter(state, key, rules)
    : stepEnd(state, key, rules, expectsAgain, awaitsShort);
}

function stepCharacter(
  state: DetectorState,
  key: Extract<Key, { kind: 'character' }>,
  rules: ScanRules,
): Step {
  const { run } = state;
  const fresh = startRun(key);
  if (!run) return { state: { ...state, run: fresh }, meanings: [] };
  const gap = Math.max(0, key.at - run.lastAt);
  // A person's key just before a scan is not part of it; a hiccup inside a scan is.
  const isBreak = gap > 2 * rules.worstGapMs && !isFastRun(run, rules) && !startsWithPrefix(run, rules);
  const isPrefix =
    rules.prefix.length === 1 && key.character === rules.prefix && !startsWithPrefix(run, rules);
  if (isBreak || isPrefix) return { state: { ...state, run: fresh }, meanings: [typed(run)] };
  return { state: { ...state, run: addKey(run, key.character, key.at, gap) }, meanings: [] };
}

function stepEnd(
  state: DetectorState,
  key: Extract<Key, { kind: 'end' }>,
  rules: ScanRules,
  expectsAgain: (code: string) => boolean,
  awaitsShort: (code: string) => boolean,
): Step {
  const { run, last } = state;
  if (!run) {
    const isSecondEnd = last !== null && key.at - last.at <= 2 * rules.worstGapMs;
    return { state, meanings: isSecondEnd ? [{ kind: 'swallow' }] : [] };
  }
  const gap = Math.max(0, key.at - run.lastAt);
  const mean = (run.gapSum + gap) / run.length;
  const hasPrefix = startsWithPrefix(run, rules);
  const isScan = hasPrefix
    ? run.text.length > rules.prefix.length && mean <= prefixSlack * rules.meanGapMs
    : (run.length >= leastBeforeSuffix || (run.length > 1 && awaitsShort(run.text))) &&
      mean <= rules.meanGapMs;
  if (!isScan) return { state: { ...state, run: null }, meanings: [typed(run)] };
  return settle(state, scanOf(run, rules, hasPrefix ? 'prefix' : key.key, key.at), rules, expectsAgain);
}

/** To be called once `quietMs` have passed without a key. */
export function quietDetector(
  state: DetectorState,
  rules: ScanRules,
  expectsAgain: (code: string) => boolean = () => false,
): Step {
  const { run } = state;
  if (!run) return { state, meanings: [] };
  const mean = meanOf(run);
  const hasPrefix = startsWithPrefix(run, rules);
  const isScan = hasPrefix
    ? run.text.length > rules.prefix.length && mean <= prefixSlack * rules.meanGapMs
    : run.length >= rules.leastCharacters && mean <= rules.meanGapMs && run.worstGap <= rules.worstGapMs;
  if (!isScan) return { state: { ...state, run: null }, meanings: [typed(run)] };
  return settle(state, scanOf(run, rules, hasPrefix ? 'prefix' : 'quiet', run.lastAt), rules, expectsAgain);
}

function settle(
  state: DetectorState,
  scan: DetectedScan,
  rules: ScanRules,
  expectsAgain: (code: string) => boolean,
): Step {
  const isSame = state.last?.code === scan.code && scan.at - state.last.at <= rules.sameCodeMs;
  const kind = isSame && !expectsAgain(scan.code) ? 'repeat' : 'scan';
  return { state: { run: null, last: { code: scan.code, at: scan.at } }, meanings: [{ kind, scan }] };
}

/** True while the keys come as fast as a scanner's: they must not act as shortcuts. */
export function isFast(state: DetectorState, rules: ScanRules): boolean {
  return state.run !== null && state.run.length >= 2 && meanOf(state.run) <= rules.worstGapMs;
}

function isFastRun(run: Run, rules: ScanRules): boolean {
  return run.length >= leastBeforeSuffix && meanOf(run) <= rules.meanGapMs;
}

function startRun(key: { readonly character: string; readonly at: number; readonly mark: number }): Run {
  return {
    text: key.character,
    length: 1,
    mark: key.mark,
    lastAt: key.at,
    gapSum: 0,
    worstGap: 0,
    gaps: [],
  };
}

function addKey(run: Run, character: string, at: number, gap: number): Run {
  return {
    text: run.text + character,
    length: run.length + 1,
    mark: run.mark,
    lastAt: at,
    gapSum: run.gapSum + gap,
    worstGap: Math.max(run.worstGap, gap),
    gaps: run.gaps.length < gapsKept ? [...run.gaps, gap] : run.gaps,
  };
}

function meanOf(run: Run): number {
  return run.length < 2 ? Number.POSITIVE_INFINITY : run.gapSum / (run.length - 1);
}

function startsWithPrefix(run: Run, rules: ScanRules): boolean {
  return rules.prefix !== '' && run.text.startsWith(rules.prefix);
}

function scanOf(run: Run, rules: ScanRules, endedBy: DetectedScan['endedBy'], at: number): DetectedScan {
  const hasPrefix = startsWithPrefix(run, rules);
  return {
    code: hasPrefix ? run.text.slice(rules.prefix.length) : run.text,
    endedBy,
    hasPrefix,
    at,
    mark: run.mark,
    gaps: run.gaps,
    meanGapMs: run.length < 2 ? 0 : meanOf(run),
    worstGapMs: run.worstGap,
  };
}

function typed(run: Run): Meaning {
  return { kind: 'typed', text: run.text, meanGapMs: meanOf(run), worstGapMs: run.worstGap };
}
