import { useSignal } from '@preact/signals';
import { en } from '../messages/address.en.js';
import { ur } from '../messages/address.ur.js';
import { translated } from '../shell/language.js';

const messages = translated(en, ur);
const FORMS = [
  ['', 'JSON'],
  ['.csv', 'CSV'],
  ['.pdf', 'PDF'],
] as const;

/** Links to the statement of a time, in each of its forms. */
export function StatementLinks({ address }: { address: string }) {
  const text = messages();
  const [from, to] = [useSignal(''), useSignal('')];
  const given = Object.entries({ from: from.value, to: to.value }).filter(([, day]) => day !== '');
  const query = given.length > 0 ? `?${new URLSearchParams(given)}` : '';
  return (
    <>
      <h2>{text.statement}</h2>
      <div class="statement">
        {[
          { name: text.from, day: from },
          { name: text.to, day: to },
        ].map(({ name, day }) => (
          <label key={name}>
            {name}
            <input
              type="date"
              value={day.value}
              onInput={(event) => {
                day.value = event.currentTarget.value;
              }}
            />
          </label>
        ))}
        {FORMS.map(([ending, name]) => (
          <a key={name} href={`/api/v1/wallets/${encodeURIComponent(address)}/statement${ending}${query}`} download>
            {name}
          </a>
        ))}
      </div>
      <p>{text.statementNote}</p>
    </>
  );
}
