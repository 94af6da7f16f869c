import type { Limit } from '../ports/throttles.js';

const MINUTE_MS = 60_000;

/** How often one may do what. A limit that does not apply is left out. */
export interface IdentityLimits {
  /** Codes asked for: per mailbox and network, per network, and per mailbox from networks that its owner never used. */
  readonly requestHere: Limit;
  readonly requestFromNetwork?: Limit;
  readonly requestFromAnywhere?: Limit;
  /** Codes tried: per mailbox and network, and per network. All other tries are counted by the code itself. */
  readonly tryHere: Limit;
  readonly tryFromNetwork?: Limit;
  readonly registerFromNetwork?: Limit;
}

/** Who may sign with a private key in the body of a request. */
export type RawKeySigning = 'anybody' | 'own-wallets' | 'nobody';

/** What the mode of the server and its operator decide about users. */
export class IdentityPolicy {
  constructor(
    /** Whether an e-mail and a national ID belong to one user, must have the form of one, and the private key stays here. */
    readonly exclusive: boolean,
    readonly limits: IdentityLimits,
    /** A custodial payment above it wants a fresh code; undefined: none does. */
    readonly stepUpAmount: bigint | undefined,
    readonly rawKeySigning: RawKeySigning,
  ) {}

  static demo(options: { stepUpAmount?: bigint | undefined } = {}): IdentityPolicy {
    return new IdentityPolicy(false, DEMO_LIMITS, options.stepUpAmount, 'anybody');
  }

  static production(options: { stepUpAmount: bigint | undefined; rawKeySigning: boolean }): IdentityPolicy {
    const rawKeySigning = options.rawKeySigning ? 'own-wallets' : 'nobody';
    return new IdentityPolicy(true, PRODUCTION_LIMITS, options.stepUpAmount, rawKeySigning);
  }
}

/**
 * One stranger with one address must not use up what the owner needs, so the hard limit is per mailbox and network. The one
 * per mailbox is the same rate over a longer time, and does not count networks that the owner has logged in from.
 */
const PRODUCTION_LIMITS: IdentityLimits = {
  requestHere: { name: 'otp request, mailbox and network', most: 3, windowMs: 15 * MINUTE_MS },
  requestFromNetwork: { name: 'otp request, network', most: 20, windowMs: 60 * MINUTE_MS },
  requestFromAnywhere: { name: 'otp request, mailbox', most: 12, windowMs: 60 * MINUTE_MS },
  tryHere: { name: 'otp try, mailbox and network', most: 10, windowMs: 15 * MINUTE_MS },
  tryFromNetwork: { name: 'otp try, network', most: 100, windowMs: 15 * MINUTE_MS },
  registerFromNetwork: { name: 'registration, network', most: 20, windowMs: 60 * MINUTE_MS },
};

/** A demo prints the codes anyway. Its limits only keep a loop from filling the disk, and nobody meets them by hand. */
const DEMO_LIMITS: IdentityLimits = {
  requestHere: { name: 'otp request, mailbox and network', most: 100, windowMs: 15 * MINUTE_MS },
  tryHere: { name: 'otp try, mailbox and network', most: 200, windowMs: 15 * MINUTE_MS },
};
