import { SignatureScheme } from '@app/chain';
import { generateKeyPair, type KeyPair } from '../model/key-pair.js';

/** Makes a key pair. Nothing is stored: a wallet exists on the chain once somebody pays it. */
export class CreateWallet {
  constructor(private readonly scheme: SignatureScheme) {}

  execute(): KeyPair {
    return generateKeyPair(this.scheme);
  }
}
