/**
 * Asks a slow function one thing at a time: what is asked meanwhile waits, and only the last of it is asked next.
 *
 * @param answered gets each answer, in the order of the questions
 * @param failed gets what the function throws
 */
export function latestAnswer<Question, Answer>(
  ask: (question: Question) => Promise<Answer>,
  { answered, failed }: { answered(answer: Answer): void; failed(error: unknown): void },
): (question: Question) => void {
  let waiting: { readonly question: Question } | undefined;
  let busy = false;
  const work = async (): Promise<void> => {
    busy = true;
    while (waiting) {
      const { question } = waiting;
      waiting = undefined;
      try {
        answered(await ask(question));
      } catch (error) {
        failed(error);
      }
    }
    busy = false;
  };
  return (question) => {
    waiting = { question };
    if (!busy) void work();
  };
}
