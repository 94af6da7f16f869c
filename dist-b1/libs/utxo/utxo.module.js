var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
import { BlockStore, BlockVerifier, ChainModule, VerifyChain, VerifyTail } from "../chain/index.js";
import { Clock, construct } from "../kernel/index.js";
import { Module } from '@nestjs/common';
import { UtxoIndex } from './model/utxo-index.js';
import { BlockSealer } from './ports/block-sealer.js';
import { ProductionObserver } from './ports/production-observer.js';
import { UnspentOutputs } from './ports/unspent-outputs.js';
import { WriterLease } from './ports/writer-lease.js';
import { AppendBlock } from './use-cases/append-block.js';
import { FollowChain } from './use-cases/follow-chain.js';
import { LeadChain } from './use-cases/lead-chain.js';
import { OpenChain } from './use-cases/open-chain.js';
import { ProduceBlocks, ProductionOptions } from './use-cases/produce-blocks.js';
const useCases = [
    construct(UtxoIndex, []),
    construct(AppendBlock, [BlockStore]),
    construct(OpenChain, [BlockStore, UnspentOutputs, VerifyTail, UtxoIndex]),
    construct(FollowChain, [BlockStore, UtxoIndex]),
    construct(ProduceBlocks, [UtxoIndex, BlockSealer, AppendBlock, Clock, ProductionObserver, ProductionOptions]),
    {
        provide: LeadChain,
        useFactory: (...[lease, producer, follow, observer]) => new LeadChain(lease, producer, follow, (error) => observer.leadershipFailed(error)),
        inject: [WriterLease, ProduceBlocks, FollowChain, ProductionObserver],
    },
    {
        provide: VerifyChain,
        useFactory: (store, verifier, unspent) => new VerifyChain(store, verifier, (tip) => unspent.asOf(tip)),
        inject: [BlockStore, BlockVerifier, UnspentOutputs],
    },
];
/** The one writer and its index of unspent outputs. The ports come from the app's adapters module. */
let UtxoModule = class UtxoModule {
};
UtxoModule = __decorate([
    Module({ imports: [ChainModule], providers: useCases, exports: [...useCases, ChainModule] })
], UtxoModule);
export { UtxoModule };
//# sourceMappingURL=utxo.module.js.map