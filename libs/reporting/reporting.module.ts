import { construct, SystemLog } from '@app/kernel';
import { Module } from '@nestjs/common';
import { SystemLogs } from './ports/system-logs.js';
import { TransactionRecords } from './ports/transaction-records.js';
import { ListSystemLogs } from './use-cases/list-system-logs.js';
import { ReportWallet } from './use-cases/report-wallet.js';

const useCases = [
  construct(ReportWallet, [TransactionRecords, SystemLog]),
  construct(ListSystemLogs, [SystemLogs, SystemLog]),
];

/** Reports and the operator's journal. The ports come from the app's adapters module. */
@Module({ providers: useCases, exports: useCases })
export class ReportingModule {}
