import { isFreshStamp, requestMessage } from './signed-request.js';

const NOW_MS = 1_795_219_200_999;
const nonce = '0123456789abcdef';
const fresh = (timestamp: string, withNonce = nonce) => isFreshStamp({ timestamp, nonce: withNonce }, NOW_MS);

describe('a signed request', () => {
  const facts = {
    method: 'POST',
    host: 'nodes.example.com',
    target: '/nodes/a/heartbeat?x=1',
    bodyHash: 'ff',
    idempotencyKey: 'k-1',
  };
  const stamp = { timestamp: '1795219200', nonce };

  it('is eight lines, with host and idempotency key', () => {
    expect(requestMessage(2, facts, stamp)).toBe(
      'mizan-request-v2\nPOST\nnodes.example.com\n/nodes/a/heartbeat?x=1\nff\nk-1\n1795219200\n0123456789abcdef',
    );
    expect(requestMessage(2, { ...facts, idempotencyKey: '' }, stamp)).toContain('\nff\n\n1795219200\n');
  });

  it('was six lines in its first version', () => {
    expect(requestMessage(1, facts, stamp)).toBe(
      'mizan-request-v1\nPOST\n/nodes/a/heartbeat?x=1\nff\n1795219200\n0123456789abcdef',
    );
  });

  it('may be 300 seconds old or early, and not 301', () => {
    const seconds = 1_795_219_200;
    expect([-301, -300, 0, 300, 301].map((skew) => fresh(String(seconds + skew)))).toEqual([
      false,
      true,
      true,
      true,
      false,
    ]);
  });

  it.each(['', '0', '01795219200', '1795219200.0', '1.795e9', ' 1795219200', '-1', '9'.repeat(30)])(
    'is not dated %j',
    (timestamp) => {
      expect(fresh(timestamp)).toBe(false);
    },
  );

  it.each(['', 'short', 'a'.repeat(15), 'a'.repeat(65), 'with space 012345', 'line\n0123456789012'])(
    'has no nonce like %j',
    (other) => {
      expect(fresh('1795219200', other)).toBe(false);
    },
  );
});
