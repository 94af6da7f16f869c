import { computed, signal } from '@preact/signals';
import { type Ledger, MizanError } from 'mizan-client';
import { ledger, ledgerOf } from '../../shell/ledger-client.js';

/** The administrator's token. It is in this tab's memory alone, and gone when the document is left or loaded anew. */
export const token = signal<string | undefined>(undefined);

/** The ledger as the person at this tab may use it: anyone, until a token is given. */
export const asAdministrator = computed(() => ledgerOf(token.value));

// Else a document that the browser keeps for the button Back would have it.
addEventListener('pagehide', () => {
  token.value = undefined;
});

/** The server knows no administrator with this token. */
export class WrongToken extends Error {
  override readonly name = 'WrongToken';
}

/** Whether anyone may do what administrators do, as in a demo. */
export function isOpenToAll(signal: AbortSignal): Promise<boolean> {
  return isAdmitted(ledger, signal);
}

/** What a header can carry. */
const SENDABLE = /^[\x21-\x7e]+$/;

/** Takes a token that the server knows. @throws WrongToken */
export async function takeToken(given: string): Promise<void> {
  if (!SENDABLE.test(given) || !(await isAdmitted(ledgerOf(given))))
    throw new WrongToken('no administrator has this token');
  token.value = given;
}

async function isAdmitted(as: Ledger, signal?: AbortSignal): Promise<boolean> {
  try {
    await as.listZakatRuns({ limit: 1, signal }).page();
    return true;
  } catch (error) {
    if (error instanceof MizanError && (error.status === 401 || error.status === 403)) return false;
    throw error;
  }
}
