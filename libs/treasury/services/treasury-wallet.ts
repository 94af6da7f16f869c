import { SignatureScheme, type Signer } from '@app/chain';
import { KeyVault } from '@app/kernel';
import { type Address, addressOf } from '@app/wallet';

/**
 * The wallet that units are redeemed out of. Its private key is a keyed hash under the index key of the store, which a backup
 * contains and a rotation of the master key does not change: it is there as long as the store is, and is stored nowhere else.
 */
export class TreasuryWallet {
  private known: Address | undefined;

  constructor(
    private readonly vault: KeyVault,
    private readonly scheme: SignatureScheme,
  ) {}

  get address(): Address {
    if (this.known === undefined) {
      const { privateKey, publicKey } = this.signer();
      privateKey.fill(0);
      this.known = addressOf(publicKey);
    }
    return this.known;
  }

  /** The caller wipes the private key. */
  signer(): Signer {
    // One in 2^128 hashes is no private key; then the next is taken.
    for (let turn = 0; ; turn++) {
      const privateKey = this.vault.keyedHash('treasury key', String(turn));
      if (this.scheme.isPrivateKey(privateKey)) return { privateKey, publicKey: this.scheme.publicKeyOf(privateKey) };
    }
  }
}
