import { Refused } from 'mizan-client';
import { CodeField } from '../../components/field.js';
import { en } from '../../messages/account.en.js';
import { ur } from '../../messages/account.ur.js';
import { translated } from '../../shell/language.js';

const messages = translated(en, ur);

/** Refusals after which the same will be done with a one-time password for payments. */
const WANTING: readonly string[] = ['step_up_required', 'send_limit_reached', 'key_needs_code'];

export function wantsCode(error: unknown): boolean {
  return error instanceof Refused && WANTING.includes(error.code);
}

interface AskedCodeProps {
  /** The code, where the server shows it. */
  readonly shown?: string;
  /** What is said where it does not. */
  readonly sent: string;
  readonly testId: string;
}

/** Takes the code that was sent for what the form does. */
export function AskedCode({ shown, sent, testId }: AskedCodeProps) {
  const text = messages();
  return (
    <>
      <p role="status">{shown === undefined ? sent : text.shownCode(shown)}</p>
      <CodeField label={text.code} testId={testId} />
    </>
  );
}
