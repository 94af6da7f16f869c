import { en } from '../messages/shell.en.js';
import { ur } from '../messages/shell.ur.js';
import { isLost } from './connection.js';
import { translated } from './language.js';

const messages = translated(en, ur);

/** Says that the connection is lost, and is empty while it is not; it always stands there, so that a screen reader tells what comes. */
export function ConnectionNotice() {
  return (
    <div role="status" class={isLost.value ? 'notice lost' : 'notice'}>
      {isLost.value && messages().lost}
    </div>
  );
}
