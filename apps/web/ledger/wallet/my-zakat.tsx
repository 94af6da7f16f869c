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

const messages = translated(en, ur);

/** What zakat comes to for who is logged in. */
export function MyZakat() {
  const text = messages();
  const zakat = useLoaded((signal) => inSession(({ as }) => as.getMyZakat({ signal })), []);
  return (
    <section data-testid="my-zakat">
      <h3>{text.title}</h3>
      <LoadedPart from={zakat.value}>{(mine) => <Reckoned mine={mine} />}</LoadedPart>
    </section>
  );
}

function Reckoned({ mine }: { mine: LedgerTypes.MyZakatResponse }) {
  const text = messages();
  const { nisab, hawl, now, next_anniversary: next, debts, receipts } = mine;
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
      {debts.length > 0 && <Debts debts={debts} />}
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

function Debts({ debts }: { debts: readonly LedgerTypes.DebtResponse[] }) {
  const text = messages();
  return (
    <>
      <h4>{text.debts}</h4>
      <Table name={text.debts} heads={[text.dueOn, text.amount, text.note]}>
        {debts.map(({ id, due_on, amount, note, settled_on }) => (
          <tr key={id}>
            <td>
              <Day date={due_on} />
            </td>
            <td>
              <Amount units={amount} />
            </td>
            <td>
              <bdi>{note}</bdi> {settled_on && text.settled}
            </td>
          </tr>
        ))}
      </Table>
    </>
  );
}
