import { byteaArray, int4Array, int8Array, textArray, timestamptzArray } from './binary-array.js';

// What `SELECT array_send(…)` of PostgreSQL 15 printed for the same arrays.
test.each([
  [
    'bytea',
    byteaArray([Buffer.from('00ff', 'hex'), Buffer.alloc(0)]),
    '00000001000000000000001100000002000000010000000200ff00000000',
  ],
  ['no bytea', byteaArray([]), '000000000000000000000011'],
  ['text', textArray(['send', 'é']), '00000001000000000000001900000002000000010000000473656e6400000002c3a9'],
  [
    'bigint',
    int8Array([1, -(2n ** 63n)]),
    '0000000100000000000000140000000200000001000000080000000000000001000000088000000000000000',
  ],
  [
    'timestamptz',
    timestamptzArray([new Date('2026-11-22T03:04:05.678Z'), new Date('1999-12-31T23:59:59.999Z')]),
    '0000000100000000000004a0000000020000000100000008000303d37fb4ebb000000008fffffffffffffc18',
  ],
  ['integer', int4Array([7, null]), '00000001000000010000001700000002000000010000000400000007ffffffff'],
])('an array of %s is what PostgreSQL would send', (_type, array, hex) => {
  expect(array.toString('hex')).toBe(hex);
});
