import { useSignal } from '@preact/signals';
import type { TargetedSubmitEvent } from 'preact';
import { Field, FormEnd, textsOf } from '../../components/field.js';
import { en } from '../../messages/treasury.en.js';
import { ur } from '../../messages/treasury.ur.js';
import { translated } from '../../shell/language.js';
import { navigate } from '../../shell/navigation.js';
import { useAct } from '../../shell/use-act.js';
import { asAdministrator } from './administrator.js';
import { toAssessment } from './places.js';
import { wordsOfTreasury } from './treasury-words.js';

const messages = translated(en, ur);

/** Has an assessment made, and goes to it. It charges no one. @param timeZone of the policy */
export function AssessForm({ timeZone }: { timeZone: string }) {
  const text = messages();
  const isHijri = useSignal(false);
  const { act, isBusy, words } = useAct(wordsOfTreasury);
  const assess = (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const given = textsOf(event.currentTarget);
    const date = given('date').trim();
    const day = isHijri.value ? { hijri_date: date } : { valuation_date: date };
    void act(async () => {
      const { id } = await asAdministrator.value.assessZakat({ period: given('period').trim(), ...day });
      navigate(toAssessment(id));
    });
  };
  return (
    <form onSubmit={assess}>
      <Field label={text.period} hint={text.periodHint} name="period" dir="ltr" maxLength={32} testId="assess-period" />
      <label class="check">
        <input
          type="checkbox"
          data-testid="assess-hijri"
          checked={isHijri.value}
          onChange={({ currentTarget }) => {
            isHijri.value = currentTarget.checked;
          }}
        />{' '}
        {text.isHijri}
      </label>
      <Field
        key={String(isHijri.value)}
        label={isHijri.value ? text.hijriDate : text.valuationDate}
        hint={isHijri.value ? text.hijriHint : text.dateHint}
        name="date"
        dir="ltr"
        pattern="[0-9]{4}-[0-9]{2}-[0-9]{2}"
        defaultValue={isHijri.value ? '' : todayIn(timeZone)}
        testId="assess-date"
      />
      <FormEnd words={words.value} isBusy={isBusy.value} act={text.assess} testId="assess" />
      <p role="status">{isBusy.value && text.assessing}</p>
    </form>
  );
}

/** The day there, as ISO 8601 writes it; of a zone that the browser does not know, the reader's. */
function todayIn(timeZone: string): string {
  const print = (zone?: string) => new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(new Date());
  try {
    return print(timeZone);
  } catch {
    return print();
  }
}
