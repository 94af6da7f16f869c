import { FindTransaction, SignatureScheme } from '@app/chain';
import { ChainModule } from '@app/chain/chain.module.js';
import { Clock, construct, KeyVault, SystemLog } from '@app/kernel';
import { LeadChain, ProduceBlocks, ProduceOnce, RequestsInFlight, UtxoIndex } from '@app/utxo';
import { CreateWallet, WalletDirectory, WalletModule } from '@app/wallet';
import { Module } from '@nestjs/common';
import { AssessedRuns } from './ports/assessed-runs.js';
import { AssessmentApprovals } from './ports/assessment-approvals.js';
import { Assessments } from './ports/assessments.js';
import { CalendarOverrides } from './ports/calendar-overrides.js';
import { Debts } from './ports/debts.js';
import { Exemptions } from './ports/exemptions.js';
import { MadeRecords } from './ports/made-records.js';
import { NisabSnapshots } from './ports/nisab-snapshots.js';
import { PaymentOrders } from './ports/payment-orders.js';
import { PoolLedger } from './ports/pool-ledger.js';
import { PoolWallets } from './ports/pool-wallets.js';
import { RunLines } from './ports/run-lines.js';
import { VoucherLimits, Vouchers } from './ports/vouchers.js';
import { WealthRecords } from './ports/wealth-records.js';
import { ZakatPolicies } from './ports/zakat-policies.js';
import { ZakatReceipts } from './ports/zakat-receipts.js';
import { ZakatReturns } from './ports/zakat-returns.js';
import { ZakatRuns } from './ports/zakat-runs.js';
import { AssessmentTurn } from './services/assessment-turn.js';
import { ChargeAssessments } from './services/charge-assessments.js';
import { DeductZakat } from './services/deduct-zakat.js';
import { GiveWay } from './services/give-way.js';
import { RunTurns } from './services/run-turns.js';
import { VouchersInHand } from './services/vouchers-in-hand.js';
import { ApproveAssessment } from './use-cases/approve-assessment.js';
import { AssessWallets } from './use-cases/assess-wallets.js';
import { AssessZakat } from './use-cases/assess-zakat.js';
import { DecideExemption } from './use-cases/decide-exemption.js';
import { DecideVoucher } from './use-cases/decide-voucher.js';
import { DeclareDebt } from './use-cases/declare-debt.js';
import { EstimateZakat } from './use-cases/estimate-zakat.js';
import { FileExemption } from './use-cases/file-exemption.js';
import { FindPool, PoolChoice } from './use-cases/find-pool.js';
import { FollowRun } from './use-cases/follow-run.js';
import { ListDeclarations } from './use-cases/list-declarations.js';
import { MakeOnce } from './use-cases/make-once.js';
import { MakePool } from './use-cases/make-pool.js';
import { OrderPayment } from './use-cases/order-payment.js';
import { PayVoucher } from './use-cases/pay-voucher.js';
import { ProposeVoucher } from './use-cases/propose-voucher.js';
import { ReadAssessmentBasis } from './use-cases/read-assessment-basis.js';
import { ReadAssessments } from './use-cases/read-assessments.js';
import { ReadMyZakat } from './use-cases/read-my-zakat.js';
import { ReadReceipts } from './use-cases/read-receipts.js';
import { DefaultPolicy, ReadZakatTerms } from './use-cases/read-zakat-terms.js';
import { RecheckAssessment } from './use-cases/recheck-assessment.js';
import { RecordNisab } from './use-cases/record-nisab.js';
import { ReportPeriod } from './use-cases/report-period.js';
import { ReportPool } from './use-cases/report-pool.js';
import { RunAssessment } from './use-cases/run-assessment.js';
import { RunZakat, ZakatRunPolicy } from './use-cases/run-zakat.js';
import { SetCalendar } from './use-cases/set-calendar.js';
import { SetZakatPolicy } from './use-cases/set-zakat-policy.js';
import { SettleDebt } from './use-cases/settle-debt.js';
import { SweepAssessments } from './use-cases/sweep-assessments.js';

const useCases = [
  AssessmentTurn,
  RunTurns,
  construct(DeductZakat, [KeyVault, SignatureScheme, Clock]),
  construct(FindPool, [PoolChoice, PoolWallets]),
  construct(MakePool, [PoolChoice, PoolWallets, CreateWallet, KeyVault, Clock, SystemLog]),
  construct(ReportPool, [PoolLedger, FindPool]),
  construct(ReportPeriod, [ZakatReturns]),
  construct(VouchersInHand, []),
  construct(ProposeVoucher, [Vouchers, VoucherLimits, ZakatReceipts, ReadZakatTerms, FindPool, KeyVault, Clock]),
  construct(DecideVoucher, [Vouchers, ReadZakatTerms, VouchersInHand, ProduceBlocks, Clock]),
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
  construct(ReadAssessmentBasis, [ReadZakatTerms, NisabSnapshots, WealthRecords, FindPool]),
  construct(SweepAssessments, [Assessments]),
  construct(GiveWay, [ProduceBlocks]),
  construct(AssessWallets, [WealthRecords, GiveWay]),
  construct(AssessZakat, [
    ReadAssessmentBasis,
    AssessWallets,
    Assessments,
    MakeOnce,
    AssessmentTurn,
    SweepAssessments,
    ProduceBlocks,
    Clock,
  ]),
  construct(EstimateZakat, [ReadAssessmentBasis, AssessWallets]),
  construct(ReadMyZakat, [ReadZakatTerms, EstimateZakat, ListDeclarations, ReadReceipts]),
  construct(RecheckAssessment, [
    ZakatPolicies,
    NisabSnapshots,
    CalendarOverrides,
    WealthRecords,
    AssessWallets,
    AssessmentTurn,
    DefaultPolicy,
    FindPool,
  ]),
  construct(ApproveAssessment, [
    ReadAssessments,
    RecheckAssessment,
    AssessmentApprovals,
    AssessedRuns,
    ZakatPolicies,
    Clock,
    DefaultPolicy,
  ]),
  construct(ChargeAssessments, [
    AssessedRuns,
    RunLines,
    ProduceBlocks,
    DeductZakat,
    RunTurns,
    GiveWay,
    SweepAssessments,
    AssessmentTurn,
    SystemLog,
  ]),
  construct(RunAssessment, [
    ApproveAssessment,
    RecheckAssessment,
    AssessedRuns,
    FindPool,
    ProduceBlocks,
    ChargeAssessments,
  ]),
  construct(FollowRun, [RunAssessment]),
  construct(ReadAssessments, [Assessments]),
  construct(ReadReceipts, [ZakatReceipts, FindTransaction, KeyVault]),
  construct(ReadZakatTerms, [ZakatPolicies, CalendarOverrides, DefaultPolicy, Clock]),
  construct(SetZakatPolicy, [ZakatPolicies, Clock]),
  construct(SetCalendar, [CalendarOverrides, Clock]),
  construct(MakeOnce, [MadeRecords, RequestsInFlight, KeyVault, Clock]),
  construct(RecordNisab, [NisabSnapshots, MakeOnce, Clock]),
  construct(ListDeclarations, [Debts, Exemptions]),
  construct(DeclareDebt, [Debts, MakeOnce, Clock]),
  construct(SettleDebt, [Debts, ReadZakatTerms, Clock]),
  construct(FileExemption, [Exemptions, ReadZakatTerms, MakeOnce, Clock]),
  construct(DecideExemption, [Exemptions, ReadZakatTerms, Clock]),
];

/** Zakat. The ports come from the app's adapters module. */
@Module({ imports: [ChainModule, WalletModule], providers: useCases, exports: useCases })
export class ZakatModule {}
