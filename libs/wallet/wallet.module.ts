import { BlockStore, SignatureScheme, WitnessVerifier } from '@app/chain';
import { Clock, construct, KeyVault, SystemLog } from '@app/kernel';
import { LeadChain, ProduceBlocks, ProduceOnce, UnspentOutputs, UtxoIndex, UtxoModule } from '@app/utxo';
import { Module } from '@nestjs/common';
import { KnownAddresses } from './ports/known-addresses.js';
import { PaymentRequests } from './ports/payment-requests.js';
import { TransferNotes } from './ports/transfer-notes.js';
import { WalletHistory } from './ports/wallet-history.js';
import { AdmitPayments } from './services/admit-payments.js';
import { CreateWallet } from './use-cases/create-wallet.js';
import { FindAddress } from './use-cases/find-address.js';
import { FundWallet } from './use-cases/fund-wallet.js';
import { ListCoins } from './use-cases/list-coins.js';
import { ListHistory } from './use-cases/list-history.js';
import { MakeRequest } from './use-cases/make-request.js';
import { PrepareTransfer } from './use-cases/prepare-transfer.js';
import { ReadBalance } from './use-cases/read-balance.js';
import { ReadNotes } from './use-cases/read-notes.js';
import { ReadRequests } from './use-cases/read-requests.js';
import { SealNote } from './use-cases/seal-note.js';
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
  construct(ReadNotes, [TransferNotes, KeyVault]),
  construct(SealNote, [KeyVault]),
  construct(AdmitPayments, [PaymentRequests, Clock]),
  construct(MakeRequest, [PaymentRequests, KeyVault, Clock]),
  construct(ReadRequests, [PaymentRequests, KeyVault, Clock]),
  construct(SubmitTransfer, [ProduceOnce, VerifySubmission, LeadChain, BlockStore, SystemLog, SealNote, AdmitPayments]),
  construct(TransferFunds, [ProduceBlocks, ProduceOnce, SignatureScheme, SystemLog, SealNote, AdmitPayments]),
];

/** Wallets, their balances and their transfers. The ports come from the app's adapters module. */
@Module({ imports: [UtxoModule], providers: useCases, exports: [...useCases, UtxoModule] })
export class WalletModule {}
