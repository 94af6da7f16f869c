import { en } from '../messages/shell.en.js';
import { ur } from '../messages/shell.ur.js';
import { translated } from '../shell/language.js';
import { place } from '../shell/navigation.js';

const messages = translated(en, ur);

/** Leads to the first page of a list, and behind the one that is shown. The cursor stands in the address, so a page can be kept. */
export function Pager({ cursor, next }: { cursor: string | undefined; next: string | undefined }) {
  const text = messages();
  const { path } = place.value;
  return (
    <nav class="pager" aria-label={text.older}>
      {cursor !== undefined && <a href={path}>{text.newest}</a>}
      {next !== undefined && (
        <a href={`${path}?cursor=${encodeURIComponent(next)}`} rel="next">
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
