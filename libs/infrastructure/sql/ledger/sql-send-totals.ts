import { type CountedSend, SendTotals } from '@app/identity';
import { type Statements, write } from '../statement.js';

/** The adding up is `add_sends`, under the locks of the senders' rows, so that processes on one database share the totals. */
export const ADD_SENDS = write('add_sends_of_batch', {
  parameters: { sends: 'jsonb' },
  columns: { refused_by: 'text[]' },
  sql: 'SELECT add_sends($1) AS refused_by',
});

export const TAKE_OFF_SEND = write('take_off_send', {
  parameters: { senders: 'jsonb', amount: 'bigint', at: 'timestamptz' },
  columns: {},
  sql: `UPDATE send_totals SET
          hour_total = CASE WHEN hour = date_trunc('hour', $3::timestamptz, 'UTC') THEN greatest(hour_total - $2::bigint, 0) ELSE hour_total END,
          day_total = CASE WHEN day = date_trunc('day', $3::timestamptz, 'UTC') THEN greatest(day_total - $2::bigint, 0) ELSE day_total END
        WHERE sender IN (SELECT id::uuid FROM jsonb_array_elements_text($1) AS id)`,
});

/** Payments in one statement at most: its answer is waited for by all of them. */
const LARGEST_BATCH = 256;

interface Waiting {
  readonly json: object;
  readonly resolve: (refusedBy: string | undefined) => void;
  readonly reject: (error: unknown) => void;
}

/** Payments that come while the database is at work on others go to it together, in the order in which they came. */
export class SqlSendTotals extends SendTotals {
  private waiting: Waiting[] = [];
  private isBusy = false;

  constructor(private readonly statements: Statements) {
    super();
  }

  override add(send: CountedSend, atMs: number): Promise<string | undefined> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ json: jsonOf(send, atMs), resolve, reject });
      if (!this.isBusy) void this.work();
    });
  }

  override async takeOff({ amount, senders }: CountedSend, atMs: number): Promise<void> {
    const values = { senders: JSON.stringify(senders.map(({ id }) => id)), amount, at: new Date(atMs) };
    await this.statements.run(TAKE_OFF_SEND, values);
  }

  private async work(): Promise<void> {
    this.isBusy = true;
    while (this.waiting.length > 0) await this.addBatch(this.waiting.splice(0, LARGEST_BATCH));
    this.isBusy = false;
  }

  private async addBatch(batch: readonly Waiting[]): Promise<void> {
    try {
      const sends = JSON.stringify(batch.map(({ json }) => json));
      const [row] = await this.statements.run(ADD_SENDS, { sends });
      batch.forEach(({ resolve }, place) => {
        resolve(row!.refused_by[place] || undefined);
      });
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }
}

/** Amounts as text: a number of JSON is not exact everywhere on the way. */
function jsonOf({ amount, senders }: CountedSend, atMs: number): object {
  return {
    amount: `${amount}`,
    at: new Date(atMs).toISOString(),
    senders: senders.map(({ id, perHour, perDay }) => ({
      id,
      per_hour: perHour === undefined ? null : `${perHour}`,
      per_day: perDay === undefined ? null : `${perDay}`,
    })),
  };
}
