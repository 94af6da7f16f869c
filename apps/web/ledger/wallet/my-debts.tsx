import type { LedgerTypes } from 'mizan-client';
import type { TargetedSubmitEvent } from 'preact';
import { Day } from '../../components/day.js';
import { Amount, Table } from '../../components/facts.js';
import { Complaint, Field, FormEnd, textsOf } from '../../components/field.js';
import { SureButton } from '../../components/sure-button.js';
import { en as walletEn } from '../../messages/wallet.en.js';
import { ur as walletUr } from '../../messages/wallet.ur.js';
import { translated } from '../../shell/language.js';
import { useAct } from '../../shell/use-act.js';
import { useRepeatable } from '../../shell/use-repeatable.js';
import { inSession } from './account.js';
import { declarationMessages, LONGEST_NOTE, wordsOfDeclaration } from './declarations.js';
import { readUnits } from './payment.js';

const walletMessages = translated(walletEn, walletUr);

interface MyDebtsProps {
  readonly debts: readonly LedgerTypes.DebtResponse[];
  readonly onChange: () => void;
}

/** What the person owes others, which the policy may take off before zakat is reckoned. */
export function MyDebts({ debts, onChange }: MyDebtsProps) {
  const text = declarationMessages();
  return (
    <section data-testid="my-debts">
      <h4>{text.debts}</h4>
      {debts.length === 0 ? <p>{text.noDebts}</p> : <DebtTable debts={debts} onChange={onChange} />}
      <details>
        <summary data-testid="debt-form">{text.declare}</summary>
        <DebtForm onDeclared={onChange} />
      </details>
    </section>
  );
}

function DebtTable({ debts, onChange }: MyDebtsProps) {
  const text = declarationMessages();
  const { act, words } = useAct(wordsOfDeclaration);
  const settle = (id: string) =>
    void act(async () => {
      await inSession(({ as }) => as.settleMyZakatDebt({ id }));
      onChange();
    });
  return (
    <>
      {words.value && <Complaint words={words.value} />}
      <Table name={text.debts} heads={[text.dueOn, text.amount, text.note, text.state]}>
        {debts.map(({ id, due_on, amount, note, settled_on }) => (
          <tr key={id} data-testid={settled_on === undefined ? 'debt-owed' : 'debt-settled'}>
            <td>
              <Day date={due_on} />
            </td>
            <td>
              <Amount units={amount} />
            </td>
            <td>
              <bdi>{note}</bdi>
            </td>
            <td>
              {settled_on === undefined ? (
                <SureButton
                  act={text.settle}
                  sure={text.settleSure}
                  named={(shown) => text.named(shown, note ?? due_on)}
                  testId="debt-settle"
                  onSure={() => settle(id)}
                />
              ) : (
                <>
                  {text.settled} <Day date={settled_on} />
                </>
              )}
            </td>
          </tr>
        ))}
      </Table>
    </>
  );
}

function DebtForm({ onDeclared }: { onDeclared: () => void }) {
  const text = declarationMessages();
  const { act, isBusy, words } = useAct(wordsOfDeclaration);
  const repeatable = useRepeatable();
  const declare = (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const given = textsOf(form);
    const [amount, due_on] = [readUnits(given('amount')), given('due')];
    words.value = amount === undefined ? walletMessages().badAmount : due_on === '' ? text.badDay : '';
    if (amount === undefined || due_on === '') return;
    const debt = { amount, due_on, note: given('note').trim() || undefined };
    void act(async () => {
      await inSession(({ as }) => repeatable(debt, as.declareMyZakatDebt));
      form.reset();
      onDeclared();
    });
  };
  return (
    <form onSubmit={declare} noValidate>
      <Field label={text.amount} name="amount" dir="ltr" inputMode="numeric" testId="debt-amount" />
      <Field label={text.dueOn} name="due" type="date" testId="debt-due" />
      <Field
        label={text.debtNote}
        name="note"
        dir="auto"
        maxLength={LONGEST_NOTE}
        required={false}
        testId="debt-note"
      />
      <FormEnd words={words.value} isBusy={isBusy.value} act={text.declareAct} testId="debt-declare" />
    </form>
  );
}
