import { describe, expect, it } from 'vitest';
import { printersWord, worstPrinterState } from '../../../renderer/frame/printer-words.ts';
import { fold } from '../../../renderer/frame/use-folding.ts';
import { startText } from '../../../renderer/text/text.ts';

const printersIn = (...kinds: string[]) => kinds.map((kind) => ({ name: kind, state: { kind } }));

describe('printers in one chip', () => {
  it.each([
    [['ready', 'ready'], 'ready'],
    [['ready', 'busy'], 'busy'],
    [['busy', 'unknown', 'ready'], 'unknown'],
    [['ready', 'unreachable', 'busy'], 'unreachable'],
  ])('%j are spoken of by the worst: %s', (kinds, word) => {
    expect(worstPrinterState(printersIn(...kinds))).toBe(word);
  });

  it('say how many of them are in the way', async () => {
    await startText('en');

    expect(printersWord(printersIn('ready', 'ready'))).toBe('ready');
    expect(printersWord(printersIn('ready', 'unreachable', 'ready'))).toBe('1 not reached');
  });

  it('take a state nobody knows for unknown', () => {
    expect(worstPrinterState(printersIn('ready', 'on-fire'))).toBe('unknown');
  });
});

describe('a line that is too long', () => {
  /** Each folded part makes the line this much shorter. */
  function lineOf(width: number, room: number, steps: Readonly<Record<string, number>>) {
    let folded: string[] = [];
    return {
      outer: {
        getAttribute: () => folded.join(' '),
        setAttribute: (_name: string, value: string) => {
          folded = value.split(' ').filter((each) => each !== '');
        },
      },
      inner: {
        get scrollWidth() {
          return folded.reduce((left, step) => left - (steps[step] ?? 0), width);
        },
        clientWidth: room,
      },
      folded: () => folded,
    };
  }
  const steps = { printers: 300, role: 80, shops: 200 };

  it.each([
    [900, 1000, []],
    [1100, 1000, ['printers']],
    [1350, 1000, ['printers', 'role']],
    [2000, 1000, ['printers', 'role', 'shops']],
  ])('of %i in a room of %i folds just enough: %j', (width, room, expected) => {
    const line = lineOf(width, room, steps);

    fold(line.outer, line.inner, Object.keys(steps));

    expect(line.folded()).toEqual(expected);
  });
});
