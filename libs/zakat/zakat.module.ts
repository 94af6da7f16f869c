import { FindTransaction, SignatureScheme } from '@app/chain';
import { ChainModule } from '@app/chain/chain.module.js';
import { Clock, construct, KeyVault, SystemLog } from '@app/kernel';
import { ProduceBlocks, RequestsInFlight } from '@app/utxo';
import { WalletDirectory, WalletModule } from '@app/wallet';
import { Module } from '@nestjs/common';
import { ZakatReceipts } from './ports/zakat-receipts.js';
import { ZakatRuns } from './ports/zakat-runs.js';
import { DeductZakat } from './services/deduct-zakat.js';
import { RunTurns } from './services/run-turns.js';
import { ReadReceipts } from './use-cases/read-receipts.js';
import { RunZakat, ZakatRunPolicy } from './use-cases/run-zakat.js';

const useCases = [
  RunTurns,
  construct(DeductZakat, [KeyVault, SignatureScheme, Clock]),
  construct(RunZakat, [
    ZakatRuns,
    WalletDirectory,
    ProduceBlocks,
    RequestsInFlight,
    KeyVault,
    DeductZakat,
    RunTurns,
    Clock,
    SystemLog,
    ZakatRunPolicy,
  ]),
  construct(ReadReceipts, [ZakatReceipts, FindTransaction, KeyVault]),
];

/** Zakat. The ports come from the app's adapters module. */
@Module({ imports: [ChainModule, WalletModule], providers: useCases, exports: useCases })
export class ZakatModule {}
