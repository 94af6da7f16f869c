import { formatFlop, type RegistryTypes } from 'mizan-client';
import { Fact, Facts, Flop, Hex, Moment, Table } from '../components/facts.js';
import { LoadedPart } from '../components/loaded-part.js';
import { en } from '../messages/reserves.en.js';
import { ur } from '../messages/reserves.ur.js';
import { Titled } from '../shell/application.js';
import { formatNumber } from '../shell/formats.js';
import { translated } from '../shell/language.js';
import { useLoaded } from '../shell/use-loaded.js';
import { asOperator, token } from './operator.js';
import './registry.css';
import { useRegistryEvents } from './use-registry-events.js';

const messages = translated(en, ur);
const SHOWN = [
  'payment.confirmed',
  'payment.failed',
  'deposit.confirmed',
  'deposit.reversed',
  'reserves.frozen',
  'reserves.thawed',
] as const;

export default function ReservesPage() {
  const text = messages();
  const registry = asOperator.value;
  const heard = useRegistryEvents({ types: SHOWN });
  const found = useLoaded(
    async (signal) => {
      const [reserves, stuck] = await Promise.all([
        registry.getReserves({ signal }),
        registry.listStuckPayments({ signal }),
      ]);
      return { reserves, stuck };
    },
    [token.value],
    heard,
  );
  return (
    <Titled title={text.title}>
      <LoadedPart from={found.value}>
        {({ reserves, stuck }) => (
          <>
            <Verdict reserves={reserves} />
            <Facts>
              <Fact name={text.core}>
                <Flop amount={reserves.core_total} testId="core-total" /> FLOP
              </Fact>
              <Fact name={text.liabilities}>
                <Flop amount={reserves.liabilities} testId="liabilities" /> FLOP
              </Fact>
              {Object.entries(reserves.liabilities_by_kind_units).map(([kind, units]) => (
                <Fact key={kind} name={text.kinds[kind] ?? kind}>
                  <Flop amount={formatFlop(units)} />
                </Fact>
              ))}
              <Fact name={text.house}>
                <Flop amount={reserves.house} />
              </Fact>
              {reserves.drift_units !== null && (
                <Fact name={text.drift}>
                  <Flop amount={formatFlop(reserves.drift_units)} />
                </Fact>
              )}
              {reserves.height !== null && <Fact name={text.height}>{formatNumber(reserves.height)}</Fact>}
              {reserves.audited_at !== null && (
                <Fact name={text.audited}>
                  <Moment time={new Date(reserves.audited_at)} />
                </Fact>
              )}
            </Facts>
            <h2>{text.stuck}</h2>
            <Stuck payments={stuck.payments} />
          </>
        )}
      </LoadedPart>
    </Titled>
  );
}

function Verdict({ reserves }: { reserves: RegistryTypes.ReservesResponse }) {
  const text = messages();
  if (reserves.drift_units === null) return <p>{text.notAudited}</p>;
  if (reserves.frozen_by) return <p class="problem">{text.frozen[reserves.frozen_by]}</p>;
  if (reserves.drift_units !== 0n) return <p class="problem">{text.differs}</p>;
  return (
    <p class="good" data-testid="reserves-agree">
      {text.agrees}
    </p>
  );
}

function Stuck({ payments }: { payments: readonly RegistryTypes.StuckPaymentResponse[] }) {
  const text = messages();
  if (payments.length === 0) return <p>{text.noneStuck}</p>;
  return (
    <Table name={text.stuck} heads={[text.transaction, text.amount, text.state, text.refusals]}>
      {payments.map(({ txid, amount_units, state, refusals }) => (
        <tr key={txid}>
          <td>
            <Hex value={txid} />
          </td>
          <td>
            <Flop amount={formatFlop(amount_units)} />
          </td>
          <td>{text.states[state]}</td>
          <td>{formatNumber(refusals)}</td>
        </tr>
      ))}
    </Table>
  );
}
