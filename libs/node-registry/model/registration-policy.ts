/** How many nodes strangers may register. Nodes that were deregistered count too: their rows stay. */
export interface RegistrationLimits {
  /** Nodes in all. */
  readonly total: number;
  /** Nodes of one network, see `networkOf`, and those of them that are younger than a day. */
  readonly perNetwork: number;
  readonly perNetworkDaily: number;
}

/** Who may register new nodes. An administrator always may, whatever the limits. */
export abstract class RegistrationPolicy {
  /** `closed`: administrators only. */
  abstract readonly registration: 'open' | 'closed';
  /** Undefined: any number, as in a demo. */
  abstract readonly limits: RegistrationLimits | undefined;
}
