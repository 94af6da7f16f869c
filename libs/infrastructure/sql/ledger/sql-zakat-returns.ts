import { type PeriodSums, type ReturnItem, ZakatReturns } from '@app/zakat';
import { read, type Statements } from '../statement.js';

/**
 * One statement, so that a deduction that is made meanwhile counts once. A wallet that is charged counts as that, and else as the
 * last assessment with a run has it; wallets that are neither due nor exempt there do not count. What was collected without an
 * assessment is what is left of the sums that are kept of the pools, which know the period of every deduction.
 */
export const ZAKAT_RETURN = read('zakat_return', {
  parameters: { period: 'text' },
  columns: { item: 'text', number: 'bigint', units: 'numeric' },
  sql: `WITH runs AS MATERIALIZED (
          SELECT id, number, assessment_id, completed_at FROM zakat_runs WHERE period = $1 AND assessment_id IS NOT NULL
        ), last AS MATERIALIZED (SELECT * FROM runs ORDER BY number DESC LIMIT 1),
        kept AS MATERIALIZED (
          SELECT item, sum(count) AS number, sum(units) AS units
          FROM zakat_pool_lines WHERE period = $1 AND item IN ('collected', 'refunded') GROUP BY item
        ), assessed AS MATERIALIZED (
          SELECT count(*) AS number, coalesce(sum(amount), 0) AS units FROM zakat_records WHERE run_id IN (SELECT id FROM runs)
        ), left_over AS MATERIALIZED (
          SELECT coalesce(s.kind, CASE WHEN r.completed_at IS NULL THEN 'pending' END) AS item, l.due
          FROM last r JOIN zakat_assessment_lines l ON l.assessment_id = r.assessment_id AND l.reason = 'DUE'
            LEFT JOIN zakat_shortfalls s ON s.run_id = r.id AND s.wallet_address = l.wallet_address
          WHERE NOT EXISTS (SELECT FROM zakat_records z WHERE z.period = $1 AND z.wallet_address = l.wallet_address)
        ), exempt AS MATERIALIZED (
          SELECT l.reason AS item, l.net FROM last r JOIN zakat_assessment_lines l ON l.assessment_id = r.assessment_id
            AND l.reason IN ('EXEMPT_NON_MUSLIM', 'EXEMPT_NON_CITIZEN', 'EXEMPT_CZ50', 'EXEMPT_NOT_SAHIB_E_NISAB')
          WHERE NOT EXISTS (SELECT FROM zakat_records z WHERE z.period = $1 AND z.wallet_address = l.wallet_address)
        ), items AS (
          SELECT 'assessments' AS item, count(*) AS number, 0 AS units FROM runs
          UNION ALL SELECT 'charged_as_assessed', number, units FROM assessed
          UNION ALL SELECT 'charged_without_assessment', k.number - a.number, k.units - a.units FROM kept k, assessed a WHERE k.item = 'collected'
          UNION ALL SELECT 'refunded', number, units FROM kept WHERE item = 'refunded'
          UNION ALL SELECT item, count(*), sum(due) FROM left_over WHERE item IS NOT NULL GROUP BY item
          UNION ALL SELECT item, count(*), sum(net) FROM exempt GROUP BY item)
        SELECT item, number::bigint AS number, units FROM items WHERE number > 0`,
});

export class SqlZakatReturns extends ZakatReturns {
  constructor(private readonly statements: Statements) {
    super();
  }

  override async sums(period: string): Promise<PeriodSums> {
    const rows = await this.statements.run(ZAKAT_RETURN, { period });
    const assessments = rows.find(({ item }) => item === 'assessments');
    const sums = rows.filter((row) => row !== assessments);
    return {
      assessments: Number(assessments?.number ?? 0),
      sums: new Map(
        sums.map(({ item, number, units }) => [item as ReturnItem, { number: Number(number), units: BigInt(units) }]),
      ),
    };
  }
}
