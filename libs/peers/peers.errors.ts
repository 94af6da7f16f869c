import { DomainError } from '@app/kernel';

export class InvalidPeerUrl extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'invalid_peer_url';
  override readonly field = 'url';

  constructor() {
    super(
      'The address of a peer is an https URL without credentials and query; in a demo http to this machine will do',
    );
  }
}

export class PeerNotFound extends DomainError {
  readonly kind = 'missing';
  readonly code = 'peer_not_found';

  constructor(url: string) {
    super(`No peer at ${url}`);
  }
}

/** The setting would add it again at the next start. */
export class PeerIsConfigured extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'peer_is_configured';

  constructor(url: string) {
    super(`The peer at ${url} is named by PEERS; take it out there and restart`);
  }
}

export class TooManyPeers extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'too_many_peers';

  constructor(limit: number) {
    super(`There are ${limit} peers, which is the most; remove one first`);
  }
}

/** The peer said something that cannot be true. */
export class PeerDishonest extends Error {
  override readonly name = 'PeerDishonest';
}

/** The peer did not answer, or not in the way of a registry. Another look may do. */
export class PeerUnreachable extends Error {
  override readonly name = 'PeerUnreachable';
}

/** What a peer said is kept, or not followed at all. */
export class PeersNeedDatabase extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'peers_need_database';

  constructor() {
    super('Peers need a database; this registry keeps nothing');
  }
}
