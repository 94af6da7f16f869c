import { useSignal } from '@preact/signals';
import { Day } from '../../components/day.js';
import { Amount, Hex, Table, toAddress } from '../../components/facts.js';
import { en } from '../../messages/assessment.en.js';
import { ur } from '../../messages/assessment.ur.js';
import { formatNumber } from '../../shell/formats.js';
import { translated } from '../../shell/language.js';
import type { Line } from './checked-lines.js';

const messages = translated(en, ur);
const SHOWN = 25;

/** Lines that were read and checked as a whole; those of one reason where one is chosen. */
export function AssessmentLines({ lines }: { lines: readonly Line[] }) {
  const text = messages();
  const chosen = useSignal('');
  const from = useSignal(0);
  const found = chosen.value === '' ? lines : lines.filter(({ reason }) => reason === chosen.value);
  const reasons = [...new Set(lines.map(({ reason }) => reason))];
  const shown = found.slice(from.value, from.value + SHOWN);
  return (
    <>
      <h3>{text.lines}</h3>
      <label class="filter">
        {text.reason}{' '}
        <select
          data-testid="lines-reason"
          onChange={({ currentTarget }) => {
            chosen.value = currentTarget.value;
            from.value = 0;
          }}
        >
          <option value="">{text.all}</option>
          {reasons.map((reason) => (
            <option key={reason} value={reason}>
              {text.reasons[reason] ?? reason}
            </option>
          ))}
        </select>
      </label>
      {found.length > 0 && <Lines lines={shown} />}
      <p class="acts">
        <span role="status">
          {text.shown(
            formatNumber(found.length === 0 ? 0 : from.value + 1),
            formatNumber(from.value + shown.length),
            formatNumber(found.length),
          )}
        </span>
        {from.value > 0 && (
          <button type="button" onClick={() => (from.value -= SHOWN)}>
            {text.previous}
          </button>
        )}
        {from.value + SHOWN < found.length && (
          <button type="button" data-testid="more-lines" onClick={() => (from.value += SHOWN)}>
            {text.next}
          </button>
        )}
      </p>
    </>
  );
}

function Lines({ lines }: { lines: readonly Line[] }) {
  const text = messages();
  const heads = [
    text.wallet,
    text.name,
    text.cnic,
    text.reason,
    text.due,
    text.balance,
    text.debts,
    text.net,
    text.hawl,
  ];
  return (
    <Table name={text.lines} heads={heads}>
      {lines.map((line) => (
        <tr key={line.wallet_address}>
          <td>
            <Hex value={line.wallet_address} to={toAddress(line.wallet_address)} />
          </td>
          <td>
            <bdi>{line.name}</bdi>
          </td>
          <td>
            <bdi dir="ltr">{line.cnic_masked}</bdi>
          </td>
          <td>{text.reasons[line.reason] ?? <bdi>{line.reason}</bdi>}</td>
          {[line.due, line.balance, line.debts, line.net].map((units, at) => (
            <td key={heads[at + 4]}>
              <Amount units={units} />
            </td>
          ))}
          <td>
            {line.hawl_from !== null && <Day date={line.hawl_from} />}
            {line.hawl_until !== null && (
              <>
                {' – '}
                <Day date={line.hawl_until} />
              </>
            )}
            {line.days_left !== undefined && ` (${text.daysLeft(formatNumber(line.days_left))})`}
          </td>
        </tr>
      ))}
    </Table>
  );
}
