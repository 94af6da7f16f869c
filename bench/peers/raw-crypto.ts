import { createHash } from 'node:crypto';
import { chooseSignatureScheme } from '@app/infrastructure/crypto/native-secp256k1.js';
import { answerParent } from '../process/answer-parent.js';

const KEYS = 1_000;

export interface RawCryptoQuestion {
  readonly seconds: number;
}

const scheme = chooseSignatureScheme();
const owners = Array.from({ length: KEYS }, (_, at) => {
  const privateKey = digestOf(`key ${at}`);
  return { privateKey, publicKey: scheme.publicKeyOf(privateKey) };
});
let next = 0;

/**
 * What one core could do if a send were nothing but its cryptography: sign a digest, then verify the signature from its
 * bytes. Every digest is new and keys take turns, so nothing that was parsed or computed before is of use.
 */
answerParent<RawCryptoQuestion>(async ({ seconds }) => {
  const startedAt = performance.now();
  let ok = 0;
  let failed = 0;
  while (performance.now() - startedAt < seconds * 1000) {
    for (let batch = 0; batch < 100; batch++) {
      const { privateKey, publicKey } = owners[next % KEYS]!;
      const digest = digestOf(`digest ${next++}`);
      if (scheme.verify(scheme.sign(digest, privateKey), digest, publicKey)) ok++;
      else failed++;
    }
  }
  return { ok, failed, perSecond: ok / ((performance.now() - startedAt) / 1000) };
});

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
