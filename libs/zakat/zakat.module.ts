import { SignatureScheme } from '@app/chain';
import { Clock, construct, KeyVault, SystemLog } from '@app/kernel';
import { ProduceBlocks, RequestsInFlight } from '@app/utxo';
import { WalletDirectory, WalletModule } from '@app/wallet';
import { Module } from '@nestjs/common';
import { ZakatRuns } from './ports/zakat-runs.js';
import { RunZakat, ZakatRunPolicy } from './use-cases/run-zakat.js';

const useCases = [
  construct(RunZakat, [
    ZakatRuns,
    WalletDirectory,
    ProduceBlocks,
    RequestsInFlight,
    KeyVault,
    SignatureScheme,
    Clock,
    SystemLog,
    ZakatRunPolicy,
  ]),
];

/** Zakat. The ports come from the app's adapters module. */
@Module({ imports: [WalletModule], providers: useCases, exports: useCases })
export class ZakatModule {}
