/** What was checked when the answer turned out to be wrong. */
export type FailedCheck =
  | 'form'
  | 'inputs'
  | 'outputs'
  | 'recipient'
  | 'amount'
  | 'change'
  | 'transaction-id'
  | 'digest'
  | 'coin'
  | 'coin-owner'
  | 'coin-values'
  | 'signature'
  | 'proof'
  | 'block-hash'
  | 'work'
  | 'trusted-block';

/**
 * An answer of the server contradicts what this client asked for or computed. The server, or a proxy on the way, is wrong
 * or dishonest: nothing was signed on the strength of this answer, and asking again does not help.
 */
export class DishonestServer extends Error {
  override readonly name = 'DishonestServer';

  constructor(
    readonly check: FailedCheck,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** @throws DishonestServer unless `holds` */
export function demand(holds: boolean, check: FailedCheck, message: string): asserts holds {
  if (!holds) throw new DishonestServer(check, message);
}
