import './statement.css';
import { useSignal } from '@preact/signals';
import { en } from '../messages/statement.en.js';
import { ur } from '../messages/statement.ur.js';
import { translated } from '../shell/language.js';
import { saveFile } from '../shell/save-file.js';
import { Problem } from './problem.js';

const messages = translated(en, ur);

const FORMS = [
  { form: 'json', type: 'application/json' },
  { form: 'csv', type: 'text/csv' },
  { form: 'pdf', type: 'application/pdf' },
] as const;

export type StatementForm = (typeof FORMS)[number]['form'];

/** From when to when: days, or undefined. */
export interface StatementDays {
  readonly from: string | undefined;
  readonly to: string | undefined;
}

interface StatementProps {
  /** Of the file, before the ending. */
  readonly name: string;
  /** Asks for it with the rights of this page. A link would carry none. */
  load(form: StatementForm, days: StatementDays): Promise<Uint8Array>;
}

/** Buttons that save the statement of a time, in each of its forms. */
export function Statement({ name, load }: StatementProps) {
  const text = messages();
  const [from, to] = [useSignal(''), useSignal('')];
  const made = useSignal<{ isMaking: boolean; error?: unknown }>({ isMaking: false });
  const save = async (form: StatementForm, type: string) => {
    made.value = { isMaking: true };
    try {
      saveFile(await load(form, { from: from.value || undefined, to: to.value || undefined }), `${name}.${form}`, type);
      made.value = { isMaking: false };
    } catch (error) {
      made.value = { isMaking: false, error };
    }
  };
  const { isMaking, error } = made.value;
  return (
    <>
      <h2>{text.title}</h2>
      <div class="statement">
        {[
          { label: text.from, day: from },
          { label: text.to, day: to },
        ].map(({ label, day }) => (
          <label key={label}>
            {label}
            <input type="date" value={day.value} onInput={(event) => (day.value = event.currentTarget.value)} />
          </label>
        ))}
        {FORMS.map(({ form, type }) => (
          <button key={form} type="button" disabled={isMaking} onClick={() => save(form, type)}>
            <span class="unseen">{text.title}</span> {form.toUpperCase()}
          </button>
        ))}
      </div>
      <p role="status">{isMaking ? text.saving : text.note}</p>
      {error !== undefined && <Problem error={error} />}
    </>
  );
}
