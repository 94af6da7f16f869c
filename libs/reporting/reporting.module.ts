import { BlockStore, StoredBlocks } from '@app/chain';
import { Clock, construct, SystemLog } from '@app/kernel';
import { Module } from '@nestjs/common';
import { ChainDays } from './ports/chain-days.js';
import { StatementPrinter } from './ports/statement-printer.js';
import { SystemLogs } from './ports/system-logs.js';
import { TransactionRecords } from './ports/transaction-records.js';
import { WalletLines } from './ports/wallet-lines.js';
import { ListSystemLogs } from './use-cases/list-system-logs.js';
import { ListWalletLines } from './use-cases/list-wallet-lines.js';
import { PrintStatement } from './use-cases/print-statement.js';
import { ReportDays } from './use-cases/report-days.js';
import { ReportWallet } from './use-cases/report-wallet.js';
import { Search } from './use-cases/search.js';
import { StateWallet } from './use-cases/state-wallet.js';

const useCases = [
  construct(ReportWallet, [TransactionRecords, SystemLog]),
  construct(ListSystemLogs, [SystemLogs, SystemLog]),
  construct(ListWalletLines, [WalletLines]),
  construct(StateWallet, [WalletLines]),
  construct(PrintStatement, [StateWallet, StatementPrinter]),
  construct(Search, [BlockStore, StoredBlocks, WalletLines]),
  construct(ReportDays, [ChainDays, Clock]),
];

/** Reports and the operator's journal. The ports come from the app's adapters module. */
@Module({ providers: useCases, exports: useCases })
export class ReportingModule {}
