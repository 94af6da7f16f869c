import { useSignal } from '@preact/signals';
import type { LedgerTypes } from 'mizan-client';
import { Day } from '../../components/day.js';
import { Amount, Fact, Facts, Hex, Moment, toBlock } from '../../components/facts.js';
import { LoadedPart } from '../../components/loaded-part.js';
import { en } from '../../messages/assessment.en.js';
import { ur } from '../../messages/assessment.ur.js';
import { formatDecimal, formatNumber } from '../../shell/formats.js';
import { translated } from '../../shell/language.js';
import { useLoaded } from '../../shell/use-loaded.js';
import { usePolled } from '../../shell/use-polled.js';
import { asAdministrator } from './administrator.js';
import { ApproveForm } from './approve-form.js';
import { AssessmentLines } from './assessment-lines.js';
import { AssessmentTotals } from './assessment-totals.js';
import { readLines } from './checked-lines.js';
import { toPart } from './places.js';
import { BeginRun, RunProgress } from './run-progress.js';

const messages = translated(en, ur);
/** Others approve and run it meanwhile. */
const LOOK_AGAIN_MS = 4_000;

type Assessment = LedgerTypes.AssessmentResponse;

/** An assessment from its lines to its run. */
export function AssessmentPart({ id }: { id: string }) {
  const text = messages();
  const changes = useSignal(0);
  const assessment = usePolled({
    load: (signal) => asAdministrator.value.getZakatAssessment({ id, signal }),
    inputs: [changes.value],
    everyMs: LOOK_AGAIN_MS,
    isDone: ({ state }) => state === 'run' || state === 'forecast',
  });
  return (
    <>
      <h2 tabIndex={-1}>{text.title}</h2>
      <p>
        <a href={toPart('zakat')}>{text.back}</a>
      </p>
      <LoadedPart from={assessment.value}>
        {(assessment) => (
          <>
            <Terms assessment={assessment} />
            <AssessmentTotals totals={assessment.totals} />
            <Checked
              assessment={assessment}
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

function Terms({ assessment }: { assessment: Assessment }) {
  const text = messages();
  const { id, period, valuation_date, hijri_date, as_of, policy_version, nisab, author, created_at, state } =
    assessment;
  return (
    <Facts>
      <Fact name={text.period}>
        <bdi>{period}</bdi>
      </Fact>
      <Fact name={text.date}>
        <Day date={valuation_date} hijri={hijri_date} />
      </Fact>
      <Fact name={text.state}>
        <span data-testid="assessment-state">{text.states[state] ?? <bdi>{state}</bdi>}</span>
      </Fact>
      <Fact name={text.asOf}>
        <a href={toBlock(as_of.height)}>{formatNumber(as_of.height)}</a> <Hex value={as_of.block_hash} />
      </Fact>
      <Fact name={text.policy}>{text.version(formatNumber(policy_version))}</Fact>
      <Fact name={text.nisab}>
        <Amount units={nisab.units} />
        {nisab.grams !== null && nisab.price !== null && (
          <> {text.weighed(decimalOf(nisab.grams), decimalOf(nisab.price))}</>
        )}
        <br />
        <bdi>{nisab.source}</bdi>, <Day date={nisab.as_of} />
      </Fact>
      <Fact name={text.author}>
        <bdi>{author}</bdi>
        <br />
        <Moment time={new Date(created_at)} />
      </Fact>
      <Fact name={text.id}>
        <Hex value={id} whole />
      </Fact>
    </Facts>
  );
}

/** Text that is no decimal is shown as it came. */
function decimalOf(text: string): string {
  return /^[0-9]+(\.[0-9]+)?$/.test(text) ? formatDecimal(text) : text;
}

/** The lines, whether they are what the server says of them, and what may be done with them then. */
function Checked({ assessment, onChange }: { assessment: Assessment; onChange: () => void }) {
  const text = messages();
  const { id, hash, state, totals } = assessment;
  const read = useSignal(0);
  const checked = useLoaded(
    (signal) =>
      readLines(asAdministrator.value, assessment, {
        signal,
        onRead: (lines) => {
          read.value = lines;
        },
      }),
    [id, hash, String(totals.due_units), totals.wallets, Object.entries(totals.by_reason)],
  );
  return (
    <>
      {checked.value.isLoading && (
        <p role="status">{text.reading(formatNumber(read.value), formatNumber(totals.wallets))}</p>
      )}
      <LoadedPart from={checked.value}>
        {({ lines, hash: computed, contradiction }) => (
          <>
            <AssessmentLines lines={lines} />
            <h3>{text.checkTitle}</h3>
            {contradiction === undefined ? (
              <p class="good" role="status" data-testid="assessment-check">
                {text.holds(formatNumber(lines.length))}
              </p>
            ) : (
              <p class="problem" role="alert" data-testid="assessment-check">
                {text.fails[contradiction]}
              </p>
            )}
            <Facts>
              <Fact name={text.computed} isWide>
                <span data-testid="computed-hash">
                  <Hex value={computed} whole />
                </span>
              </Fact>
              {contradiction === 'hash' && (
                <Fact name={text.claimed} isWide>
                  <Hex value={hash} whole />
                </Fact>
              )}
            </Facts>
            <Approvals assessment={assessment} />
            {contradiction === undefined && state === 'forecast' && <p>{text.forecast}</p>}
            {contradiction === undefined && state === 'assessed' && (
              <ApproveForm assessment={assessment} hash={computed} onChange={onChange} />
            )}
            {contradiction === undefined && state === 'approved' && <BeginRun id={id} onBegun={onChange} />}
          </>
        )}
      </LoadedPart>
      {assessment.run_id !== null && <RunProgress key={assessment.run_id} id={assessment.run_id} />}
    </>
  );
}

function Approvals({ assessment: { approvals, approvals_needed } }: { assessment: Assessment }) {
  const text = messages();
  return (
    <>
      <h3>{text.approvals}</h3>
      <p data-testid="approvals">{text.approvalsOf(formatNumber(approvals.length), formatNumber(approvals_needed))}</p>
      <ul>
        {approvals.map(({ by, at }) => (
          <li key={by}>
            <bdi>{by}</bdi>, <Moment time={new Date(at)} />
          </li>
        ))}
      </ul>
    </>
  );
}
