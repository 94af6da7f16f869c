/** A command cannot do what it was asked, for a reason that the operator can act on. */
export class CommandFailure extends Error {
  override readonly name = 'CommandFailure';

  /** @param exitCode from sysexits.h */
  constructor(
    message: string,
    readonly exitCode: number,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
