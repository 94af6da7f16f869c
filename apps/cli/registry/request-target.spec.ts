import { pathOf, withQuery } from './request-target.js';

it('keeps whatever is in a segment in that segment', () => {
  expect(pathOf('wallet', 'node_001', 'balance')).toBe('/wallet/node_001/balance');
  expect(pathOf('wallet', '../nodes?x#y z', 'balance')).toBe('/wallet/..%2Fnodes%3Fx%23y%20z/balance');
});

it('names the parameters that have a value', () => {
  expect(withQuery('/nodes', { capability: 'a&b', limit: undefined, cursor: '=' })).toBe(
    '/nodes?capability=a%26b&cursor=%3D',
  );
  expect(withQuery('/nodes', { limit: undefined })).toBe('/nodes');
});
