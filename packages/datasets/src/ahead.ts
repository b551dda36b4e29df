/**
 * Results in the order of what they are made of, some of them made ahead.
 *
 * @param count the number that are under way at once
 */
export async function* ahead<Input, Result>(
  inputs: Iterable<Input>,
  run: (input: Input) => Promise<Result>,
  count = 8,
): AsyncGenerator<Result> {
  const pending: Promise<Result>[] = [];
  try {
    for (const input of inputs) {
      const result = run(input);
      result.catch(() => undefined); // told when its turn comes
      pending.push(result);
      if (pending.length === count) yield await pending.shift()!;
    }
    while (pending.length > 0) yield await pending.shift()!;
  } finally {
    await Promise.allSettled(pending);
  }
}
