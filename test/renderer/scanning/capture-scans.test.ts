// The scanner and the person share one keyboard: a window and a field, with just what the catcher needs of them.

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { captureScans, listenToScans, listenToShortcuts } from '../../../renderer/scanning/capture-scans.ts';

class Field extends EventTarget {
  type = 'text';
  dataset: Record<string, string> = {};
  selectionStart: number | null = 0;
  selectionEnd: number | null = 0;
  content = '';
  focused: string[] = [];
  get value(): string {
    return this.content;
  }
  set value(next: string) {
    this.content = next;
  }
  setSelectionRange(start: number, end: number): void {
    this.selectionStart = start;
    this.selectionEnd = end;
  }
  blur(): void {
    this.focused.push('blur');
  }
  focus(): void {
    this.focused.push('focus');
  }
}
class LongField extends Field {}

let page: EventTarget;
let now: number;
let stop: () => void;
let scans: string[];
let pressed: string[];
const leave: (() => void)[] = [];

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('HTMLInputElement', Field);
  vi.stubGlobal('HTMLTextAreaElement', LongField);
  page = new EventTarget();
  now = 10_000;
  scans = [];
  pressed = [];
  // A window has more, and none of it is used.
  stop = captureScans(page as Window);
  leave.push(listenToScans((scan) => void scans.push(scan.code)));
  leave.push(listenToShortcuts((key) => pressed.push(key) > 0));
});

afterEach(() => {
  stop();
  for (const away of leave.splice(0)) away();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

/** One key after `gapMs`; writes into the field unless somebody took it, as a browser does. */
function press(key: string, gapMs: number, field?: Field, more: Record<string, unknown> = {}): Event {
  now += gapMs;
  vi.advanceTimersByTime(gapMs);
  const event = new Event('keydown', { cancelable: true });
  const facts = {
    key,
    code: '',
    target: field ?? page,
    timeStamp: now,
    repeat: false,
    shiftKey: false,
    ctrlKey: false,
    altKey: false,
    metaKey: false,
    isComposing: false,
    ...more,
  };
  for (const [name, value] of Object.entries(facts)) Object.defineProperty(event, name, { value });
  page.dispatchEvent(event);
  if (field && !event.defaultPrevented && key.length === 1) {
    field.content += key;
    field.setSelectionRange(field.content.length, field.content.length);
  }
  return event;
}

function scan(code: string, field?: Field): Event {
  for (const character of code) press(character, 4, field);
  return press('Enter', 4, field);
}

function typeSlowly(text: string, field?: Field): void {
  for (const character of text) press(character, 140, field);
}

describe('a scan', () => {
  it('is heard wherever the focus is', () => {
    scan('SF1234567890');

    expect(scans).toEqual(['SF1234567890']);
  });

  it('into a field leaves the field as the person had it', () => {
    const field = new Field();
    typeSlowly('king', field);
    const inputs: string[] = [];
    field.addEventListener('input', () => inputs.push(field.value));
    vi.advanceTimersByTime(1_000);
    now += 1_000;

    scan('SF1234567890', field);

    expect(scans).toEqual(['SF1234567890']);
    expect(field.value).toBe('king');
    expect(field.selectionStart).toBe(4);
    expect(inputs).toEqual(['king']);
  });

  it('does not press the button that has the focus, nor send the form', () => {
    const end = scan('SF1234567890');

    expect(end.defaultPrevented).toBe(true);
  });

  it('into a field that takes scans itself stays there', () => {
    const field = new Field();
    field.dataset.takesScans = '';

    scan('SF1234567890', field);

    expect(scans).toEqual([]);
    expect(field.value).toBe('SF1234567890');
  });

  it('behind an input method ends the composition before the field is put back', () => {
    const field = new Field();

    for (const digit of '690123456789') {
      press('Process', 4, field, { code: `Digit${digit}`, isComposing: true });
    }
    press('Process', 4, field, { code: 'Enter', isComposing: true });

    expect(scans).toEqual(['690123456789']);
    expect(field.focused).toEqual(['blur', 'focus']);
  });

  it('without an end key is closed by silence', () => {
    for (const character of 'SF1234567890') press(character, 4);

    vi.advanceTimersByTime(1_000);

    expect(scans).toEqual(['SF1234567890']);
  });

  it('goes to the place that came last, and on when that leaves it', () => {
    const upper: string[] = [];
    leave.push(
      listenToScans((each) => {
        upper.push(each.code);
        return each.code.startsWith('PB-');
      }),
    );

    scan('PB-OK');
    now += 2_000;
    scan('SF1234567890');

    expect(upper).toEqual(['PB-OK', 'SF1234567890']);
    expect(scans).toEqual(['SF1234567890']);
  });
});

describe('a person', () => {
  it('who types in a field is never eaten', () => {
    const field = new Field();

    typeSlowly('SF1234567890', field);
    const end = press('Enter', 140, field);

    expect(scans).toEqual([]);
    expect(field.value).toBe('SF1234567890');
    expect(end.defaultPrevented).toBe(false);
  });

  it('who presses one key gives a shortcut', () => {
    press('m', 0);

    vi.advanceTimersByTime(200);

    expect(pressed).toEqual(['m']);
  });

  it('gives no shortcut in a field, and none with Ctrl', () => {
    press('m', 0, new Field());
    vi.advanceTimersByTime(200);
    press('m', 0, undefined, { ctrlKey: true });
    vi.advanceTimersByTime(200);

    expect(pressed).toEqual([]);
  });
});

it('no letter of a scan is ever a shortcut', () => {
  scan('MSRA1234567890');
  vi.advanceTimersByTime(1_000);

  expect(pressed).toEqual([]);
});
