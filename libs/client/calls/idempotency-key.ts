/** 128 random bits as hex. Pages that were not loaded over TLS have no `randomUUID`, and have this. */
export function newIdempotencyKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
