import type { BuiltServer } from '../process/built-server.js';
import { type CostTable, fullOfFaults, get, LONG_NAME, send, WRONG_PAGE } from './costly-request.js';

/** Enough for a page of the longest. */
const NODES = 1_100;
const CAPABILITIES = Array.from({ length: 64 }, (_, at) => `${at}`.padEnd(64, 'x'));
const AT_ONCE = 16;

/** A registry with a page of nodes that can do as much as nodes may, and two with wallets. */
export class HeavyRegistry {
  private constructor(
    private readonly payee: string,
    private readonly nodes: string[],
  ) {}

  static async prepare({ registry }: BuiltServer, onStep: (done: number, all: number) => void): Promise<HeavyRegistry> {
    const nodes = Array.from({ length: NODES }, (_, at) => `node-${at}`.padEnd(64, 'n'));
    for (let at = 0; at < NODES; at += AT_ONCE) {
      const some = nodes.slice(at, at + AT_ONCE);
      await Promise.all(some.map((node_id) => registry.registerNode(registration(node_id))));
      onStep(at, NODES);
    }
    const open = (node_id: string) => registry.createNodeWallet({ node_id, wallet_name: 'w' });
    const payer = (await open(nodes[0]!)).wallet.address;
    const payee = (await open(nodes[1]!)).wallet.address;
    for (let times = 0; times < 20; times++) await registry.payFromDevnet({ address: payer, amount: '10' });
    await registry.mineDevnet({ blocks: 10 });
    return new HeavyRegistry(payee, nodes);
  }

  costs(): CostTable {
    const [payer, other] = this.nodes;
    const wrong =
      (method: string, path: string, ...fields: string[]) =>
      () =>
        send(method, path, fullOfFaults(fields));
    const changes = (method: string, path: string, field: string) => ({
      legal: () => send(method, path, { node_id: other, [field]: CAPABILITIES }),
      illegal: () => send(method, path, { node_id: other, [field]: Array<string>(5_000).fill('') }),
    });
    let registered = 0;
    return {
      'GET /nodes/health': { legal: get('/nodes/health'), illegal: long('/nodes/health') },
      'POST /nodes/register': {
        legal: () => send('POST', '/nodes/register', registration(`${++registered}-more`.padEnd(64, 'm'))),
        illegal: () =>
          send('POST', '/nodes/register', { node_id: 'n', address: 'a', capabilities: Array<string>(5_000).fill('') }),
      },
      'GET /nodes': { legal: get('/nodes?limit=1000'), illegal: long('/nodes') },
      'GET /nodes/{node_id}': { legal: get(`/nodes/${other}`), illegal: get(`/nodes/${LONG_NAME}`) },
      'DELETE /nodes/{node_id}': {
        legal: () => ({ method: 'DELETE', path: `/nodes/${this.nodes[2 + registered++]}` }),
        illegal: () => ({ method: 'DELETE', path: `/nodes/${LONG_NAME}` }),
      },
      'POST /nodes/{node_id}/heartbeat': {
        legal: () => send('POST', `/nodes/${other}/heartbeat`, { sequence: ++registered }),
        illegal: wrong('POST', `/nodes/${other}/heartbeat`, 'node_id', 'status'),
      },
      'POST /nodes/capabilities/add': changes('POST', '/nodes/capabilities/add', 'new_capabilities'),
      'POST /nodes/capabilities/remove': changes('POST', '/nodes/capabilities/remove', 'capabilities_to_remove'),
      'PUT /nodes/capabilities/update': changes('PUT', '/nodes/capabilities/update', 'new_capabilities'),
      'POST /nodes/capabilities/query': {
        legal: () =>
          send('POST', '/nodes/capabilities/query?limit=1000', { capabilities: CAPABILITIES, match_all: true }),
        illegal: () => send('POST', '/nodes/capabilities/query', { capabilities: Array<string>(5_000).fill('') }),
      },
      'GET /nodes/capability/{capability}': {
        legal: get(`/nodes/capability/${CAPABILITIES[0]}?limit=1000`),
        illegal: get(`/nodes/capability/${LONG_NAME}`),
      },
      'GET /nodes/capabilities/statistics': {
        legal: get('/nodes/capabilities/statistics'),
        illegal: long('/nodes/capabilities/statistics'),
      },
      'GET /nodes/capabilities/available': {
        legal: get('/nodes/capabilities/available'),
        illegal: long('/nodes/capabilities/available'),
      },
      'GET /nodes/capabilities/validate/{capability}': {
        legal: get(`/nodes/capabilities/validate/${CAPABILITIES[0]}`),
        illegal: get(`/nodes/capabilities/validate/${LONG_NAME}`),
      },
      'POST /nodes/reputation': {
        legal: () => send('POST', '/nodes/reputation', { node_id: other, event_type: 'task_success' }),
        illegal: wrong('POST', '/nodes/reputation', 'node_id', 'event_type', 'custom_delta'),
      },
      ...healthCosts(),
      ...logCosts(),
      ...peerCosts(),
      'GET /wallet/reserves': { legal: get('/wallet/reserves'), illegal: long('/wallet/reserves') },
      'GET /wallet/reserves/explanation': {
        legal: get('/wallet/reserves/explanation'),
        illegal: long('/wallet/reserves/explanation'),
      },
      'POST /wallet/reserves/adopt': {
        legal: () => send('POST', '/wallet/reserves/adopt', { finding: 'f'.repeat(64), reason: 'x'.repeat(200) }),
        illegal: wrong('POST', '/wallet/reserves/adopt', 'finding', 'reason'),
      },
      'GET /wallet/reserves/stuck': { legal: get('/wallet/reserves/stuck'), illegal: long('/wallet/reserves/stuck') },
      'POST /wallet/reserves/stuck/end': {
        legal: () => send('POST', '/wallet/reserves/stuck/end', { txid: '0'.repeat(64), reason: 'x'.repeat(200) }),
        illegal: wrong('POST', '/wallet/reserves/stuck/end', 'txid', 'reason'),
      },
      'POST /wallet/reserves/stuck/dismiss': {
        legal: () => send('POST', '/wallet/reserves/stuck/dismiss', { row: 1, reason: 'x'.repeat(200) }),
        illegal: wrong('POST', '/wallet/reserves/stuck/dismiss', 'row', 'reason'),
      },
      'POST /nodes/{node_id}/rotate-key': {
        legal: () => send('POST', `/nodes/${other}/rotate-key`, { new_public_key: `02${'a'.repeat(64)}` }),
        illegal: wrong('POST', `/nodes/${other}/rotate-key`, 'new_public_key', 'proof'),
      },
      'POST /wallet/create': {
        legal: () =>
          send('POST', '/wallet/create', { node_id: this.nodes[100 + registered++], wallet_name: 'x'.repeat(100) }),
        illegal: wrong('POST', '/wallet/create', 'node_id', 'wallet_name'),
      },
      'GET /wallet/{node_id}': { legal: get(`/wallet/${payer}`), illegal: get(`/wallet/${LONG_NAME}`) },
      'GET /wallet/{node_id}/balance': {
        legal: get(`/wallet/${payer}/balance`),
        illegal: get(`/wallet/${LONG_NAME}/balance`),
      },
      'POST /wallet/{node_id}/send': {
        legal: () =>
          send('POST', `/wallet/${payer}/send`, { node_id: payer, recipient_address: this.payee, amount: 0.01 }),
        illegal: wrong('POST', `/wallet/${payer}/send`, 'node_id', 'recipient_address', 'amount'),
      },
      'GET /wallet/{node_id}/transactions': {
        legal: get(`/wallet/${payer}/transactions?limit=100`),
        illegal: get(`/wallet/${payer}/transactions${WRONG_PAGE}`),
      },
      ...statementCosts(payer!),
      'POST /wallet/{node_id}/new-address': {
        legal: () => ({ method: 'POST', path: `/wallet/${payer}/new-address` }),
        illegal: () => ({ method: 'POST', path: `/wallet/${LONG_NAME}/new-address` }),
      },
      'POST /devnet/faucet': {
        legal: () => send('POST', '/devnet/faucet', { address: this.payee, amount: 1 }),
        illegal: wrong('POST', '/devnet/faucet', 'address', 'amount'),
      },
      'POST /devnet/mine': {
        legal: () => send('POST', '/devnet/mine', { blocks: 100 }),
        illegal: wrong('POST', '/devnet/mine', 'blocks'),
      },
      'GET /devnet/address': { legal: get('/devnet/address'), illegal: long('/devnet/address') },
    };
  }
}

const long = (path: string) => get(path + WRONG_PAGE);

function healthCosts(): CostTable {
  return {
    'GET /wallet/health': { legal: get('/wallet/health'), illegal: long('/wallet/health') },
    'GET /wallet/status/health': { legal: get('/wallet/status/health'), illegal: long('/wallet/status/health') },
    'GET /wallet/health/writer': { legal: get('/wallet/health/writer'), illegal: long('/wallet/health/writer') },
    'GET /wallet/health/ready': { legal: get('/wallet/health/ready'), illegal: long('/wallet/health/ready') },
  };
}

function peerCosts(): CostTable {
  return {
    'GET /peers': { legal: get('/peers'), illegal: long('/peers') },
    'POST /peers': {
      legal: () => send('POST', '/peers', { url: `https://${'x'.repeat(60)}.example/${'x'.repeat(400)}` }),
      illegal: () => send('POST', '/peers', fullOfFaults(['url', 'public_key'])),
    },
    'DELETE /peers': {
      legal: () => ({ method: 'DELETE', path: '/peers?url=https://x.example' }),
      illegal: () => ({ method: 'DELETE', path: `/peers?url=${LONG_NAME}` }),
    },
  };
}

/** Of its log, which has an event for each of the nodes and their wallets. */
function logCosts(): CostTable {
  return {
    'GET /events': { legal: get('/events?limit=1000'), illegal: get(`/events?after=${LONG_NAME}`) },
    'GET /events/chain': { legal: get('/events/chain?limit=1000'), illegal: get(`/events/chain?after=${LONG_NAME}`) },
    'GET /registry/identity': {
      legal: get(`/registry/identity?challenge=${'a'.repeat(64)}`),
      illegal: get(`/registry/identity?challenge=${LONG_NAME}`),
    },
  };
}

function registration(node_id: string) {
  return { node_id, address: '10.0.0.1:9000'.padEnd(255, '0'), capabilities: CAPABILITIES };
}

function statementCosts(payer: string): CostTable {
  return {
    'GET /wallet/{node_id}/statement': {
      legal: get(`/wallet/${payer}/statement`),
      illegal: get(`/wallet/${payer}/statement?from=${LONG_NAME}`),
    },
    'GET /wallet/{node_id}/statement.csv': {
      legal: get(`/wallet/${payer}/statement.csv`),
      illegal: get(`/wallet/${payer}/statement.csv?from=${LONG_NAME}`),
    },
    'GET /wallet/{node_id}/statement.pdf': {
      legal: get(`/wallet/${payer}/statement.pdf`),
      illegal: get(`/wallet/${payer}/statement.pdf?from=${LONG_NAME}`),
    },
  };
}
