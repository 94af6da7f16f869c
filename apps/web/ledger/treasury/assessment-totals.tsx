import type { LedgerTypes } from 'mizan-client';
import { Amount, Fact, Facts, Table } from '../../components/facts.js';
import { en } from '../../messages/assessment.en.js';
import { ur } from '../../messages/assessment.ur.js';
import { formatNumber } from '../../shell/formats.js';
import { translated } from '../../shell/language.js';

const messages = translated(en, ur);
const WIDTH = 100;

/** How many wallets owe what, and how many do not and why: in numbers, and as bars of their share. */
export function AssessmentTotals({ totals }: { totals: LedgerTypes.AssessmentTotalsResponse }) {
  const text = messages();
  const { wallets, due_count, due_units, by_reason } = totals;
  const most = Math.max(1, ...Object.values(by_reason));
  return (
    <>
      <Facts>
        <Fact name={text.dueUnits}>
          <Amount units={due_units} testId="due-units" />
        </Fact>
        <Fact name={text.dueCount}>{text.of(formatNumber(due_count), formatNumber(wallets))}</Fact>
      </Facts>
      <Table name={text.byReason} heads={[text.reason, text.wallets, text.share]}>
        {Object.entries(by_reason)
          .filter(([, count]) => count > 0)
          .map(([reason, count]) => (
            <tr key={reason}>
              <td>{text.reasons[reason] ?? <bdi>{reason}</bdi>}</td>
              <td>{formatNumber(count)}</td>
              <td class="share">
                <svg viewBox={`0 0 ${WIDTH} 8`} preserveAspectRatio="none" aria-hidden="true">
                  <rect width={(WIDTH * count) / most} height="8" />
                </svg>
              </td>
            </tr>
          ))}
      </Table>
    </>
  );
}
