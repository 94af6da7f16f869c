import type { LedgerTypes } from 'mizan-client';
import { Amount, Moment, Table } from '../../components/facts.js';
import { Choice } from '../../components/field.js';
import { LoadedPart } from '../../components/loaded-part.js';
import { cursorOfPlace, Pager } from '../../components/pager.js';
import { en } from '../../messages/voucher.en.js';
import { ur } from '../../messages/voucher.ur.js';
import { translated } from '../../shell/language.js';
import { navigate, place } from '../../shell/navigation.js';
import { useLoaded } from '../../shell/use-loaded.js';
import { asAdministrator } from './administrator.js';
import { toVoucher, toVouchers } from './places.js';
import { ProposeForm } from './propose-form.js';
import { Purpose } from './purpose.js';

const messages = translated(en, ur);
const VOUCHERS = 25;
const STATES = ['proposed', 'approved', 'paid', 'rejected'] as const;

/** Payments out of the pool: those so far, and another one. */
export function VouchersPart() {
  const text = messages();
  const cursor = cursorOfPlace();
  const given = new URLSearchParams(place.value.query).get('state');
  const state = STATES.find((known) => known === given);
  const found = useLoaded(
    (signal) => asAdministrator.value.listZakatVouchers({ limit: VOUCHERS, cursor, state, signal }).page(),
    [cursor, state],
  );
  return (
    <>
      <h2 tabIndex={-1}>{text.vouchers}</h2>
      <Choice
        label={text.state}
        options={[['', text.all], ...STATES.map((each) => [each, text.states[each] ?? each] as const)]}
        chosen={state ?? ''}
        testId="vouchers-state"
        onChange={({ currentTarget }) => navigate(toVouchers(currentTarget.value))}
      />
      <LoadedPart from={found.value}>
        {({ items, nextCursor }) => (
          <>
            {items.length === 0 ? <p>{text.none}</p> : <Vouchers vouchers={items} />}
            <Pager cursor={cursor} next={nextCursor} />
          </>
        )}
      </LoadedPart>
      <h2>{text.propose}</h2>
      <ProposeForm />
    </>
  );
}

function Vouchers({ vouchers }: { vouchers: readonly LedgerTypes.VoucherResponse[] }) {
  const text = messages();
  return (
    <Table
      name={text.vouchers}
      heads={[text.beneficiary, text.amount, text.purpose, text.period, text.state, text.proposed]}
    >
      {vouchers.map((voucher) => (
        <tr key={voucher.id}>
          <td>
            <a href={toVoucher(voucher.id)}>
              <bdi>{voucher.beneficiary.name}</bdi>
            </a>
          </td>
          <td>
            <Amount units={voucher.amount} />
          </td>
          <td>
            <Purpose voucher={voucher} />
          </td>
          <td>
            <bdi>{voucher.period}</bdi>
          </td>
          <td>{text.states[voucher.state] ?? <bdi>{voucher.state}</bdi>}</td>
          <td>
            <Moment time={new Date(voucher.proposed.at)} />
          </td>
        </tr>
      ))}
    </Table>
  );
}
