import { AppMode } from '@app/kernel';
import { type Peer, parsePeerUrl } from '../model/peer.js';
import { InvalidPeerUrl } from '../peers.errors.js';
import { Peers } from '../ports/peers.js';

/** What administrators do about peers. */
export class ManagePeers {
  constructor(
    private readonly peers: Peers,
    private readonly mode: AppMode,
  ) {}

  list(): Promise<Peer[]> {
    return this.peers.all();
  }

  /**
   * Follows a registry from now on. One that was refused is forgotten, with all that was learnt from it, and begun anew.
   * @param publicKey the key that its log must be signed with, Ed25519 in hex; the one that it shows first unless given
   * @throws InvalidPeerUrl · TooManyPeers
   */
  add({ url, publicKey }: { url: string; publicKey: string | undefined }, actor: string): Promise<Peer> {
    return this.peers.add({ url: this.urlOf(url), publicKey }, actor);
  }

  /** Forgets a registry and all that was learnt from it. @throws InvalidPeerUrl · PeerNotFound · PeerIsConfigured */
  remove(url: string, actor: string): Promise<void> {
    return this.peers.remove(this.urlOf(url), actor);
  }

  private urlOf(text: string): string {
    const url = parsePeerUrl(text, !this.mode.isProduction);
    if (url === undefined) throw new InvalidPeerUrl();
    return url;
  }
}
