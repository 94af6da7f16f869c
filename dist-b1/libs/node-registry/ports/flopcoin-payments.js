/**
 * How money leaves Core's wallet. One sender at a time: hold a lock over build and commit. Errors as told at FlopcoinNode.
 */
export class FlopcoinPayments {
}
//# sourceMappingURL=flopcoin-payments.js.map