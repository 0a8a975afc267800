import { expect, it } from 'vitest';
import { createAskAhead } from '../../main/platforms/ask-ahead.ts';

function asking() {
  const clock = { now: 0 };
  const sent: number[] = [];
  const questions = createAskAhead(
    async ({ page }: { page: number }) => {
      sent.push(page);
      if (page === 9) throw new Error('nobody answers');
      return `answer ${page}`;
    },
    () => clock.now,
  );
  return { clock, sent, questions };
}

it('gives what was asked ahead to who asks the same, once', async () => {
  const { sent, questions } = asking();
  questions.askAhead({ page: 2 });

  const answers = [await questions.ask({ page: 2 }), await questions.ask({ page: 2 })];

  expect(answers).toEqual(['answer 2', 'answer 2']);
  expect(sent).toEqual([2, 2]);
});

it('asks anew what is another question, or was answered long ago', async () => {
  const { clock, sent, questions } = asking();
  questions.askAhead({ page: 2 });
  await questions.ask({ page: 1 });
  questions.askAhead({ page: 3 });
  clock.now += 60_000;

  await questions.ask({ page: 3 });

  expect(sent).toEqual([2, 1, 3, 3]);
});

it('tells what went wrong ahead to who comes for it, and then asks again', async () => {
  const { sent, questions } = asking();
  questions.askAhead({ page: 9 });

  await expect(questions.ask({ page: 9 })).rejects.toThrow('nobody answers');
  await expect(questions.ask({ page: 9 })).rejects.toThrow('nobody answers');

  expect(sent).toEqual([9, 9]);
});
