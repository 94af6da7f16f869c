import { PeersNeedDatabase } from '../peers.errors.js';
import { Peers } from './peers.js';

/** Where nothing is kept, nothing is followed. */
export class NoPeers extends Peers {
  override async all() {
    return [];
  }

  override async add(): Promise<never> {
    throw new PeersNeedDatabase();
  }

  override async remove(): Promise<never> {
    throw new PeersNeedDatabase();
  }

  override async configure(urls: readonly string[]): Promise<void> {
    if (urls.length > 0) throw new PeersNeedDatabase();
  }

  override async claim() {
    return [];
  }

  override async pin() {}

  override async take() {}

  override async release() {}

  override async noteFailure() {}

  override async refuse() {}

  override async nodes() {
    return [];
  }
}
