import { type Ledger, type LedgerTypes, MizanError } from 'mizan-client';
import { Amount, Fact, Facts, Hex, Table, toAddress, toBlock } from '../../components/facts.js';
import { en } from '../../messages/pool.en.js';
import { ur } from '../../messages/pool.ur.js';
import { formatNumber } from '../../shell/formats.js';
import { translated } from '../../shell/language.js';

const messages = translated(en, ur);

/** The report of the pool, where there is one. */
export async function findPool(
  as: Ledger,
  signal: AbortSignal,
): Promise<{ pool: LedgerTypes.PoolReportResponse | undefined }> {
  return { pool: await as.getZakatPool({ signal }).catch(ifNotMade) };
}

function ifNotMade(error: unknown): undefined {
  const isMissing =
    error instanceof MizanError && ['zakat_pool_not_set', 'database_not_configured'].includes(error.code);
  if (!isMissing) throw error;
}

/** What came into the pool and went out, added up here. */
export function PoolReport({ pool }: { pool: LedgerTypes.PoolReportResponse }) {
  const text = messages();
  const { received, paid, balance, height } = pool;
  return (
    <>
      <Facts>
        <Fact name={text.balance}>
          <Amount units={balance} testId="balance" />
        </Fact>
        <Fact name={text.address}>
          <Hex value={pool.address} to={toAddress(pool.address)} />
        </Fact>
      </Facts>
      <p>{pool.custodial ? text.keptHere : text.keptElsewhere}</p>
      <Sum name={text.in} parts={received} words={text} />
      <Sum name={text.out} parts={paid} words={text} />
      <Check pool={pool} />
      <h2>{text.periods}</h2>
      {pool.periods.length === 0 ? <p>{text.noPeriods}</p> : <Periods periods={pool.periods} />}
      <p>
        <a href={toBlock(height)}>{text.asOf(formatNumber(height))}</a>
      </p>
    </>
  );
}

type Parts = Readonly<Record<string, bigint>>;

function Sum<Of extends object>({ name, parts, words }: { name: string; parts: Of; words: typeof en }) {
  return (
    <>
      <h2>{name}</h2>
      <Facts>
        {Object.entries(parts as Parts).map(([part, units]) => (
          <Fact key={part} name={words[part as 'collected']}>
            <Amount units={units} />
          </Fact>
        ))}
        <Fact name={words.sum}>
          <Amount units={total(parts)} />
        </Fact>
      </Facts>
    </>
  );
}

function total(parts: object): bigint {
  return Object.values(parts as Parts).reduce((sum, units) => sum + units, 0n);
}

/** The report is not believed: it is added up here. */
function Check({ pool: { received, paid, balance } }: { pool: LedgerTypes.PoolReportResponse }) {
  const text = messages();
  const [came, went] = [total(received), total(paid)];
  const words = [formatNumber(came), formatNumber(went), formatNumber(balance)] as const;
  const holds = came - went === balance;
  return (
    <p class={holds ? 'good' : 'problem'} role="status" data-testid="pool-check">
      {holds ? text.holds(...words) : text.fails(...words)}
    </p>
  );
}

function Periods({ periods }: { periods: readonly LedgerTypes.PoolPeriodResponse[] }) {
  const text = messages();
  const groups = Object.keys(text.asnaf) as (keyof LedgerTypes.DistributedResponse)[];
  const heads = [text.period, text.wallets, text.collected, text.refunded, ...groups.map((group) => text.asnaf[group])];
  return (
    <Table name={text.periods} heads={heads}>
      {periods.map(({ period, charged, collected, refunded, distributed }) => (
        <tr key={period}>
          <td>
            <bdi>{period}</bdi>
          </td>
          <td>{formatNumber(charged)}</td>
          <td>
            <Amount units={collected} />
          </td>
          <td>
            <Amount units={refunded} />
          </td>
          {groups.map((group) => (
            <td key={group}>
              <Amount units={distributed[group]} />
            </td>
          ))}
        </tr>
      ))}
    </Table>
  );
}
