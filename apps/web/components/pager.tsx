import { en } from '../messages/shell.en.js';
import { ur } from '../messages/shell.ur.js';
import { translated } from '../shell/language.js';
import { place } from '../shell/navigation.js';

const messages = translated(en, ur);

/** Leads to the first page of a list, and behind the one that is shown. The cursor stands in the address, so a page can be kept. */
export function Pager({ cursor, next }: { cursor: string | undefined; next: string | undefined }) {
  const text = messages();
  const { path, query } = place.value;
  const at = (where: string | undefined) => {
    const given = new URLSearchParams(query); // what the list was narrowed to stays
    if (where === undefined) given.delete('cursor');
    else given.set('cursor', where);
    return given.size === 0 ? path : `${path}?${given}`;
  };
  return (
    <nav class="pager" aria-label={text.older}>
      {cursor !== undefined && <a href={at(undefined)}>{text.newest}</a>}
      {next !== undefined && (
        <a href={at(next)} rel="next">
          {text.older}
        </a>
      )}
    </nav>
  );
}

/** Where the list of this page begins. */
export function cursorOfPlace(): string | undefined {
  return new URLSearchParams(place.value.query).get('cursor') ?? undefined;
}
