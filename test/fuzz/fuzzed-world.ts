import { setTimeout as delay } from 'node:timers/promises';
import type { Api } from '../hostile/support/hostile-case.js';
import { faultsOf } from '../hostile/support/oracle.js';
import type { RawAnswer } from '../hostile/support/raw-answers.js';
import { NODE, OTHER_NODE, World } from '../hostile/support/world.js';
import { Contract, ContractViolation } from '../support/contract.js';
import { ApiDocument } from './api-document.js';
import type { KnownValues } from './json-texts.js';
import type { FuzzRequest } from './requests.js';
import { send } from './send.js';

/** A server to fuzz, what its documents promise, and values that it knows. */
export class FuzzedWorld {
  private constructor(
    readonly world: World,
    private readonly contracts: Readonly<Record<Api, Contract>>,
    readonly documents: readonly ApiDocument[],
    readonly known: Readonly<Record<Api, KnownValues>>,
  ) {}

  static async start(): Promise<FuzzedWorld> {
    const world = await World.start({ POW_BITS: '1', LOG_LEVEL: 'warn', ZAKAT_WALLET_ADDRESS: 'ab'.repeat(32) });
    const { ledgerUrl, registryUrl } = world.server;
    const contracts = { ledger: await Contract.of(ledgerUrl), registry: await Contract.of(registryUrl) };
    const documents = [await ApiDocument.of('ledger', ledgerUrl), await ApiDocument.of('registry', registryUrl)];
    const known = await knownValues(world);
    await world.longestStallMs();
    return new FuzzedWorld(world, contracts, documents, known);
  }

  url(api: Api): string {
    return api === 'ledger' ? this.world.server.ledgerUrl : this.world.server.registryUrl;
  }

  /** Sends a request and says what is wrong with the answer: nothing, when all is well. */
  async try(request: FuzzRequest): Promise<{ status: number; faults: string[] }> {
    let answer: RawAnswer;
    try {
      // A machine that stands still cuts connections off too; a server at fault does it again.
      answer = await send(this.url(request.api), request).catch(() =>
        delay(1_000).then(() => send(this.url(request.api), request)),
      );
    } catch (error) {
      return { status: 0, faults: [`no whole answer: ${(error as Error).message}`] };
    }
    const faults = [...faultsOf(answer, request.api), ...this.contractFaults(request, answer)];
    if (answer.status >= 400 && this.secrets.some((secret) => answer.body.includes(secret)))
      faults.push('it repeats a key');
    return { status: answer.status, faults };
  }

  stop(): Promise<void> {
    return this.world.stop();
  }

  private get secrets(): readonly string[] {
    return this.known.ledger.privKey ?? [];
  }

  private contractFaults({ api, method, target }: FuzzRequest, { status, headers, body }: RawAnswer): string[] {
    try {
      const contentType = headers['content-type'] ?? null;
      this.contracts[api].check({ method, path: target, status, contentType, text: body });
      return [];
    } catch (error) {
      if (error instanceof ContractViolation) return [error.message];
      return [`the answer cannot be read: ${(error as Error).message}`];
    }
  }
}

async function knownValues(world: World): Promise<Readonly<Record<Api, KnownValues>>> {
  return { ledger: await knownToLedger(world), registry: await knownToRegistry(world) };
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
    address: [...addresses, '10.0.0.7:9000'],
    recipient_address: addresses,
    node_id: [NODE, NODE, OTHER_NODE, 'node-1', 'node-2', 'node-3', 'nobody'],
    wallet_name: ['my wallet'],
    capability: ['gpu', 'storage', 'custom_1'],
    capabilities: ['gpu', 'storage', 'custom_1'],
    new_capabilities: ['gpu', 'network', 'custom_1'],
    capabilities_to_remove: ['gpu', 'network'],
    event_type: ['task_success', 'task_failure', 'malicious_behavior'],
    'Idempotency-Key': ['key-1', 'key-2', 'key-3'],
  };
}
