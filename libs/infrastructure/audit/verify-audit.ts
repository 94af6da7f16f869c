import type { SqlQuery } from '@app/infrastructure/sql/sql-query.js';
import { AuditChain, type AuditFault, type AuditRow } from './audit-chain.js';

const ROWS_AT_ONCE = 1000;

export interface NotedHead {
  readonly number: bigint;
  /** Lower-case hex. */
  readonly hash: string;
}

/** The database whose trail is verified. */
export interface AuditedDatabase {
  readonly schema: string;
  transaction<T>(
    work: (query: SqlQuery) => Promise<T>,
    options: { isolation: 'REPEATABLE READ'; readOnly: true },
  ): Promise<T>;
}

export interface AuditVerification {
  readonly rows: number;
  /** The latest hash, hex: to be noted elsewhere. */
  readonly head: string;
  /** The first thing that is wrong, in words; undefined when all is right. */
  readonly fault: string | undefined;
}

/** Effects of which the trail must tell, each once and truly; counted from the first that it tells of. */
const UNTOLD = {
  ledger: {
    what: 'blocks have no true row in the trail',
    sql: `SELECT count(*) AS count FROM blocks b
          WHERE b.height >= (SELECT min(subject::bigint) FROM audit_log WHERE action = 'block_appended')
            AND (SELECT count(*) FROM audit_log a WHERE a.action = 'block_appended' AND a.subject = b.height::text
                   AND a.details ->> 'hash' = encode(b.hash, 'hex')) <> 1`,
  },
  registry: {
    what: 'entries that moved money have no true row in the trail',
    sql: `WITH told AS (
            SELECT a.subject, a.details -> 'lines' AS lines FROM audit_log a WHERE a.action = 'money_moved'),
          moved AS (
            SELECT 'entry ' || p.entry_id AS subject,
                   jsonb_agg(jsonb_build_array(coalesce(w.node_id, 'operator'), a.kind, p.amount::text) ORDER BY p.account_id) AS lines
            FROM postings p JOIN accounts a ON a.id = p.account_id LEFT JOIN wallets w ON w.id = a.wallet_id
            WHERE p.entry_id >= (SELECT min(substr(subject, 7)::bigint) FROM told) GROUP BY p.entry_id)
          SELECT count(*) AS count FROM moved FULL JOIN told USING (subject, lines)
          WHERE moved.subject IS NULL AND told.lines <> 'null' OR told.subject IS NULL`,
  },
};

const RULES: Record<AuditFault['rule'], string> = {
  'number-follows': 'does not follow the row before it: rows are missing',
  link: 'does not continue the row before it',
  hash: 'is not what was written: its hash is wrong',
};

/**
 * Recomputes the whole trail as of one moment, and compares it with the effects that it must tell of.
 * @param noted the head of an earlier verification, which the trail must still contain
 */
export async function verifyAudit(database: AuditedDatabase, noted?: NotedHead): Promise<AuditVerification> {
  const schema = database.schema as keyof typeof UNTOLD;
  const chain = new AuditChain(schema);
  let isNotedThere = noted === undefined;
  const fault = await database.transaction(
    async (query) => {
      await query(`SELECT set_config('statement_timeout', '0', true)`);
      for (let after = 0n; ; ) {
        const rows = await query<AuditRow>(PAGE, [after, ROWS_AT_ONCE]);
        for (const row of rows) {
          const wrong = chain.take(row);
          if (wrong) return `row ${wrong.number} ${RULES[wrong.rule]}`;
          if (noted && row.number === String(noted.number)) isNotedThere = row.hash.toString('hex') === noted.hash;
        }
        if (rows.length < ROWS_AT_ONCE) break;
        after = BigInt(rows.at(-1)!.number);
      }
      if (!isNotedThere)
        return `the head that was noted, row ${noted!.number}, is not in the trail: its end was cut off or rewritten`;
      const [untold] = await query<{ count: string }>(UNTOLD[schema].sql);
      return untold!.count === '0' ? undefined : `${untold!.count} ${UNTOLD[schema].what}`;
    },
    { isolation: 'REPEATABLE READ', readOnly: true },
  );
  return { rows: chain.rows, head: chain.head.toString('hex'), fault };
}

const PAGE = `
SELECT number::text, (extract(epoch FROM at) * 1000000)::bigint::text AS "atMicros", actor, action, subject, details::text,
       prev_hash AS "prevHash", hash
FROM audit_log AS a WHERE a.number > $1 ORDER BY a.number LIMIT $2`;
