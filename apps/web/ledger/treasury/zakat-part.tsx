import type { LedgerTypes } from 'mizan-client';
import type { TargetedSubmitEvent } from 'preact';
import { Amount, Fact, Facts, Moment, Table } from '../../components/facts.js';
import { Field, textsOf } from '../../components/field.js';
import { LoadedPart } from '../../components/loaded-part.js';
import { cursorOfPlace, Pager } from '../../components/pager.js';
import { en } from '../../messages/treasury.en.js';
import { ur } from '../../messages/treasury.ur.js';
import { formatNumber } from '../../shell/formats.js';
import { translated } from '../../shell/language.js';
import { navigate } from '../../shell/navigation.js';
import { useLoaded } from '../../shell/use-loaded.js';
import { asAdministrator } from './administrator.js';
import { AssessForm } from './assess-form.js';
import { toAssessment } from './places.js';

const messages = translated(en, ur);
const RUNS = 20;

/** Where zakat of a period begins: the policy in force, a new assessment, one that exists, and the runs so far. */
export function ZakatPart() {
  const text = messages();
  const policy = useLoaded((signal) => asAdministrator.value.getZakatPolicy({ signal }), []);
  const cursor = cursorOfPlace();
  const runs = useLoaded(
    (signal) => asAdministrator.value.listZakatRuns({ limit: RUNS, cursor, signal }).page(),
    [cursor],
  );
  return (
    <>
      <h2 tabIndex={-1}>{text.assessTitle}</h2>
      <LoadedPart from={policy.value}>
        {(policy) => (
          <>
            <Policy policy={policy} />
            <AssessForm timeZone={policy.time_zone} />
          </>
        )}
      </LoadedPart>
      <h2>{text.openTitle}</h2>
      <OpenForm />
      <h2>{text.runs}</h2>
      <LoadedPart from={runs.value}>
        {({ items, nextCursor }) => (
          <>
            {items.length === 0 ? <p>{text.noRuns}</p> : <Runs runs={items} />}
            <Pager cursor={cursor} next={nextCursor} />
          </>
        )}
      </LoadedPart>
    </>
  );
}

function Policy({ policy }: { policy: LedgerTypes.PolicyResponse }) {
  const text = messages();
  return (
    <Facts>
      <Fact name={text.policy}>{text.version(formatNumber(policy.version))}</Fact>
      <Fact name={text.hawl}>{text.hawls[policy.hawl] ?? policy.hawl}</Fact>
      <Fact name={text.nisab}>{text.standards[policy.nisab_standard] ?? policy.nisab_standard}</Fact>
      <Fact name={text.approvalsNeeded}>{formatNumber(policy.approvals)}</Fact>
    </Facts>
  );
}

/** For the administrator who was told of an assessment that another one made. */
function OpenForm() {
  const text = messages();
  const open = (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const id = textsOf(event.currentTarget)('id').trim();
    if (id !== '') navigate(toAssessment(id));
  };
  return (
    <form onSubmit={open}>
      <Field label={text.id} hint={text.idHint} name="id" dir="ltr" testId="assessment-id" />
      <button type="submit" data-testid="open-assessment">
        {text.open}
      </button>
    </form>
  );
}

function Runs({ runs }: { runs: readonly LedgerTypes.RunResponse[] }) {
  const text = messages();
  return (
    <Table name={text.runs} heads={[text.period, text.state, text.progress, text.units, text.startedAt]}>
      {runs.map(({ id, assessment_id, period, state, processed, total, total_units, started_at }) => (
        <tr key={id}>
          <td>
            <a href={toAssessment(assessment_id)}>
              <bdi>{period}</bdi>
            </a>
          </td>
          <td>{text.runStates[state] ?? <bdi>{state}</bdi>}</td>
          <td>{text.of(formatNumber(processed), formatNumber(total))}</td>
          <td>
            <Amount units={total_units} />
          </td>
          <td>
            <Moment time={new Date(started_at)} />
          </td>
        </tr>
      ))}
    </Table>
  );
}
