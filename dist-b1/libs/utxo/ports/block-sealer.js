/**
 * Signs, mines and verifies a block away from the thread that answers requests. See sealBlock for the meaning. The keys in
 * the template belong to the intents, which wipe them: they are read before `seal` returns its promise, and never kept.
 */
export class BlockSealer {
}
//# sourceMappingURL=block-sealer.js.map