var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
import { BlockStore, SignatureScheme } from "../chain/index.js";
import { construct, SystemLog } from "../kernel/index.js";
import { LeadChain, ProduceBlocks, UnspentOutputs, UtxoIndex, UtxoModule } from "../utxo/index.js";
import { Module } from '@nestjs/common';
import { WalletHistory } from './ports/wallet-history.js';
import { CreateWallet } from './use-cases/create-wallet.js';
import { FundWallet } from './use-cases/fund-wallet.js';
import { ListCoins } from './use-cases/list-coins.js';
import { ListHistory } from './use-cases/list-history.js';
import { PrepareTransfer } from './use-cases/prepare-transfer.js';
import { ReadBalance } from './use-cases/read-balance.js';
import { SubmitTransfer } from './use-cases/submit-transfer.js';
import { TransferFunds } from './use-cases/transfer-funds.js';
const useCases = [
    construct(CreateWallet, [SignatureScheme]),
    construct(FundWallet, [ProduceBlocks, SystemLog]),
    construct(ListCoins, [UtxoIndex, UnspentOutputs, LeadChain]),
    construct(ListHistory, [WalletHistory]),
    construct(PrepareTransfer, [UtxoIndex, LeadChain]),
    construct(ReadBalance, [UtxoIndex, LeadChain]),
    construct(SubmitTransfer, [ProduceBlocks, UtxoIndex, LeadChain, BlockStore, SignatureScheme, SystemLog]),
    construct(TransferFunds, [ProduceBlocks, SignatureScheme, SystemLog]),
];
/** Wallets, their balances and their transfers. The ports come from the app's adapters module. */
let WalletModule = class WalletModule {
};
WalletModule = __decorate([
    Module({ imports: [UtxoModule], providers: useCases, exports: [...useCases, UtxoModule] })
], WalletModule);
export { WalletModule };
//# sourceMappingURL=wallet.module.js.map