import type { SystemLog } from '@app/kernel';
import type { ChainRole } from '@app/utxo';
import type { Logger } from 'pino';

const MESSAGES: Readonly<Record<ChainRole, string>> = {
  writer: 'a process began to write the chain',
  follower: 'a process began to read after the one that writes the chain',
  standby: 'a process began to read the chain on a hot standby of the database',
  none: 'a process can neither write the chain nor read after the one that writes',
};

/** Each change of role is in the journal, so that a fail-over can be told afterwards. */
export function journalRoles(journal: SystemLog): (role: ChainRole) => void {
  return (role) => void journal.record({ level: 'info', type: 'ledger_role_changed', message: MESSAGES[role], ip: '' });
}

/** What the process log says of entries that wait for the database, and of those that were lost. */
export function tellLosses(log: Logger): (error: unknown, lost: number) => void {
  return (error, lost) => {
    if (lost > 0) log.error({ err: error, lost }, 'entries of the system log were lost');
    else log.warn({ err: error }, 'the system log cannot be written; its entries wait');
  };
}
