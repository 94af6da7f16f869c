import type { ComponentChild } from 'preact';
import { en } from '../messages/shell.en.js';
import { ur } from '../messages/shell.ur.js';
import { translated } from '../shell/language.js';
import type { Loaded } from '../shell/use-loaded.js';
import { Problem } from './problem.js';

const messages = translated(en, ur);

interface LoadedPartProps<Value> {
  readonly from: Loaded<Value>;
  readonly children: (value: Value) => ComponentChild;
}

/** What was loaded; until then that it is being loaded, or why it cannot be. */
export function LoadedPart<Value>({ from, children }: LoadedPartProps<Value>) {
  const { value, error } = from;
  return (
    <>
      {error !== undefined && <Problem error={error} />}
      {value !== undefined && children(value)}
      {value === undefined && error === undefined && <p aria-busy="true">{messages().loading}</p>}
    </>
  );
}
