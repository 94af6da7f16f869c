import { DatabaseNotConfigured, SystemLog } from '@app/kernel';
import { SystemLogs, TransactionRecords } from '@app/reporting';
import { WalletDirectory } from '@app/wallet';
import {
  AssessedRuns,
  AssessmentApprovals,
  Assessments,
  CalendarOverrides,
  Debts,
  Exemptions,
  MadeRecords,
  NisabSnapshots,
  RunLines,
  WealthRecords,
  ZakatPolicies,
  ZakatReceipts,
  ZakatRuns,
} from '@app/zakat';

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

export class DisabledZakatPolicies extends ZakatPolicies {
  override latest = async () => refuse();
  override version = async () => refuse();
  override page = async () => refuse();
  override append = async () => refuse();
}

export class DisabledNisabSnapshots extends NisabSnapshots {
  override record = async () => refuse();
  override find = async () => refuse();
  override ofStandard = async () => refuse();
  override page = async () => refuse();
}

export class DisabledCalendarOverrides extends CalendarOverrides {
  override latest = async () => refuse();
  override version = async () => refuse();
  override append = async () => refuse();
}

export class DisabledDebts extends Debts {
  override declare = async () => refuse();
  override find = async () => refuse();
  override page = async () => refuse();
  override settle = async () => refuse();
}

export class DisabledExemptions extends Exemptions {
  override file = async () => refuse();
  override find = async () => refuse();
  override page = async () => refuse();
  override accept = async () => refuse();
  override end = async () => refuse();
}

export class DisabledMadeRecords extends MadeRecords {
  override find = async () => refuse();
}

export class DisabledWealthRecords extends WealthRecords {
  override chainUntil = async () => refuse();
  override page = async () => refuse();
  override wallet = async () => refuse();
}

export class DisabledAssessments extends Assessments {
  override available = refuse;
  override addLines = async () => refuse();
  override close = async () => refuse();
  override discard = async () => refuse();
  override sweep = async () => refuse();
  override find = async () => refuse();
  override lines = async () => refuse();
}

export class DisabledAssessmentApprovals extends AssessmentApprovals {
  override add = async () => refuse();
  override of = async () => refuse();
}

export class DisabledAssessedRuns extends AssessedRuns {
  override begin = async () => refuse();
  override ofAssessment = async () => refuse();
  override progress = async () => refuse();
  override page = async () => refuse();
  override reopen = async () => refuse();
}

export class DisabledRunLines extends RunLines {
  override unfinished = async () => refuse();
  override due = async () => refuse();
  override setAside = async () => refuse();
  override complete = async () => refuse();
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
