import type { LedgerTypes } from 'mizan-client';
import type { ComponentChildren } from 'preact';
import { Amount, Fact, Facts, Hex, Table, toTransaction } from '../../components/facts.js';
import { LoadedPart } from '../../components/loaded-part.js';
import { en } from '../../messages/my-zakat.en.js';
import { ur } from '../../messages/my-zakat.ur.js';
import { formatDay, formatNumber } from '../../shell/formats.js';
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
            <td>{formatDay(noonOf(due_on))}</td>
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

/** A day in both calendars, the Hijri one as the ledger reckons it, whose months may begin elsewhere than computed. */
function Day({ date, hijri, testId }: { date: string; hijri: string; testId?: string }): ComponentChildren {
  return (
    <time dateTime={date} data-testid={testId}>
      {formatDay(noonOf(date))} <span class="hijri">{hijriWords(hijri)}</span>
    </time>
  );
}

/** The same day in every time zone. */
function noonOf(date: string): Date {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  return new Date(year, month - 1, day, 12);
}

function hijriWords(hijri: string): string {
  const { hijri: words, months } = messages();
  const [year = 0, month = 1, day = 1] = hijri.split('-').map(Number);
  const digits = [...String(year)].map((digit) => formatNumber(Number(digit))).join('');
  return words(formatNumber(day), months[month - 1] ?? '', digits);
}
