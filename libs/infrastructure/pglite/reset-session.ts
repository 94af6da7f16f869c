import type { PGlite } from '@electric-sql/pglite';

/**
 * PGlite is one session for life, where a server gives every connection a fresh one. This makes it fresh: ends what a
 * broken-off client left open and drops its settings, prepared statements and locks.
 */
export async function resetSession(pglite: PGlite): Promise<void> {
  await pglite.execProtocolRaw(SYNC);
  await pglite.execProtocolRaw(simpleQuery('ROLLBACK'));
  await pglite.execProtocolRaw(simpleQuery('DISCARD ALL'));
}

/** Ends an extended query that was cut off between its messages (PostgreSQL manual, 54.7: Sync). */
const SYNC = Uint8Array.of('S'.charCodeAt(0), 0, 0, 0, 4);

/** A Query message: 'Q', the length of the rest with itself as 32 bits, the text, a zero byte. */
function simpleQuery(sql: string): Uint8Array {
  const text = Buffer.from(`${sql}\0`);
  const header = Buffer.alloc(5);
  header.write('Q');
  header.writeInt32BE(4 + text.length, 1);
  return Buffer.concat([header, text]);
}
