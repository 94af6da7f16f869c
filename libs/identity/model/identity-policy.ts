import type { NetworkStanding } from '../ports/sessions.js';
import type { Limit } from '../ports/throttles.js';
import type { SendLimits } from './send-limits.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** How often one may do what. A list holds whole; one that is empty limits nothing. */
export interface IdentityLimits {
  /** Codes asked for: per mailbox and network, and per network. */
  readonly requestHere: readonly Limit[];
  readonly requestFromNetwork: readonly Limit[];
  /**
   * The same, by what the mailbox knows of the network: all strange ones are counted together, per mailbox; each other one by
   * itself, per mailbox and network.
   */
  readonly requestByStanding: Readonly<Record<NetworkStanding, readonly Limit[]>>;
  /** Codes tried: per mailbox and network, and per network. All other tries are counted by the code itself. */
  readonly tryHere: readonly Limit[];
  readonly tryFromNetwork: readonly Limit[];
  readonly registerFromNetwork: readonly Limit[];
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
    /** What a user's custodial payments without a code may add up to. */
    readonly sendLimits: SendLimits = {},
  ) {}

  static demo(options: { stepUpAmount?: bigint | undefined; sendLimits?: SendLimits } = {}): IdentityPolicy {
    return new IdentityPolicy(false, DEMO_LIMITS, options.stepUpAmount, 'anybody', options.sendLimits);
  }

  static production(options: {
    stepUpAmount: bigint | undefined;
    rawKeySigning: boolean;
    sendLimits?: SendLimits;
  }): IdentityPolicy {
    const rawKeySigning = options.rawKeySigning ? 'own-wallets' : 'nobody';
    return new IdentityPolicy(true, PRODUCTION_LIMITS, options.stepUpAmount, rawKeySigning, options.sendLimits);
  }
}

/**
 * A code can be guessed at five times, so the number of codes that strangers may have made is what bounds their guesses: twenty a
 * day for one mailbox however many networks they have, and the more they ask the longer they wait. One stranger
 * must not use up what the owner needs, so networks that the owner has logged in from, and until the first login those that it
 * was registered from, are counted by themselves.
 */
const PRODUCTION_LIMITS: IdentityLimits = {
  requestHere: [{ name: 'otp request, mailbox and network', most: 3, windowMs: 15 * MINUTE_MS }],
  requestFromNetwork: [{ name: 'otp request, network', most: 20, windowMs: HOUR_MS }],
  requestByStanding: {
    familiar: [{ name: 'otp request, familiar network', most: 30, windowMs: 24 * HOUR_MS }],
    registered: [{ name: 'otp request, registering network', most: 5, windowMs: 24 * HOUR_MS }],
    strange: [
      { name: 'otp request, mailbox', most: 12, windowMs: HOUR_MS },
      { name: 'otp request, mailbox, 6 hours', most: 16, windowMs: 6 * HOUR_MS },
      { name: 'otp request, mailbox, day', most: 20, windowMs: 24 * HOUR_MS },
    ],
  },
  tryHere: [{ name: 'otp try, mailbox and network', most: 10, windowMs: 15 * MINUTE_MS }],
  tryFromNetwork: [{ name: 'otp try, network', most: 100, windowMs: 15 * MINUTE_MS }],
  registerFromNetwork: [{ name: 'registration, network', most: 20, windowMs: HOUR_MS }],
};

/** A demo prints the codes anyway. Its limits only keep a loop from filling the disk, and are never met by hand. */
const DEMO_LIMITS: IdentityLimits = {
  requestHere: [{ name: 'otp request, mailbox and network', most: 100, windowMs: 15 * MINUTE_MS }],
  requestFromNetwork: [],
  requestByStanding: { familiar: [], registered: [], strange: [] },
  tryHere: [{ name: 'otp try, mailbox and network', most: 200, windowMs: 15 * MINUTE_MS }],
  tryFromNetwork: [],
  registerFromNetwork: [],
};
