import { NODE, OTHER_NODE, World } from '../hostile/support/world.js';
import type { FuzzTarget } from './fuzz-target.js';
import type { KnownValues } from './json-texts.js';
import { REGISTRY_WORDS } from './registry-words.js';

/** A demo, where most requests need no credentials. */
export async function startDemoTarget(): Promise<FuzzTarget> {
  const world = await World.start({ POW_BITS: '1', LOG_LEVEL: 'warn', ZAKAT_WALLET_ADDRESS: 'ab'.repeat(32) });
  const known = { ledger: await knownToLedger(world), registry: await knownToRegistry(world) };
  return {
    mode: 'demo',
    server: world.server,
    callers: [],
    known,
    secrets: known.ledger.privKey ?? [],
    credentials: async () => ({}),
    stop: () => world.stop(),
  };
}

async function knownToLedger({ ledger, rich, poor }: World): Promise<KnownValues> {
  const { txid, block_hash } = await ledger.fund(rich.address);
  const prepared = await ledger.post('/transactions/prepare', { from: rich.address, to: poor.address, amount: 5 });
  const { ID, Vin } = prepared.json.transaction;
  const addresses = [rich.address, poor.address, rich.address.toUpperCase(), 'ab'.repeat(32)];
  return {
    address: addresses,
    from: [rich.address, rich.address, poor.address],
    to: addresses,
    privKey: [rich.private_key, rich.private_key, poor.private_key],
    id: [txid, txid.toUpperCase()],
    index: ['0', '1', 'tip', block_hash],
    email: ['amina@example.org', 'Amina@Example.org'],
    full_name: ['Amina Khan'],
    cnic: ['42101-1234567-1'],
    otp: ['123456', '000000'],
    Txid: [Vin[0].Txid, ''],
    ID: [ID],
    PubKeyHash: [Buffer.from(poor.address, 'hex').toString('base64')],
    PubKey: [''],
    Signature: [''],
    signature: ['00'.repeat(64), 'ab'.repeat(64)],
    public_key: ['0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798'],
  };
}

async function knownToRegistry({ registry, nodeAddress, otherNodeAddress }: World): Promise<KnownValues> {
  for (const id of ['node-1', 'node-2', 'node-3']) await registry.register(id, ['gpu', 'storage']);
  const addresses = [nodeAddress, otherNodeAddress, 'mipcBbFg9gMiCh81Kj8tqqdgoZub1ZJRfn'];
  return {
    ...REGISTRY_WORDS,
    address: [...addresses, '10.0.0.7:9000'],
    recipient_address: addresses,
    node_id: [NODE, NODE, OTHER_NODE, 'node-1', 'node-2', 'node-3', 'nobody'],
  };
}
