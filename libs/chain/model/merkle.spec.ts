import { createHash } from 'node:crypto';
import { merkleProof, merkleRoot, rootOfProof } from './merkle.js';

const leaves = (count: number) => Array.from({ length: count }, (_, at) => Buffer.alloc(32, at + 1));
const sha256 = (...parts: Buffer[]) => createHash('sha256').update(Buffer.concat(parts)).digest();
const tag = (name: string) => Buffer.concat([Buffer.from(name)], 16);

test('a tree of three leaves is what its definition says', () => {
  const [a, b, c] = leaves(3).map((leaf) => sha256(tag('mizan/leaf/1'), leaf));
  const pair = sha256(tag('mizan/node/1'), a!, b!);
  expect(merkleRoot(leaves(3))).toEqual(sha256(tag('mizan/node/1'), pair, c!));
});

test.each(Array.from({ length: 33 }, (_, at) => at + 1))(
  'every one of %i leaves is proved to stand at its place',
  (count) => {
    const ids = leaves(count);
    const root = merkleRoot(ids);
    for (const [position, id] of ids.entries()) {
      const steps = merkleProof(ids, position);
      expect(rootOfProof(id, steps)).toEqual(root);
      expect(rootOfProof(Buffer.alloc(32, 0xee), steps)).not.toEqual(root);
    }
  },
);

test('every tree of 1 to 33 leaves has a root of its own', () => {
  const roots = Array.from({ length: 33 }, (_, at) => merkleRoot(leaves(at + 1)).toString('hex'));
  expect(new Set(roots).size).toBe(33);
});

test('repeating the last leaves gives another root (CVE-2012-2459)', () => {
  for (let count = 1; count <= 33; count++) {
    const ids = leaves(count);
    for (let repeated = 1; repeated <= count; repeated++) {
      expect(merkleRoot([...ids, ...ids.slice(-repeated)])).not.toEqual(merkleRoot(ids));
    }
  }
});

test('two leaves are no leaf of their concatenation: a node is never taken for a leaf', () => {
  const [a, b] = leaves(2).map((leaf) => sha256(tag('mizan/leaf/1'), leaf));
  expect(merkleRoot([Buffer.concat([a!, b!])])).not.toEqual(merkleRoot(leaves(2)));
});

test('swapping two leaves changes the root', () => {
  const [a, b] = leaves(2);
  expect(merkleRoot([b!, a!])).not.toEqual(merkleRoot([a!, b!]));
});

test('there is no tree without leaves and no proof of a leaf outside it', () => {
  expect(() => merkleRoot([])).toThrow(RangeError);
  expect(() => merkleProof(leaves(2), 2)).toThrow(RangeError);
  expect(() => merkleProof(leaves(2), -1)).toThrow(RangeError);
});
