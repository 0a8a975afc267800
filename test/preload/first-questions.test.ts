import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Reply } from '../../main/basics/request.ts';
import { answerEarly, firstQuestions } from '../../preload/first-questions.ts';

const reply = (value: string): Reply<unknown> => ({ ok: true, value });
const early = () => new Map([['people.me', reply('early')]]);
const ask = vi.fn((_name: string, _argument: unknown) => Promise.resolve(reply('asked')));

beforeEach(() => {
  ask.mockClear();
  vi.useFakeTimers({ toFake: ['performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

it('gives an early answer once, and asks from then on', async () => {
  const { call } = answerEarly(early(), ask);

  expect(await call('people.me', {})).toEqual(reply('early'));
  expect(await call('people.me', {})).toEqual(reply('asked'));
  expect(ask).toHaveBeenCalledTimes(1);
});

it('asks what was not asked early, or was asked with something else', async () => {
  const { call } = answerEarly(early(), ask);

  expect(await call('settings.list', {})).toEqual(reply('asked'));
  expect(await call('people.me', { personId: 'x' })).toEqual(reply('asked'));
});

it('asks anew when something happened meanwhile', async () => {
  const { call, forget } = answerEarly(early(), ask);

  forget();

  expect(await call('people.me', {})).toEqual(reply('asked'));
});

it('does not show an answer that grew old', async () => {
  const { call } = answerEarly(early(), ask);

  vi.advanceTimersByTime(5_000);

  expect(await call('people.me', {})).toEqual(reply('asked'));
});

it('asks first only what needs no argument and changes nothing', () => {
  expect(firstQuestions.every((name) => /\.(read|list|me|describe)$/.test(name))).toBe(true);
});
