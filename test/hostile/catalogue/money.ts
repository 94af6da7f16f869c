import { type HostileCase, type HostileCatalogue, named } from '../support/hostile-case.js';
import { NODE } from '../support/world.js';

/** F, H. What is in order by its form and must still not move money, or must move it once; and credentials. */
export const MONEY: HostileCatalogue = {
  'transfers and zakat': [
    {
      name: 'from a wallet with nothing',
      api: 'ledger',
      send: ({ poor, rich }) => ({
        method: 'POST',
        target: '/api/v1/transactions',
        body: JSON.stringify({ from: poor.address, to: rich.address, amount: 1_000_000, privKey: poor.private_key }),
      }),
      status: 400,
      says: 'insufficient funds\n',
    },
    ...['{bad', '{"amount":1}', '[]', '\0'].map((body) => ({
      name: `a zakat run with the body ${named(body)}`,
      api: 'ledger' as const,
      send: () => ({
        method: 'POST',
        target: '/api/v1/zakat/run?amount=1&amount=2',
        headers: { 'Content-Type': 'text/plain' },
        body,
      }),
      status: 200,
      changes: true,
    })),
  ],
  'idempotency keys': ['x'.repeat(256), 'a b', 'ü', ' ', 'a\tb'].map((key) => ({
    name: named(key),
    api: 'registry' as const,
    send: () => ({
      method: 'POST',
      target: `/wallet/${NODE}/send`,
      headers: { 'Idempotency-Key': Buffer.from(key).toString('latin1') },
      body: `{"node_id":"${NODE}","recipient_address":"mipcBbFg9gMiCh81Kj8tqqdgoZub1ZJRfn","amount":1}`,
    }),
    status: 400,
    says: '{"detail":"Invalid Idempotency-Key"}',
  })),
  credentials: [
    withHeaders('a bearer of nothing', { Authorization: 'Bearer ' }),
    withHeaders('a bearer of nonsense', { Authorization: `Bearer ${'x'.repeat(4_000)}` }),
    withHeaders('a key without a signature', { 'X-Mizan-Key': '02'.padEnd(66, 'a') }),
    withAuthData('an empty object', '{}'),
    withAuthData('a wrong signature', '{"signature":"00","timestamp":1,"message":"x"}'),
    withAuthData('a list', '[]'),
    withAuthData('wrong types', '{"signature":1,"timestamp":"x","message":{}}'),
  ],
};

function withHeaders(name: string, headers: Record<string, string>): HostileCase {
  return {
    name,
    api: 'registry',
    send: () => ({ method: 'POST', target: `/wallet/${NODE}/new-address`, headers }),
    status: 401,
  };
}

function withAuthData(name: string, literal: string): HostileCase {
  const body = `{"node_id":"${NODE}","recipient_address":"mipcBbFg9gMiCh81Kj8tqqdgoZub1ZJRfn","amount":1,"auth_data":${literal}}`;
  return { name, api: 'registry', send: () => ({ method: 'POST', target: `/wallet/${NODE}/send`, body }), status: 401 };
}
