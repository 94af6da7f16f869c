import { useSignal } from '@preact/signals';
import type { TargetedSubmitEvent } from 'preact';
import { wordsFor } from '../components/problem.js';
import { en } from '../messages/search.en.js';
import { ur } from '../messages/search.ur.js';
import { translated } from '../shell/language.js';
import { ledger } from '../shell/ledger-client.js';
import { navigate } from '../shell/navigation.js';
import { readNumber } from '../shell/read-number.js';
import { type Found, placeOf } from './place-of.js';

const messages = translated(en, ur);

/** Goes to the one thing that has the name, and says so where nothing has it or no page shows it. */
export function SearchBox() {
  const text = messages();
  const answer = useSignal('');
  const search = async (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const name = String(new FormData(event.currentTarget).get('q')).trim();
    const height = readNumber(name);
    if (name === '') return;
    answer.value = text.searching;
    try {
      const { results } = await ledger.search({ q: height === undefined ? name : String(height) });
      const [first] = results as Found[];
      const to = first && placeOf(first);
      answer.value = first === undefined ? text.nothing : to === undefined ? text.elsewhere[first.kind as 'node'] : '';
      if (to !== undefined) navigate(to);
    } catch (error) {
      answer.value = wordsFor(error);
    }
  };
  return (
    <search>
      <form class="search" onSubmit={search}>
        <label>
          <span class="unseen">{text.label}</span>
          <input
            name="q"
            type="search"
            dir="auto"
            autocomplete="off"
            autocapitalize="off"
            spellcheck={false}
            maxLength={200}
            placeholder={text.placeholder}
            data-testid="search"
          />
        </label>
        <button type="submit">{text.search}</button>
      </form>
      <p role="status" class="answer" data-testid="search-answer">
        {answer.value}
      </p>
    </search>
  );
}
