export interface Reply {
  readonly id: number;
  readonly result?: unknown;
  /** Text of what went wrong. */
  readonly error?: string;
}

/** Answers the questions that a `Child` is asked, and ends with the parent. */
export function answerParent<Question>(answer: (question: Question) => Promise<unknown>): void {
  process.on('message', ({ id, question }: { id: number; question: Question }) => {
    answer(question).then(
      (result) => process.send?.({ id, result } satisfies Reply),
      (error: unknown) => {
        const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
        process.send?.({ id, error: text } satisfies Reply);
      },
    );
  });
  process.on('disconnect', () => process.exit());
}
