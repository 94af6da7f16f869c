import { parseNodeId } from './node-id.js';

describe('the id of a node', () => {
  it.each(['node_001', 'a', '0', 'A.b-c_d', 'constructor', 'x'.repeat(64)])('may be %s', (text) => {
    expect(parseNodeId(text)).toBe(text);
  });

  it.each(['', '.', '..', '-a', '_a', 'a b', 'a/b', 'a\n', 'ä', '__proto__', 'x'.repeat(65)])('is not %j', (text) => {
    expect(parseNodeId(text)).toBeUndefined();
  });

  it.each(['health', 'Health', 'create', 'register', 'nodes', 'wallet'])('is no word of our own paths: %s', (text) => {
    expect(parseNodeId(text)).toBeUndefined();
  });
});
