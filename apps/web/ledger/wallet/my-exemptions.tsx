import { useSignal } from '@preact/signals';
import type { LedgerTypes } from 'mizan-client';
import type { TargetedSubmitEvent } from 'preact';
import { Day } from '../../components/day.js';
import { Table } from '../../components/facts.js';
import { Choice, Field, FormEnd, textsOf } from '../../components/field.js';
import { useAct } from '../../shell/use-act.js';
import { useRepeatable } from '../../shell/use-repeatable.js';
import { inSession } from './account.js';
import { declarationMessages, LONGEST_FIQH, LONGEST_NOTE, wordsOfDeclaration } from './declarations.js';

interface MyExemptionsProps {
  readonly exemptions: readonly LedgerTypes.ExemptionResponse[];
  readonly onChange: () => void;
}

/** Why nothing is to be deducted, as the person says; each counts once an administrator has accepted it. */
export function MyExemptions({ exemptions, onChange }: MyExemptionsProps) {
  const text = declarationMessages();
  return (
    <section data-testid="my-exemptions">
      <h4>{text.exemptions}</h4>
      {exemptions.length === 0 ? <p>{text.noExemptions}</p> : <ExemptionTable exemptions={exemptions} />}
      <details>
        <summary data-testid="exemption-form">{text.file}</summary>
        <ExemptionForm onFiled={onChange} />
      </details>
    </section>
  );
}

function ExemptionTable({ exemptions }: { exemptions: readonly LedgerTypes.ExemptionResponse[] }) {
  const text = declarationMessages();
  return (
    <Table name={text.exemptions} heads={[text.filedOn, text.kind, text.note, text.state]}>
      {exemptions.map(({ id, filed_on, kind, fiqh, sworn_on, note, state }) => (
        <tr key={id} data-testid={`exemption-${state}`}>
          <td>
            <Day date={filed_on} />
          </td>
          <td>
            {text.kinds[kind] ?? kind}
            {fiqh !== undefined && (
              <div>
                <bdi>{fiqh}</bdi>
              </div>
            )}
            {sworn_on !== undefined && (
              <div>
                {text.swornOn}: <Day date={sworn_on} />
              </div>
            )}
          </td>
          <td>
            <bdi>{note}</bdi>
          </td>
          <td>{text.states[state] ?? state}</td>
        </tr>
      ))}
    </Table>
  );
}

function ExemptionForm({ onFiled }: { onFiled: () => void }) {
  const text = declarationMessages();
  const kinds = Object.entries(text.kinds);
  const kind = useSignal(kinds[0]![0]);
  const { act, isBusy, words } = useAct(wordsOfDeclaration);
  const repeatable = useRepeatable();
  const isSworn = kind.value === 'cz50';
  const file = (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const given = textsOf(form);
    const filled = (name: string) => given(name).trim() || undefined;
    const [fiqh, sworn_on] = isSworn ? [filled('fiqh'), filled('sworn')] : [];
    words.value = isSworn && (fiqh === undefined || sworn_on === undefined) ? text.badOath : '';
    if (words.value !== '') return;
    const filing = { kind: kind.value as LedgerTypes.ExemptionKind, fiqh, sworn_on, note: filled('note') };
    void act(async () => {
      await inSession(({ as }) => repeatable(filing, as.fileMyZakatExemption));
      for (const input of form.querySelectorAll('input')) input.value = '';
      onFiled();
    });
  };
  return (
    <form onSubmit={file} noValidate>
      <p>{text.fileHint}</p>
      <Choice
        label={text.kind}
        name="kind"
        options={kinds}
        chosen={kind.value}
        testId="exemption-kind"
        onChange={({ currentTarget }) => {
          kind.value = currentTarget.value;
        }}
      />
      {isSworn && (
        <>
          <Field label={text.fiqh} name="fiqh" dir="auto" maxLength={LONGEST_FIQH} testId="exemption-fiqh" />
          <Field label={text.swornOn} name="sworn" type="date" testId="exemption-sworn" />
        </>
      )}
      <Field
        label={text.note}
        name="note"
        dir="auto"
        maxLength={LONGEST_NOTE}
        required={false}
        testId="exemption-note"
      />
      <FormEnd words={words.value} isBusy={isBusy.value} act={text.fileAct} testId="exemption-file" />
    </form>
  );
}
