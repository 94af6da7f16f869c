var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
import { construct } from "../kernel/index.js";
import { Module } from '@nestjs/common';
import { BlockStore, SpentOutputs } from './ports/block-store.js';
import { BlockVerifier } from './ports/block-verifier.js';
import { BrowseBlocks } from './use-cases/browse-blocks.js';
import { FindTransaction } from './use-cases/find-transaction.js';
import { VerifyTail } from './use-cases/verify-tail.js';
const useCases = [
    construct(VerifyTail, [BlockStore, SpentOutputs, BlockVerifier]),
    construct(BrowseBlocks, [BlockStore]),
    construct(FindTransaction, [BlockStore]),
];
/** Reading and verifying the chain. The ports come from the app's adapters module. */
let ChainModule = class ChainModule {
};
ChainModule = __decorate([
    Module({ providers: useCases, exports: useCases })
], ChainModule);
export { ChainModule };
//# sourceMappingURL=chain.module.js.map