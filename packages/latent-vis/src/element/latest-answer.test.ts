import { describe, expect, it } from 'vitest';
import { latestAnswer } from './latest-answer.js';

describe('latestAnswer(ask)', () => {
  it('asks one thing at a time, then the last of what waited, and goes on after an error', async () => {
    const asked: number[] = [];
    const told: unknown[] = [];
    const waiting: (() => void)[] = [];
    const ask = latestAnswer(
      async (question: number) => {
        asked.push(question);
        await new Promise<void>((resolve) => waiting.push(resolve));
        if (question === 3) throw new Error('three');
        return 10 * question;
      },
      { answered: (answer) => told.push(answer), failed: (error) => told.push(String(error)) },
    );
    const answer = async (): Promise<void> => {
      waiting.shift()!();
      await new Promise((resolve) => setTimeout(resolve));
    };
    [1, 2, 3].forEach(ask);
    expect(asked).toEqual([1]);
    await answer();
    expect(asked).toEqual([1, 3]);
    await answer();
    ask(4);
    await answer();
    expect(told).toEqual([10, 'Error: three', 40]);
  });
});
