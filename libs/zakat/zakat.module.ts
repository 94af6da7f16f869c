import { FindTransaction, SignatureScheme } from '@app/chain';
import { ChainModule } from '@app/chain/chain.module.js';
import { AppMode, Clock, construct, KeyVault, SystemLog } from '@app/kernel';
import { LeadChain, ProduceBlocks, ProduceOnce, RequestsInFlight, UtxoIndex } from '@app/utxo';
import { CreateWallet, WalletDirectory, WalletModule } from '@app/wallet';
import { Module } from '@nestjs/common';
import { PaymentOrders } from './ports/payment-orders.js';
import { PoolLedger } from './ports/pool-ledger.js';
import { PoolWallets } from './ports/pool-wallets.js';
import { VoucherLimits, Vouchers } from './ports/vouchers.js';
import { ZakatPolicies } from './ports/zakat-policies.js';
import { ZakatReceipts } from './ports/zakat-receipts.js';
import { ZakatRuns } from './ports/zakat-runs.js';
import { DeductZakat } from './services/deduct-zakat.js';
import { RunTurns } from './services/run-turns.js';
import { VouchersInHand } from './services/vouchers-in-hand.js';
import { DecideVoucher } from './use-cases/decide-voucher.js';
import { FindPool, PoolChoice } from './use-cases/find-pool.js';
import { FindVoucherTerms } from './use-cases/find-voucher-terms.js';
import { MakePool } from './use-cases/make-pool.js';
import { OrderPayment } from './use-cases/order-payment.js';
import { PayVoucher } from './use-cases/pay-voucher.js';
import { ProposeVoucher } from './use-cases/propose-voucher.js';
import { ReadReceipts } from './use-cases/read-receipts.js';
import { ReportPool } from './use-cases/report-pool.js';
import { RunZakat, ZakatRunPolicy } from './use-cases/run-zakat.js';

const useCases = [
  RunTurns,
  construct(DeductZakat, [KeyVault, SignatureScheme, Clock]),
  construct(FindPool, [PoolChoice, PoolWallets]),
  construct(MakePool, [PoolChoice, PoolWallets, CreateWallet, KeyVault, Clock, SystemLog]),
  construct(ReportPool, [PoolLedger, FindPool]),
  construct(VouchersInHand, []),
  construct(FindVoucherTerms, [ZakatPolicies, AppMode]),
  construct(ProposeVoucher, [Vouchers, VoucherLimits, ZakatReceipts, FindVoucherTerms, FindPool, KeyVault, Clock]),
  construct(DecideVoucher, [Vouchers, FindVoucherTerms, VouchersInHand, ProduceBlocks, Clock]),
  construct(OrderPayment, [PaymentOrders, UtxoIndex, LeadChain, Clock]),
  construct(PayVoucher, [
    Vouchers,
    OrderPayment,
    VouchersInHand,
    FindPool,
    ProduceOnce,
    KeyVault,
    SignatureScheme,
    Clock,
    SystemLog,
  ]),
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
    FindPool,
    ZakatRunPolicy,
  ]),
  construct(ReadReceipts, [ZakatReceipts, FindTransaction, KeyVault]),
];

/** Zakat. The ports come from the app's adapters module. */
@Module({ imports: [ChainModule, WalletModule], providers: useCases, exports: useCases })
export class ZakatModule {}
