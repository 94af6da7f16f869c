import type { RequestSigner } from '@app/client/crypto/index.js';
import { type NodeKey, secretBytesOf } from './node-key.js';

/** Has `work` sign with a key, whose bytes are in memory only meanwhile. The cryptography is loaded by those who sign. */
export async function signAsNode<Signed>(key: NodeKey, work: (signer: RequestSigner) => Signed): Promise<Signed> {
  // The build replaces no alias in an import of this kind.
  const { requestSigner } = await import('../../../libs/client/crypto/request-signer.js');
  const secretKey = secretBytesOf(key);
  try {
    return work(requestSigner({ scheme: key.scheme, secretKey }));
  } finally {
    secretKey.fill(0);
  }
}
