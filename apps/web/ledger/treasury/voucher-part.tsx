import { useSignal } from '@preact/signals';
import type { LedgerTypes } from 'mizan-client';
import { Amount, Fact, Facts, Hex, Moment, toAddress, toBlock, toTransaction } from '../../components/facts.js';
import { LoadedPart } from '../../components/loaded-part.js';
import { en } from '../../messages/voucher.en.js';
import { ur } from '../../messages/voucher.ur.js';
import { formatNumber } from '../../shell/formats.js';
import { translated } from '../../shell/language.js';
import { useLoaded } from '../../shell/use-loaded.js';
import { usePolled } from '../../shell/use-polled.js';
import { asAdministrator } from './administrator.js';
import { toPart } from './places.js';
import { Purpose } from './purpose.js';
import { VoucherActs } from './voucher-acts.js';

const messages = translated(en, ur);
/** Others approve, reject and pay it meanwhile. */
const LOOK_AGAIN_MS = 4_000;

/** A payment out of the pool, from its proposal to its transaction. */
export function VoucherPart({ id }: { id: string }) {
  const text = messages();
  const changes = useSignal(0);
  const voucher = usePolled({
    load: (signal) => asAdministrator.value.getZakatVoucher({ id, signal }),
    inputs: [changes.value],
    everyMs: LOOK_AGAIN_MS,
    isDone: ({ state }) => state === 'paid' || state === 'rejected',
  });
  return (
    <>
      <h2 tabIndex={-1}>{text.voucher}</h2>
      <p>
        <a href={toPart('vouchers')}>{text.back}</a>
      </p>
      <LoadedPart from={voucher.value}>
        {(voucher) => (
          <>
            <Terms voucher={voucher} />
            <Approvals voucher={voucher} />
            <Outcome voucher={voucher} />
            <VoucherActs
              voucher={voucher}
              onChange={() => {
                changes.value += 1;
              }}
            />
          </>
        )}
      </LoadedPart>
    </>
  );
}

interface VoucherProps {
  readonly voucher: LedgerTypes.VoucherResponse;
}

function Terms({ voucher }: VoucherProps) {
  const text = messages();
  const { beneficiary, amount, period, note, state, pool_address } = voucher;
  return (
    <Facts>
      <Fact name={text.beneficiary}>
        <bdi>{beneficiary.name}</bdi>
      </Fact>
      <Fact name={text.amount}>
        <strong>
          <Amount units={amount} testId="voucher-units" />
        </strong>
      </Fact>
      <Fact name={text.state}>
        <span data-testid="voucher-state">{text.states[state] ?? <bdi>{state}</bdi>}</span>
      </Fact>
      <Fact name={text.purpose}>
        <Purpose voucher={voucher} />
      </Fact>
      <Fact name={text.period}>
        <bdi>{period}</bdi>
      </Fact>
      <Fact name={text.pool}>
        <Hex value={pool_address} to={toAddress(pool_address)} />
      </Fact>
      <Fact name={text.address} isWide>
        <Hex value={beneficiary.address} to={toAddress(beneficiary.address)} whole />
      </Fact>
      <Fact name={text.note} isWide>
        <bdi>{note}</bdi>
      </Fact>
    </Facts>
  );
}

function Approvals({ voucher: { proposed, approvals } }: VoucherProps) {
  const text = messages();
  const policy = useLoaded((signal) => asAdministrator.value.getZakatPolicy({ signal }), []);
  const needed = policy.value.value?.approvals;
  return (
    <>
      <h3>{text.approvals}</h3>
      <p data-testid="approvals">
        {needed === undefined ? '' : text.approvalsOf(formatNumber(approvals.length), formatNumber(needed))}
      </p>
      <ul>
        <li>
          {text.proposed}: <Act act={proposed} />
        </li>
        {approvals.map((act) => (
          <li key={act.by}>
            {text.approved}: <Act act={act} />
          </li>
        ))}
      </ul>
    </>
  );
}

function Act({ act: { by, at } }: { act: LedgerTypes.VoucherActResponse }) {
  return (
    <>
      <bdi>{by}</bdi>, <Moment time={new Date(at)} />
    </>
  );
}

function Outcome({ voucher: { paid, rejected } }: VoucherProps) {
  const text = messages();
  return (
    <>
      {paid && (
        <Facts>
          <Fact name={text.paid}>
            <Act act={paid} />
          </Fact>
          <Fact name={text.block}>
            <a href={toBlock(paid.height)}>{formatNumber(paid.height)}</a>
          </Fact>
          <Fact name={text.transaction} isWide>
            <Hex value={paid.txid} to={toTransaction(paid.txid)} whole />
          </Fact>
        </Facts>
      )}
      {rejected && (
        <Facts>
          <Fact name={text.rejected}>
            <Act act={rejected} />
          </Fact>
          <Fact name={text.reason} isWide>
            <bdi>{rejected.reason}</bdi>
          </Fact>
        </Facts>
      )}
    </>
  );
}
