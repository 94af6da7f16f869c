import { useSignal } from '@preact/signals';
import type { LedgerTypes } from 'mizan-client';
import type { TargetedSubmitEvent } from 'preact';
import { Complaint, Field } from '../../components/field.js';
import { en } from '../../messages/assessment.en.js';
import { ur } from '../../messages/assessment.ur.js';
import { formatNumber } from '../../shell/formats.js';
import { translated } from '../../shell/language.js';
import { useAct } from '../../shell/use-act.js';
import { asAdministrator } from './administrator.js';
import { wordsOfTreasury } from './treasury-words.js';

const messages = translated(en, ur);

interface ApproveFormProps {
  readonly assessment: LedgerTypes.AssessmentResponse;
  /** Computed here from the lines that are shown: it is what is approved. */
  readonly hash: string;
  readonly onChange: () => void;
}

/** Approves a hash, after it was compared with the one that another administrator told, where one did. */
export function ApproveForm({ assessment: { id, totals }, hash, onChange }: ApproveFormProps) {
  const text = messages();
  const told = useSignal('');
  const { act, isBusy, words } = useAct(wordsOfTreasury);
  const isTold = told.value !== '';
  const isSame = told.value === hash;
  const approve = (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (isTold && !isSame) return;
    void act(() => asAdministrator.value.approveZakatAssessment({ id, hash }).then(onChange));
  };
  return (
    <form onSubmit={approve}>
      <p>{text.approving(formatNumber(totals.due_units), formatNumber(totals.due_count))}</p>
      <Field
        label={text.told}
        hint={text.toldHint}
        name="told"
        dir="ltr"
        class="wide"
        required={false}
        testId="told-hash"
        onInput={({ currentTarget }) => {
          told.value = currentTarget.value.trim().toLowerCase();
        }}
      />
      <p role="status" data-testid="told-result" class={isTold ? (isSame ? 'good' : 'problem') : undefined}>
        {isTold && (isSame ? text.same : text.other)}
      </p>
      {words.value && <Complaint words={words.value} />}
      <button type="submit" data-testid="approve" aria-disabled={isBusy.value || (isTold && !isSame)}>
        {text.approve}
      </button>
      <p role="status">{isBusy.value && text.approvingNow}</p>
    </form>
  );
}
