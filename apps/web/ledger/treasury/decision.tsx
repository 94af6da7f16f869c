import type { LedgerTypes } from 'mizan-client';
import type { TargetedSubmitEvent } from 'preact';
import { Fact, Facts, Hex, Moment, toBlock, toTransaction } from '../../components/facts.js';
import { Complaint, Field, textsOf } from '../../components/field.js';
import { en } from '../../messages/decision.en.js';
import { ur } from '../../messages/decision.ur.js';
import { formatNumber } from '../../shell/formats.js';
import { translated } from '../../shell/language.js';
import { useAct } from '../../shell/use-act.js';

type Act = LedgerTypes.OrderActResponse;

const messages = translated(en, ur);

interface ApprovalsProps {
  readonly of: { readonly proposed: Act; readonly approvals: readonly Act[] };
  /** Undefined until it is known. */
  readonly needed: number | undefined;
}

/** Who proposed and who approved what several administrators decide. */
export function Approvals({ of: { proposed, approvals }, needed }: ApprovalsProps) {
  const text = messages();
  return (
    <>
      <h3>{text.approvals}</h3>
      <p data-testid="approvals">
        {needed === undefined ? '' : text.approvalsOf(formatNumber(approvals.length), formatNumber(needed))}
      </p>
      <ul>
        <li>
          {text.proposed}: <By act={proposed} />
        </li>
        {approvals.map((act) => (
          <li key={act.by}>
            {text.approved}: <By act={act} />
          </li>
        ))}
      </ul>
    </>
  );
}

interface OutcomeProps {
  /** What its transaction has done. */
  readonly name: string;
  readonly done: (Act & { readonly txid: string; readonly height: number }) | null;
  readonly rejected: (Act & { readonly reason: string }) | null;
}

/** How it ended; nothing while it has not. */
export function Outcome({ name, done, rejected }: OutcomeProps) {
  const text = messages();
  return (
    <>
      {done && (
        <Facts>
          <Fact name={name}>
            <By act={done} />
          </Fact>
          <Fact name={text.block}>
            <a href={toBlock(done.height)}>{formatNumber(done.height)}</a>
          </Fact>
          <Fact name={text.transaction} isWide>
            <Hex value={done.txid} to={toTransaction(done.txid)} whole />
          </Fact>
        </Facts>
      )}
      {rejected && (
        <Facts>
          <Fact name={text.rejected}>
            <By act={rejected} />
          </Fact>
          <Fact name={text.reason} isWide>
            <bdi>{rejected.reason}</bdi>
          </Fact>
        </Facts>
      )}
    </>
  );
}

function By({ act: { by, at } }: { act: Act }) {
  return (
    <>
      <bdi>{by}</bdi>, <Moment time={new Date(at)} />
    </>
  );
}

interface RejectProps {
  readonly hint: string;
  /** Before the ids by which tests find the field and the button. */
  readonly testId: string;
  readonly reject: (reason: string) => Promise<void>;
  readonly wordsOf: (error: unknown) => string;
}

export function Reject({ hint, testId, reject, wordsOf }: RejectProps) {
  const text = messages();
  const { act, isBusy, words } = useAct(wordsOf);
  const submit = (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const reason = textsOf(event.currentTarget)('reason');
    void act(() => reject(reason));
  };
  return (
    <details>
      <summary>{text.reject}</summary>
      <form onSubmit={submit}>
        <Field label={text.reason} hint={hint} name="reason" dir="auto" maxLength={1000} testId={`${testId}-reason`} />
        {words.value && <Complaint words={words.value} />}
        <button type="submit" data-testid={`${testId}-reject`} aria-disabled={isBusy.value}>
          {text.rejectAct}
        </button>
      </form>
    </details>
  );
}
