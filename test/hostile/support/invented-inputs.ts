import { randomBytes } from 'node:crypto';
import * as secp256k1 from '@noble/secp256k1';
import { MOST_PARTS } from '../../support/large-transfers.js';
import type { Wallet } from '../../support/ledger-client.js';

/** A transfer of inputs that are nowhere, in the name of an owner: of their secret it takes what is public, the key's other half. */
export function inventedInputs({ private_key }: Pick<Wallet, 'private_key'>, count = MOST_PARTS) {
  const hash = () => randomBytes(32).toString('base64');
  return {
    transaction: {
      Vin: Array.from({ length: count }, () => ({ Txid: hash(), Vout: 0 })),
      Vout: [{ Value: 1, PubKeyHash: hash() }],
    },
    signature: randomBytes(64).toString('hex'),
    public_key: Buffer.from(secp256k1.getPublicKey(Buffer.from(private_key, 'hex'), true)).toString('hex'),
  };
}
