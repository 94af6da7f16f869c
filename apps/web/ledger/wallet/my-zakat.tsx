import { useSignal } from '@preact/signals';
import type { LedgerTypes } from 'mizan-client';
import { Day } from '../../components/day.js';
import { Amount, Fact, Facts, Hex, Table, toTransaction } from '../../components/facts.js';
import { LoadedPart } from '../../components/loaded-part.js';
import { en } from '../../messages/my-zakat.en.js';
import { ur } from '../../messages/my-zakat.ur.js';
import { formatNumber } from '../../shell/formats.js';
import { translated } from '../../shell/language.js';
import { useLoaded } from '../../shell/use-loaded.js';
import { inSession } from './account.js';
import { MyDebts } from './my-debts.js';
import { MyExemptions } from './my-exemptions.js';

const messages = translated(en, ur);

/** What zakat comes to for who is logged in, and what they declare. */
export function MyZakat() {
  const text = messages();
  const changes = useSignal(0);
  const zakat = useLoaded((signal) => inSession(({ as }) => as.getMyZakat({ signal })), [], changes.value);
  const change = () => {
    changes.value += 1;
  };
  return (
    <section data-testid="my-zakat">
      <h3>{text.title}</h3>
      <LoadedPart from={zakat.value}>
        {(mine) => (
          <>
            <Reckoned mine={mine} />
            <MyDebts debts={mine.debts} onChange={change} />
            <MyExemptions exemptions={mine.exemptions} onChange={change} />
          </>
        )}
      </LoadedPart>
    </section>
  );
}

function Reckoned({ mine }: { mine: LedgerTypes.MyZakatResponse }) {
  const text = messages();
  const { nisab, hawl, now, next_anniversary: next, receipts } = mine;
  return (
    <>
      {nisab === null && <p>{text.noNisab}</p>}
      <Facts>
        {nisab && (
          <Fact name={text.nisab}>
            <Amount units={nisab.units} />
          </Fact>
        )}
        {now && (
          <Fact name={text.today}>
            <Due estimate={now} />
          </Fact>
        )}
        {hawl && <Hawl hawl={hawl} />}
        {next && (
          <Fact name={text.next}>
            <Day date={next.valuation_date} hijri={next.hijri_date} testId="next-anniversary" />
            <br />
            <Due estimate={next} />
          </Fact>
        )}
      </Facts>
      {nisab !== null && hawl === null && <p>{text.noHawl}</p>}
      <h4>{text.receipts}</h4>
      {receipts.length === 0 ? <p>{text.noReceipts}</p> : <Receipts receipts={receipts} />}
    </>
  );
}

function Hawl({ hawl: { since, since_hijri, until, until_hijri, days_done, days_left } }: HawlProps) {
  const text = messages();
  return (
    <>
      <Fact name={text.since}>
        <Day date={since} hijri={since_hijri} testId="hawl-since" />
      </Fact>
      <Fact name={text.until}>
        <Day date={until} hijri={until_hijri} testId="hawl-until" />
      </Fact>
      <Fact name={text.days}>{text.daysOf(formatNumber(days_done), formatNumber(days_left))}</Fact>
    </>
  );
}

interface HawlProps {
  readonly hawl: LedgerTypes.MyHawlResponse;
}

function Due({ estimate: { due, reason } }: { estimate: LedgerTypes.ZakatEstimateResponse }) {
  return reason === 'DUE' ? <Amount units={due} /> : <span>{messages().reasons[reason] ?? reason}</span>;
}

function Receipts({ receipts }: { receipts: readonly LedgerTypes.MyReceiptResponse[] }) {
  const text = messages();
  return (
    <Table name={text.receipts} heads={[text.number, text.day, text.amount, text.transaction]}>
      {receipts.map(({ number, date, hijri_date, amount, txid }) => (
        <tr key={number}>
          <td>
            <code dir="ltr">{number}</code>
          </td>
          <td>
            <Day date={date} hijri={hijri_date} />
          </td>
          <td>
            <Amount units={amount} />
          </td>
          <td>
            <Hex value={txid} to={toTransaction(txid)} />
          </td>
        </tr>
      ))}
    </Table>
  );
}
