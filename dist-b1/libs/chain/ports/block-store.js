/** The stored chain. The one place where a block becomes fact. */
export class BlockStore {
}
/** The outputs that the inputs of stored blocks spent: what verifying a part of the chain needs. */
export class SpentOutputs {
}
//# sourceMappingURL=block-store.js.map