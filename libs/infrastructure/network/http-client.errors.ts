/** Nothing of the request reached the server: no connection was made, or none was free in time. */
export class NotSent extends Error {
  override readonly name = 'NotSent';

  constructor(
    readonly how: 'unreachable' | 'too_many_waiting',
    options?: ErrorOptions,
  ) {
    super(how, options);
  }
}

/** The request was on its way and no complete answer came back: the server may have carried it out. */
export class AnswerLost extends Error {
  override readonly name = 'AnswerLost';

  constructor(
    readonly how: 'timed_out' | 'connection_lost' | 'too_large',
    options?: ErrorOptions,
  ) {
    super(how, options);
  }
}

/** What the cause says, for people. `localhost` is tried at several addresses, and an error about all of them has a code alone. */
export function reasonOf({ cause }: NotSent | AnswerLost): string {
  const { code, message } = cause as NodeJS.ErrnoException;
  return code ?? message;
}
