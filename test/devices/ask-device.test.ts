// One question at a time over a line that a test holds in its hand: what is taken for the answer, and what is not.

import { describe, expect, it } from 'vitest';
import { talkTo } from '../../main/devices/printers/ask-device.ts';
import { printedQuestion } from '../../main/devices/printers/languages/escpos-status.ts';
import { tsplLetters, tsplState } from '../../main/devices/printers/languages/tspl-status.ts';
import { hostStatus, labelCounter } from '../../main/devices/printers/languages/zpl-status.ts';
import { lineInHand } from '../builders/line-in-hand.ts';
import { movedClock } from '../builders/moved-clock.ts';

function withTalk() {
  const clock = movedClock(0);
  const line = lineInHand();
  return { clock, line, talk: talkTo(line, clock, 1_500) };
}

describe('asking a device', () => {
  it('takes an answer that comes in pieces, as fresh as its question', async () => {
    const { clock, line, talk } = withTalk();
    await clock.pass(700);

    const asking = talk.ask(labelCounter);
    await clock.pass(100);
    for (const piece of ['"1', '23', '4"']) line.says(piece);

    expect(await asking).toEqual({
      kind: 'told',
      reading: { troubles: [], printedCount: 1_234 },
      askedAt: 700,
    });
    expect(line.heard()).toBe('! U1 getvar "odometer.total_label_count"\r\n');
  });

  it('calls it silent once its time is over', async () => {
    const { clock, talk } = withTalk();

    const asking = talk.ask(hostStatus);
    await clock.pass(1_500);

    expect(await asking).toEqual({ kind: 'silent' });
  });

  it('takes a late answer for the next question of the same kind, but only as fresh as the first one', async () => {
    const { clock, line, talk } = withTalk();
    const first = talk.ask(labelCounter);
    await clock.pass(1_500);

    const second = talk.ask(labelCounter);
    line.says('"7"');

    expect(await first).toEqual({ kind: 'silent' });
    expect(await second).toMatchObject({ kind: 'told', reading: { printedCount: 7 }, askedAt: 0 });
  });

  it('never takes a late answer for one to a question of another kind', async () => {
    const { clock, line, talk } = withTalk();
    const late = talk.ask(tsplLetters);
    await clock.pass(1_500);

    const asking = talk.ask(tsplState);
    line.says('\x02@@@@\x03\r\n');
    line.says('\x04');

    expect(await late).toEqual({ kind: 'silent' });
    expect(await asking).toMatchObject({
      kind: 'told',
      reading: { troubles: ['paper-out'] },
      askedAt: 1_500,
    });
  });

  it('does not look at what was said before anybody asked', async () => {
    const { line, talk } = withTalk();
    line.says('"999"');

    const asking = talk.ask(labelCounter);
    line.says('"5"');

    expect(await asking).toMatchObject({ reading: { printedCount: 5 } });
  });

  it('knows another language when it hears one', async () => {
    const { line, talk } = withTalk();

    const asking = talk.ask(labelCounter);
    line.says('"HTTP/1.1 400 Bad Request"');

    expect(await asking).toEqual({ kind: 'nonsense' });
  });

  it('says that the line is lost, before and after the question left', async () => {
    const { line, talk } = withTalk();

    const asking = talk.ask(hostStatus);
    line.loses('printer.hung-up');
    const after = talk.ask(hostStatus);

    expect([await asking, await after]).toEqual([{ kind: 'lost' }, { kind: 'lost' }]);
  });
});

describe('a device that says by itself what is printed', () => {
  it('is heard between the answers to other questions, each word once', async () => {
    const { line, talk } = withTalk();
    await talk.expect(printedQuestion('AAAA'));
    await talk.expect(printedQuestion('AAAB'));

    const woken = talk.printed();
    line.says('\x37\x22AAAA\x00');
    await woken;
    const first = talk.takePrinted();
    line.says('\x37\x22AA');
    line.says('AB\x00');
    const second = talk.takePrinted();

    expect([first, second, talk.takePrinted()]).toEqual([
      [{ troubles: [], printedId: 'AAAA' }],
      [{ troubles: [], printedId: 'AAAB' }],
      [],
    ]);
  });

  it('means the ones before it, too, when it was only heard later', async () => {
    const { line, talk } = withTalk();
    await talk.expect(printedQuestion('AAAA'));
    await talk.expect(printedQuestion('AAAB'));

    line.says('\x37\x22AAAB\x00');
    await talk.printed();

    expect(talk.takePrinted()).toMatchObject([{ printedId: 'AAAB' }]);
  });
});
