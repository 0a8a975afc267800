// Catches the scanner for the whole window, wherever the focus is. A person's typing in a field is never eaten: only when keys
// turn out to be a scan is the field put back to how it was before them.

import { isHidden, keyOfEvent } from './key-of-event.ts';
import {
  type DetectorState,
  isFast,
  type Meaning,
  quietDetector,
  type ScanRules,
  silentDetector,
  stepDetector,
  usualScanRules,
} from './scan-detector.ts';
import { isNearMiss, rememberNearMiss, rememberScan } from './scan-health.ts';

export interface Scan {
  /** One physical scan, one id: sent twice, it has the effect of once. */
  readonly id: string;
  readonly code: string;
  readonly at: number;
}

/** Answers false to leave the scan to the next listener. */
export type ScanListener = (scan: Scan) => boolean | undefined | undefined;

interface Place {
  readonly listener: ScanListener;
  readonly expectsAgain: (code: string) => boolean;
  readonly awaitsShort: (code: string) => boolean;
}

type Field = HTMLInputElement | HTMLTextAreaElement;
interface FieldBefore {
  readonly field: Field;
  readonly value: string;
  readonly start: number | null;
  readonly end: number | null;
}

// One window has one keyboard: what follows is the state of that keyboard.
let rules: ScanRules = usualScanRules;
const places: Place[] = [];
/** Before every place of work: who is here at all. */
const gates: Place[] = [];
const shortcuts: Array<(key: string) => boolean> = [];

export function setScanRules(next: ScanRules): void {
  rules = next;
}
export function presentScanRules(): ScanRules {
  return rules;
}

/** The place that asked last hears first; the answer takes the listener away. */
export function listenToScans(
  listener: ScanListener,
  expectsAgain: (code: string) => boolean = () => false,
  isGate = false,
  awaitsShort: (code: string) => boolean = () => false,
): () => void {
  const place = { listener, expectsAgain, awaitsShort };
  const list = isGate ? gates : places;
  list.unshift(place);
  return () => {
    const index = list.indexOf(place);
    if (index >= 0) list.splice(index, 1);
  };
}

/** Single keys pressed by a person outside of fields, once it is sure that no scan begins with them. True: taken. */
export function listenToShortcuts(listener: (key: string) => boolean): () => void {
  shortcuts.unshift(listener);
  return () => {
    const index = shortcuts.indexOf(listener);
    if (index >= 0) shortcuts.splice(index, 1);
  };
}

function hand(scan: Scan): void {
  for (const place of [...gates, ...places]) {
    if (place.listener(scan) !== false) return;
  }
}

/** Starts catching; the answer stops it. */
export function captureScans(target: Window): () => void {
  let state: DetectorState = silentDetector;
  let mark = 0;
  let wasComposing = false;
  let quietTimer: ReturnType<typeof setTimeout> | undefined;
  let shortcutTimer: ReturnType<typeof setTimeout> | undefined;
  const before = new Map<number, FieldBefore>();
  const expectsAgain = (code: string) => places[0]?.expectsAgain(code) ?? false;
  const awaitsShort = (code: string) => places[0]?.awaitsShort(code) ?? false;

  function onKey(event: KeyboardEvent): void {
    if (event.repeat && event.key === 'Enter') return;
    const key = keyOfEvent(event);
    clearTimeout(shortcutTimer);
    if (key === null) return;
    const field = fieldOf(event.target);
    if (field?.dataset.takesScans !== undefined) return;
    if (isHidden(event)) wasComposing = true;
    if (key === 'Enter' || key === 'Tab') {
      const end = { kind: 'end', key, at: event.timeStamp } as const;
      const step = stepDetector(state, end, rules, expectsAgain, awaitsShort);
      state = step.state;
      const last = step.meanings.at(-1);
      if (last && last.kind !== 'typed' && state.run === null && endedHere(last, event.timeStamp)) {
        event.preventDefault();
        event.stopImmediatePropagation();
      }
      clearTimeout(quietTimer);
      act(step.meanings);
      return;
    }
    mark += 1;
    if (field) before.set(mark, photograph(field));
    const step = stepDetector(
      state,
      { kind: 'character', character: key, at: event.timeStamp, mark },
      rules,
      expectsAgain,
      awaitsShort,
    );
    state = step.state;
    act(step.meanings);
    if (!field && isFast(state, rules)) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
    if (!field && state.run?.length === 1) {
      shortcutTimer = setTimeout(() => {
        if (state.run?.length === 1) for (const shortcut of [...shortcuts]) if (shortcut(key)) return;
      }, rules.worstGapMs + 20);
    }
    clearTimeout(quietTimer);
    quietTimer = setTimeout(() => {
      const quiet = quietDetector(state, rules, expectsAgain);
      state = quiet.state;
      act(quiet.meanings);
    }, rules.quietMs);
  }

  function act(meanings: readonly Meaning[]): void {
    for (const meaning of meanings) {
      if (meaning.kind === 'scan' || meaning.kind === 'repeat') {
        const photo = before.get(meaning.scan.mark);
        if (photo) putBack(photo, wasComposing);
      }
      if (meaning.kind === 'scan') {
        const scan: Scan = { id: crypto.randomUUID(), code: meaning.scan.code, at: Date.now() };
        rememberScan({ ...meaning.scan, id: scan.id, at: scan.at, wasComposing });
        hand(scan);
      }
      if (meaning.kind === 'typed' && isNearMiss(meaning, rules)) {
        rememberNearMiss({ ...meaning, at: Date.now() });
      }
    }
    if (meanings.length > 0 && state.run === null) {
      before.clear();
      wasComposing = false;
    }
    if (before.size > 4_096) before.clear();
  }

  // The keys of a scan must not press a focused button when they come up again either.
  function onKeyUp(event: KeyboardEvent): void {
    if (!fieldOf(event.target) && isFast(state, rules)) event.preventDefault();
  }

  target.addEventListener('keydown', onKey, true);
  target.addEventListener('keyup', onKeyUp, true);
  return () => {
    target.removeEventListener('keydown', onKey, true);
    target.removeEventListener('keyup', onKeyUp, true);
    clearTimeout(quietTimer);
    clearTimeout(shortcutTimer);
  };
}

/** The end key belongs to the scan it closed; a scan that silence had closed before leaves it to the person. */
function endedHere(meaning: Exclude<Meaning, { kind: 'typed' }>, at: number): boolean {
  return meaning.kind === 'swallow' || meaning.scan.at === at;
}

const textTypes = new Set(['text', 'search', 'number', 'password', 'tel', 'url', 'email']);

function fieldOf(target: EventTarget | null): Field | null {
  if (target instanceof HTMLTextAreaElement) return target;
  return target instanceof HTMLInputElement && textTypes.has(target.type) ? target : null;
}

function photograph(field: Field): FieldBefore {
  return { field, value: field.value, start: field.selectionStart, end: field.selectionEnd };
}

/** As it was before the scan; React hears of it as of any typing. */
function putBack(photo: FieldBefore, wasComposing: boolean): void {
  const { field, value, start, end } = photo;
  if (wasComposing) {
    // Leaving the field ends the composition, so that the input method does not write the code into it afterwards.
    field.blur();
    field.focus();
  }
  if (field.value === value) return;
  const owner = field instanceof HTMLTextAreaElement ? HTMLTextAreaElement : HTMLInputElement;
  Object.getOwnPropertyDescriptor(owner.prototype, 'value')?.set?.call(field, value);
  field.dispatchEvent(new Event('input', { bubbles: true }));
  if (start !== null && field.type !== 'number') field.setSelectionRange(start, end);
}
