import { BlockStore, SignatureScheme, WitnessVerifier } from '@app/chain';
import { construct, SystemLog } from '@app/kernel';
import { LeadChain, ProduceBlocks, ProduceOnce, UnspentOutputs, UtxoIndex, UtxoModule } from '@app/utxo';
import { Module } from '@nestjs/common';
import { KnownAddresses } from './ports/known-addresses.js';
import { WalletHistory } from './ports/wallet-history.js';
import { CreateWallet } from './use-cases/create-wallet.js';
import { FindAddress } from './use-cases/find-address.js';
import { FundWallet } from './use-cases/fund-wallet.js';
import { ListCoins } from './use-cases/list-coins.js';
import { ListHistory } from './use-cases/list-history.js';
import { PrepareTransfer } from './use-cases/prepare-transfer.js';
import { ReadBalance } from './use-cases/read-balance.js';
import { SubmitTransfer } from './use-cases/submit-transfer.js';
import { TransferFunds } from './use-cases/transfer-funds.js';
import { VerifySubmission } from './use-cases/verify-submission.js';

const useCases = [
  construct(VerifySubmission, [UtxoIndex, SignatureScheme, WitnessVerifier]),
  construct(CreateWallet, [SignatureScheme]),
  construct(FindAddress, [KnownAddresses]),
  construct(FundWallet, [ProduceOnce, SystemLog]),
  construct(ListCoins, [UtxoIndex, UnspentOutputs, LeadChain]),
  construct(ListHistory, [WalletHistory]),
  construct(PrepareTransfer, [UtxoIndex, LeadChain]),
  construct(ReadBalance, [UtxoIndex, LeadChain]),
  construct(SubmitTransfer, [ProduceOnce, VerifySubmission, LeadChain, BlockStore, SystemLog]),
  construct(TransferFunds, [ProduceBlocks, ProduceOnce, SignatureScheme, SystemLog]),
];

/** Wallets, their balances and their transfers. The ports come from the app's adapters module. */
@Module({ imports: [UtxoModule], providers: useCases, exports: [...useCases, UtxoModule] })
export class WalletModule {}
