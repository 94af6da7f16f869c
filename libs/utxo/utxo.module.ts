import { BlockStore, BlockVerifier, SupplyOrders, VerifyChain, VerifyTail } from '@app/chain';
import { ChainModule } from '@app/chain/chain.module.js';
import { Clock, construct, KeyVault } from '@app/kernel';
import { Module } from '@nestjs/common';
import { BlockSealer } from './ports/block-sealer.js';
import { ClaimedRequests } from './ports/claimed-requests.js';
import { ProductionObserver } from './ports/production-observer.js';
import { UnspentOutputs } from './ports/unspent-outputs.js';
import { WriterLease } from './ports/writer-lease.js';
import { FollowChain } from './services/follow-chain.js';
import { LeadChain } from './services/lead-chain.js';
import { OpenChain } from './services/open-chain.js';
import { ProduceBlocks } from './services/produce-blocks.js';
import { ProduceOnce } from './services/produce-once.js';
import { ProductionOptions } from './services/production-options.js';
import { RequestsInFlight } from './services/requests-in-flight.js';
import { UtxoIndex } from './services/utxo-index.js';
import { AppendBlock } from './use-cases/append-block.js';

const useCases = [
  construct(UtxoIndex, []),
  construct(AppendBlock, [BlockStore]),
  construct(OpenChain, [BlockStore, UnspentOutputs, VerifyTail, UtxoIndex]),
  construct(FollowChain, [BlockStore, UtxoIndex]),
  construct(ProduceBlocks, [UtxoIndex, BlockSealer, AppendBlock, Clock, ProductionObserver, ProductionOptions]),
  construct(RequestsInFlight, []),
  construct(ProduceOnce, [ProduceBlocks, ClaimedRequests, RequestsInFlight, KeyVault, Clock]),
  {
    provide: LeadChain,
    useFactory: (
      ...[lease, producer, follow, observer]: [WriterLease, ProduceBlocks, FollowChain, ProductionObserver]
    ) => new LeadChain(lease, producer, follow, observer),
    inject: [WriterLease, ProduceBlocks, FollowChain, ProductionObserver],
  },
  {
    provide: VerifyChain,
    useFactory: (store: BlockStore, verifier: BlockVerifier, unspent: UnspentOutputs, orders: SupplyOrders) =>
      new VerifyChain(store, verifier, (tip, pageOutputs) => unspent.asOf(tip, pageOutputs), orders),
    inject: [BlockStore, BlockVerifier, UnspentOutputs, SupplyOrders],
  },
];

/** The one writer and its index of unspent outputs. The ports come from the app's adapters module. */
@Module({ imports: [ChainModule], providers: useCases, exports: [...useCases, ChainModule] })
export class UtxoModule {}
