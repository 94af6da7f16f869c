import { createHash } from 'node:crypto';

/** A row of the audit trail as it is hashed: texts exactly as the database writes them. */
export interface AuditRow {
  /** Counts from 1. */
  readonly number: string;
  /** Microseconds since 1970. */
  readonly atMicros: string;
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
  /** JSON. */
  readonly details: string;
  readonly prevHash: Buffer;
  readonly hash: Buffer;
}

export interface AuditFault {
  /** The first row that is wrong. */
  readonly number: string;
  readonly rule: 'number-follows' | 'link' | 'hash';
}

/** What the first row of a schema's trail follows, so that no trail passes for another's, nor its rest for the whole. */
export function trailOrigin(schema: string): Buffer {
  return createHash('sha256').update(`mizan audit trail of ${schema}`).digest();
}

/** Follows a trail row by row, from its first one, apart from the database that wrote it. */
export class AuditChain {
  /** Rows that were right so far. */
  rows = 0;
  /** The hash of the last of them. */
  head: Buffer;

  constructor(schema: string) {
    this.head = trailOrigin(schema);
  }

  /** @returns what is wrong with the row that comes next, or nothing */
  take(row: AuditRow): AuditFault | undefined {
    if (row.number !== String(this.rows + 1)) return { number: row.number, rule: 'number-follows' };
    if (!row.prevHash.equals(this.head)) return { number: row.number, rule: 'link' };
    if (!row.hash.equals(hashOf(row))) return { number: row.number, rule: 'hash' };
    this.rows++;
    this.head = row.hash;
    return undefined;
  }
}

/** Of the hash before and of each field after its length in bytes, so that no two rows spell the same. */
function hashOf({ prevHash, number, atMicros, actor, action, subject, details }: AuditRow): Buffer {
  const hash = createHash('sha256').update(prevHash);
  for (const field of [number, atMicros, actor, action, subject, details]) {
    hash.update(`${Buffer.byteLength(field)}:`).update(field, 'utf8');
  }
  return hash.digest();
}
