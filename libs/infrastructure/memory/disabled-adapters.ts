import { DatabaseNotConfigured, SystemLog } from '@app/kernel';
import { SystemLogs, TransactionRecords } from '@app/reporting';
import { WalletDirectory } from '@app/wallet';
import { ZakatReceipts, ZakatRuns } from '@app/zakat';

/** What needs a database and has none says so, as the specification documents for a server without one. */
function refuse(): never {
  throw new DatabaseNotConfigured();
}

export class DisabledTransactionRecords extends TransactionRecords {
  override available = refuse;
  override books = async () => refuse();
  override page = async () => refuse();
}

export class DisabledZakatRuns extends ZakatRuns {
  override unfinished = async () => refuse();
  override ofPeriod = async () => refuse();
  override ofKey = async () => refuse();
  override begin = async () => refuse();
  override totals = async () => refuse();
  override charged = async () => refuse();
  override complete = async () => refuse();
}

export class DisabledZakatReceipts extends ZakatReceipts {
  override available = refuse;
  override find = async () => refuse();
  override ofWallet = async () => refuse();
}

export class DisabledWalletDirectory extends WalletDirectory {
  override page = async () => refuse();
}

/** Takes entries and keeps none: the process log still has them. Reading is refused. */
export class DisabledSystemLogs extends SystemLogs implements SystemLog {
  override available = refuse;
  override recent = async () => refuse();

  async record(): Promise<void> {}
}
