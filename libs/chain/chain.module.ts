import { construct } from '@app/kernel';
import { Module } from '@nestjs/common';
import { BlockStore, SpentOutputs, StoredBlocks } from './ports/block-store.js';
import { BlockVerifier } from './ports/block-verifier.js';
import { SupplyOrders } from './ports/supply-orders.js';
import { BrowseBlocks } from './use-cases/browse-blocks.js';
import { FindTransaction } from './use-cases/find-transaction.js';
import { ReadSupply } from './use-cases/read-supply.js';
import { VerifyTail } from './use-cases/verify-tail.js';

const useCases = [
  construct(VerifyTail, [BlockStore, SpentOutputs, BlockVerifier]),
  construct(BrowseBlocks, [BlockStore, StoredBlocks]),
  construct(ReadSupply, [SupplyOrders]),
  construct(FindTransaction, [BlockStore, StoredBlocks]),
];

/** Reading and verifying the chain. The ports come from the app's adapters module. */
@Module({ providers: useCases, exports: useCases })
export class ChainModule {}
