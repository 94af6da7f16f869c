import { Clock, construct, StorageHealth } from '@app/kernel';
import { Nodes } from '@app/node-registry';
import { Module } from '@nestjs/common';
import { ConfirmationPolicy, ConsolidationPolicy, SpendingPolicy } from './model/spending-policy.js';
import { CoinObserver } from './ports/coin-observer.js';
import { Consolidations } from './ports/consolidations.js';
import { DepositBook } from './ports/deposit-book.js';
import { FlopcoinNode } from './ports/flopcoin-node.js';
import { FlopcoinPayments } from './ports/flopcoin-payments.js';
import { FlopcoinWallet } from './ports/flopcoin-wallet.js';
import { NodeStatementPrinter } from './ports/node-statement-printer.js';
import { NodeStatements } from './ports/node-statements.js';
import { NodeWalletHistory } from './ports/node-wallet-history.js';
import { NodeWallets } from './ports/node-wallets.js';
import { OperatorSpends } from './ports/operator-spends.js';
import { PaymentOutbox } from './ports/payment-outbox.js';
import { ReserveBook } from './ports/reserve-book.js';
import { SenderLease } from './ports/sender-lease.js';
import { SetAsideRows } from './ports/set-aside-rows.js';
import { WalletMarks } from './ports/wallet-marks.js';
import { WalletWatch } from './ports/wallet-watch.js';
import { CoinQueue } from './services/coin-queue.js';
import { FollowCoin, FollowingSchedule } from './services/follow-coin.js';
import { NodeQueues } from './services/node-queues.js';
import { AuditReserves } from './use-cases/audit-reserves.js';
import { ConsolidateCrumbs } from './use-cases/consolidate-crumbs.js';
import { CorrectReserves } from './use-cases/correct-reserves.js';
import { CreateNodeWallet } from './use-cases/create-node-wallet.js';
import { DeliverPayments } from './use-cases/deliver-payments.js';
import { EndWhatIsStuck } from './use-cases/end-what-is-stuck.js';
import { ExplainDrift } from './use-cases/explain-drift.js';
import { FollowDeposits } from './use-cases/follow-deposits.js';
import { FollowOperatorSpends } from './use-cases/follow-operator-spends.js';
import { LookAtCoin } from './use-cases/look-at-coin.js';
import { MakeWalletAddress } from './use-cases/make-wallet-address.js';
import { MeetCoin } from './use-cases/meet-coin.js';
import { OfferAgain } from './use-cases/offer-again.js';
import { PrintNodeStatement } from './use-cases/print-node-statement.js';
import { ReadNodeWallet } from './use-cases/read-node-wallet.js';
import { ReadOddRows } from './use-cases/read-odd-rows.js';
import { SendFromNode } from './use-cases/send-from-node.js';
import { SetRowsAside } from './use-cases/set-rows-aside.js';
import { SettlePayments } from './use-cases/settle-payments.js';
import { ShowReserves } from './use-cases/show-reserves.js';
import { StateNodeWallet } from './use-cases/state-node-wallet.js';
import { WatchWallet } from './use-cases/watch-wallet.js';

const useCases = [
  construct(CoinQueue, []),
  construct(NodeQueues, []),
  construct(MeetCoin, [FlopcoinNode, FlopcoinWallet, FlopcoinPayments, DepositBook, Clock]),
  construct(CreateNodeWallet, [Nodes, NodeWallets, FlopcoinWallet, MeetCoin, NodeQueues, Clock]),
  construct(MakeWalletAddress, [NodeWallets, FlopcoinWallet, MeetCoin, NodeQueues, SpendingPolicy, Clock]),
  construct(ReadNodeWallet, [NodeWallets, NodeWalletHistory]),
  construct(StateNodeWallet, [ReadNodeWallet, NodeStatements]),
  construct(PrintNodeStatement, [StateNodeWallet, NodeStatementPrinter]),
  construct(SendFromNode, [
    NodeWallets,
    PaymentOutbox,
    NodeWalletHistory,
    FlopcoinWallet,
    MeetCoin,
    DeliverPayments,
    SpendingPolicy,
    Clock,
  ]),
  construct(LookAtCoin, [
    FlopcoinNode,
    FlopcoinWallet,
    FlopcoinPayments,
    DepositBook,
    SetAsideRows,
    ConfirmationPolicy,
  ]),
  construct(SetRowsAside, [SetAsideRows, FlopcoinWallet, CoinObserver, Clock]),
  construct(ReadOddRows, [SetAsideRows, SetRowsAside, FollowOperatorSpends, CoinObserver]),
  construct(OfferAgain, [OperatorSpends, PaymentOutbox, SetRowsAside, FlopcoinPayments, ConfirmationPolicy]),
  construct(SettlePayments, [
    PaymentOutbox,
    FlopcoinNode,
    FlopcoinWallet,
    SetRowsAside,
    FlopcoinPayments,
    FollowOperatorSpends,
    OfferAgain,
    ConfirmationPolicy,
    CoinObserver,
    Clock,
  ]),
  construct(DeliverPayments, [
    PaymentOutbox,
    NodeWallets,
    FlopcoinNode,
    FlopcoinPayments,
    SettlePayments,
    SenderLease,
    CoinQueue,
    SpendingPolicy,
    CoinObserver,
    Clock,
  ]),
  construct(FollowOperatorSpends, [
    OperatorSpends,
    PaymentOutbox,
    SetRowsAside,
    FlopcoinPayments,
    ConfirmationPolicy,
    Clock,
  ]),
  construct(ConsolidateCrumbs, [
    Consolidations,
    PaymentOutbox,
    ReserveBook,
    FlopcoinWallet,
    FlopcoinPayments,
    ConsolidationPolicy,
    ConfirmationPolicy,
    Clock,
  ]),
  construct(WatchWallet, [WalletWatch, WalletMarks, PaymentOutbox, FlopcoinPayments, CoinObserver, Clock]),
  construct(FollowDeposits, [
    DepositBook,
    SetRowsAside,
    ReadOddRows,
    FlopcoinPayments,
    LookAtCoin,
    FollowOperatorSpends,
    ConfirmationPolicy,
    CoinObserver,
    Clock,
  ]),
  construct(ExplainDrift, [
    OperatorSpends,
    DepositBook,
    PaymentOutbox,
    FlopcoinWallet,
    SetRowsAside,
    FlopcoinPayments,
    FollowOperatorSpends,
  ]),
  construct(AuditReserves, [
    ReserveBook,
    SetAsideRows,
    FlopcoinWallet,
    SettlePayments,
    FollowDeposits,
    ExplainDrift,
    CoinQueue,
    CoinObserver,
    Clock,
  ]),
  construct(CorrectReserves, [
    MeetCoin,
    AuditReserves,
    ReserveBook,
    OperatorSpends,
    FlopcoinWallet,
    SetRowsAside,
    FlopcoinPayments,
    FollowOperatorSpends,
    Clock,
  ]),
  construct(FollowCoin, [
    MeetCoin,
    FlopcoinNode,
    LookAtCoin,
    FollowDeposits,
    DeliverPayments,
    SettlePayments,
    ConsolidateCrumbs,
    WatchWallet,
    AuditReserves,
    ReserveBook,
    PaymentOutbox,
    SenderLease,
    CoinQueue,
    FollowingSchedule,
    CoinObserver,
    Clock,
  ]),
  construct(EndWhatIsStuck, [PaymentOutbox, SetAsideRows, MeetCoin, SettlePayments, CoinQueue]),
  construct(ShowReserves, [ReserveBook, SetAsideRows, FlopcoinNode, FollowCoin, SenderLease, StorageHealth]),
];

/** The wallets of nodes: their money, how it comes in, and how it leaves. The ports come from the app's adapters module. */
@Module({ providers: useCases, exports: useCases })
export class NodeWalletModule {}
