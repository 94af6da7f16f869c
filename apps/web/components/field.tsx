import './field.css';
import type { ComponentProps } from 'preact';

type FieldProps = ComponentProps<'input'> & {
  readonly label: string;
  readonly hint?: string;
  readonly testId?: string;
};

/** An input with its name, and what helps to fill it. What is typed is not corrected, and not kept by the browser. */
export function Field({ label, hint, testId, ...input }: FieldProps) {
  return (
    <label class="field">
      <span>{label}</span>
      <input autocomplete="off" autocapitalize="off" spellcheck={false} required data-testid={testId} {...input} />
      {hint && <small>{hint}</small>}
    </label>
  );
}

type ChoiceProps = ComponentProps<'select'> & {
  readonly label: string;
  readonly options: readonly (readonly [value: string, shown: string])[];
  readonly chosen?: string;
  readonly testId?: string;
};

/** One of several, with its name. */
export function Choice({ label, options, chosen, testId, ...select }: ChoiceProps) {
  return (
    <label class="field">
      <span>{label}</span>
      <select data-testid={testId} {...select}>
        {options.map(([option, shown]) => (
          <option key={option} value={option} selected={option === chosen}>
            {shown}
          </option>
        ))}
      </select>
    </label>
  );
}

/** Takes a one-time password, which a phone may fill in. */
export function CodeField(field: Pick<FieldProps, 'label' | 'testId'>) {
  return <Field {...field} name="code" dir="ltr" inputMode="numeric" autocomplete="one-time-code" />;
}

/** The texts of a form by the names of its inputs. */
export function textsOf(form: HTMLFormElement): (name: string) => string {
  const data = new FormData(form);
  return (name) => String(data.get(name) ?? '');
}

/** What went wrong, told as soon as it is known. */
export function Complaint({ words }: { words: string }) {
  return (
    <p class="complaint" role="alert">
      {words}
    </p>
  );
}

interface FormEndProps {
  /** What went wrong, empty while nothing has. */
  readonly words: string;
  readonly isBusy: boolean;
  readonly act: string;
  readonly testId: string;
}

/** The end of a form: what went wrong, and the button that sends it. */
export function FormEnd({ words, isBusy, act, testId }: FormEndProps) {
  return (
    <>
      {words && <Complaint words={words} />}
      <button type="submit" data-testid={testId} aria-disabled={isBusy}>
        {act}
      </button>
    </>
  );
}
