import { isIdempotencyKey } from './idempotency.js';

test('an idempotency key is 1 to 255 visible ASCII characters', () => {
  for (const key of ['k', '~!', '"8e03978e-40d5"', 'a'.repeat(255)]) expect(isIdempotencyKey(key)).toBe(true);
  for (const key of ['', ' ', 'a b', 'a\r\n', 'a\n', 'é', 'a\u007f', 'a'.repeat(256)])
    expect(isIdempotencyKey(key)).toBe(false);
});
