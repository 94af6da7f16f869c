import { MeteredCoin } from "../../libs/infrastructure/metrics/metered-coin.js";
import { DatabaseLease } from "../../libs/infrastructure/typeorm/database-lease.js";
import { TypeormDepositBook } from "../../libs/infrastructure/typeorm/registry/typeorm-deposit-book.js";
import { TypeormNodeWalletStates } from "../../libs/infrastructure/typeorm/registry/typeorm-node-wallet-states.js";
import { TypeormNodeWallets } from "../../libs/infrastructure/typeorm/registry/typeorm-node-wallets.js";
import { TypeormOperatorSpends } from "../../libs/infrastructure/typeorm/registry/typeorm-operator-spends.js";
import { TypeormPaymentOutbox } from "../../libs/infrastructure/typeorm/registry/typeorm-payment-outbox.js";
import { TypeormReserveBook } from "../../libs/infrastructure/typeorm/registry/typeorm-reserve-book.js";
import { TypeormWalletHistory } from "../../libs/infrastructure/typeorm/registry/typeorm-wallet-history.js";
import { CoinObserver, ConfirmationPolicy, DepositBook, FlopcoinNode, FlopcoinPayments, FlopcoinWallet, FollowingSchedule, NodeWalletStates, NodeWallets, OperatorSpends, PaymentOutbox, ReserveBook, SenderLease, SpendingPolicy, WalletHistory, } from "../../libs/node-registry/index.js";
/** Which adapter stands behind each port of the wallets, on a registry that has a database. */
export function walletAdapters({ config, metrics, log }, database, { coin, senderLock }) {
    const outbox = new TypeormPaymentOutbox(database);
    return [
        { provide: SpendingPolicy, useValue: config.wallet.spending },
        { provide: ConfirmationPolicy, useValue: config.wallet.confirmations },
        { provide: FollowingSchedule, useValue: new FollowingSchedule(config.wallet.pollIntervalMs) },
        { provide: FlopcoinNode, useValue: coin.node },
        { provide: FlopcoinWallet, useValue: coin.wallet },
        { provide: FlopcoinPayments, useValue: coin.payments },
        { provide: NodeWallets, useValue: new TypeormNodeWallets(database) },
        { provide: PaymentOutbox, useValue: outbox },
        { provide: DepositBook, useValue: new TypeormDepositBook(database) },
        { provide: OperatorSpends, useValue: new TypeormOperatorSpends(database) },
        { provide: ReserveBook, useValue: new TypeormReserveBook(database) },
        { provide: WalletHistory, useValue: new TypeormWalletHistory(database) },
        { provide: NodeWalletStates, useValue: new TypeormNodeWalletStates(database) },
        { provide: SenderLease, useValue: new DatabaseLease(senderLock) },
        { provide: CoinObserver, useValue: new MeteredCoin(metrics, log, () => outbox.countByState()) },
    ];
}
//# sourceMappingURL=wallet-adapters.js.map