import { SignatureScheme } from '@app/chain';
import { Clock, construct, KeyVault, SystemLog } from '@app/kernel';
import { ProduceBlocks } from '@app/utxo';
import { WalletModule } from '@app/wallet';
import { Module } from '@nestjs/common';
import { TreasuryPolicy } from './model/treasury-policy.js';
import { TreasuryOrders } from './ports/treasury-orders.js';
import { OrdersInHand } from './services/orders-in-hand.js';
import { TreasuryWallet } from './services/treasury-wallet.js';
import { CarryOutOrder } from './use-cases/carry-out-order.js';
import { DecideOrder } from './use-cases/decide-order.js';
import { ProposeOrder } from './use-cases/propose-order.js';

const useCases = [
  construct(OrdersInHand, []),
  construct(TreasuryWallet, [KeyVault, SignatureScheme]),
  construct(ProposeOrder, [TreasuryOrders, TreasuryPolicy, TreasuryWallet, KeyVault, Clock]),
  construct(CarryOutOrder, [TreasuryOrders, OrdersInHand, TreasuryWallet, ProduceBlocks, Clock, SystemLog]),
  construct(DecideOrder, [TreasuryOrders, TreasuryPolicy, CarryOutOrder, OrdersInHand, ProduceBlocks, Clock]),
];

/** Units that enter and leave the ledger by order of its administrators. The ports come from the app's adapters module. */
@Module({ imports: [WalletModule], providers: useCases, exports: useCases })
export class TreasuryModule {}
