// Programs as a user of a generated client writes them: `tsc --strict` compiles them with what the generators made.

/** With `openapi-typescript` and its `openapi-fetch`. */
export const OPENAPI_FETCH_CALLER = `
import createClient from 'openapi-fetch';
import type { components, paths as LedgerPaths } from './ledger.js';
import type { paths as RegistryPaths } from './registry.js';

const [ledgerUrl, registryUrl] = process.argv.slice(2);
const headers = { Accept: 'application/json, application/problem+json' };
const ledger = createClient<LedgerPaths>({ baseUrl: ledgerUrl, headers });
const registry = createClient<RegistryPaths>({ baseUrl: registryUrl, headers });

const { data: from } = await ledger.POST('/api/v1/wallets');
const { data: to } = await ledger.POST('/api/v1/wallets');
if (!from || !to) throw new Error('no wallets');
await ledger.POST('/api/v1/admin/fund', { body: { address: from.address, amount: 1 } });
const transfer = { from: from.address, to: to.address, amount: 100, privKey: from.private_key };
const { data: sent } = await ledger.POST('/api/v1/transactions', { body: transfer });
const { error } = await ledger.POST('/api/v1/transactions', { body: { ...transfer, amount: 1_000_000 } });
const problem = error as components['schemas']['SendTransferProblem'];
const expected: (typeof problem)['code'] = 'insufficient_funds';
const { data } = await ledger.GET('/api/v1/wallets/{address}/balance', { params: { path: { address: from.address } } });
const node = { node_id: 'node_fetch', address: '10.0.0.7:9000', capabilities: ['compute'] };
const { data: registered } = await registry.POST('/nodes/register', { body: node });
const { data: list } = await registry.GET('/nodes', { params: { query: { capability: 'compute', limit: 10 } } });
console.log(JSON.stringify({
  sent: sent?.status,
  isRefused: problem.code === expected,
  balance: data?.balance,
  registered: registered?.success,
  nodes: list?.nodes.filter(({ status }) => status === 'unknown').map(({ node_id }) => node_id),
}));
`;

/** With `orval`, whose functions know their server. */
export const ORVAL_CALLER = `
import { createWallet, fundWallet, getBalance, sendTransfer, SendTransferProblemCode } from './orval-ledger.js';
import { listNodes, NodeStatus, registerNode } from './orval-registry.js';

const options = { headers: { Accept: 'application/json, application/problem+json' } };
const payer = await createWallet(options);
const payee = await createWallet(options);
if (payer.status !== 200 || payee.status !== 200) throw new Error('no wallets');
const { data: from } = payer;
const { data: to } = payee;
await fundWallet({ address: from.address, amount: 1 }, options);
const transfer = { from: from.address, to: to.address, amount: 100, privKey: from.private_key };
const sent = await sendTransfer(transfer, options);
const refused = await sendTransfer({ ...transfer, amount: 1_000_000 }, options);
const balance = await getBalance(from.address, options);
const node = { node_id: 'node_orval', address: '10.0.0.8:9000', capabilities: ['storage'] };
const registered = await registerNode(node, options);
const list = await listNodes({ capability: 'storage', limit: 10 }, options);
console.log(JSON.stringify({
  sent: sent.status === 200 && sent.data.status,
  isRefused: refused.status === 400 && typeof refused.data === 'object' && refused.data.code === SendTransferProblemCode.insufficient_funds,
  balance: balance.status === 200 && balance.data.balance,
  registered: registered.status === 200 && registered.data.success,
  nodes: list.status === 200 && list.data.nodes.filter(({ status }) => status === NodeStatus.unknown).map(({ node_id }) => node_id),
}));
`;
