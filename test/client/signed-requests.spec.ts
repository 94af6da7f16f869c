import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { generateKey, type NodeKey, requestSigner } from '../../libs/client/crypto/index.js';
import { createRegistry, Refused } from '../../libs/client/index.js';
import { startTestRegistry, type TestRegistry } from '../registry-api/support/start-registry.js';

const KEYS: Record<NodeKey['scheme'], () => NodeKey> = {
  secp256k1: () => ({ scheme: 'secp256k1', secretKey: generateKey() }),
  ed25519: () => {
    const { d } = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' });
    return { scheme: 'ed25519', secretKey: Buffer.from(d!, 'base64url') };
  },
};

describe.each(['secp256k1', 'ed25519'] as const)('a node that signs its requests with a %s key', (scheme) => {
  let server: TestRegistry;
  const nodeKey = KEYS[scheme]();
  const { publicKey } = requestSigner(nodeKey);
  const as = (key?: NodeKey) => createRegistry({ baseUrl: server.url, nodeKey: key });
  const node_id = `node-${scheme}`;
  beforeAll(async () => {
    server = await startTestRegistry({
      storage: { kind: 'memory' },
      credentials: 'required',
      signatures: { version1EndsAtMs: 0 },
    });
  });
  afterAll(() => server?.close());

  it('registers, reports and changes what it can do', async () => {
    const own = as(nodeKey);
    const registration = { node_id, address: '10.0.0.7:9000', capabilities: ['compute'], public_key: publicKey };
    await own.registerNode(registration);
    expect(await own.sendHeartbeat({ node_id, sequence: 1 })).toMatchObject({ node_id, status: 'online' });
    await own.addCapabilities({ node_id, new_capabilities: ['gpu'] });
    expect((await own.getNode({ node_id })).capabilities).toEqual(['compute', 'gpu']);
  });

  it('is the only one who can: not without its key, and not with another', async () => {
    for (const stranger of [undefined, KEYS[scheme]()]) {
      const refused = await as(stranger)
        .sendHeartbeat({ node_id, sequence: 9 })
        .catch((error: unknown) => error);
      expect(refused).toBeInstanceOf(Refused);
      expect(refused).toMatchObject({ status: 401 });
    }
  });

  it('changes its key, and the new one signs from then on', async () => {
    const nextKey = KEYS[scheme]();
    const next = requestSigner(nextKey);
    const { host } = new URL(server.url);
    const proof = next.proofOfRotation({ host, nodeId: node_id, oldKey: publicKey });
    await as(nodeKey).rotateNodeKey({ node_id, new_public_key: next.publicKey, proof });
    await as(nextKey).sendHeartbeat({ node_id, sequence: 2 });
    await expect(as(nodeKey).sendHeartbeat({ node_id, sequence: 3 })).rejects.toThrow(Refused);
  });
});
