import { useSignal } from '@preact/signals';
import type { LedgerTypes } from 'mizan-client';
import { Amount, Fact, Facts, Hex, toAddress } from '../../components/facts.js';
import { LoadedPart } from '../../components/loaded-part.js';
import { en } from '../../messages/voucher.en.js';
import { ur } from '../../messages/voucher.ur.js';
import { translated } from '../../shell/language.js';
import { useLoaded } from '../../shell/use-loaded.js';
import { usePolled } from '../../shell/use-polled.js';
import { asAdministrator } from './administrator.js';
import { Approvals, Outcome } from './decision.js';
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
  const policy = useLoaded((signal) => asAdministrator.value.getZakatPolicy({ signal }), []);
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
            <Approvals of={voucher} needed={policy.value.value?.approvals} />
            <Outcome name={text.paid} done={voucher.paid} rejected={voucher.rejected} />
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
