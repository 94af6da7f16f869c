/** How many units may leave by one sender's orders without a code: in an hour and in a day, both by the clock of UTC. */
export interface SendLimits {
  readonly perHour?: bigint | undefined;
  readonly perDay?: bigint | undefined;
}

/** A sender whose payments are added up, and up to what. */
export interface CountedSender extends SendLimits {
  /** UUID of a user or of a key. */
  readonly id: string;
}

/** A payment before it is made. */
export interface CountedSend {
  readonly amount: bigint;
  readonly senders: readonly CountedSender[];
}

export function limitsAnything({ perHour, perDay }: SendLimits): boolean {
  return perHour !== undefined || perDay !== undefined;
}
