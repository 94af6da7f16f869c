/** The unspent outputs as stored, confirmed ones only. */
export class UnspentOutputs {
}
//# sourceMappingURL=unspent-outputs.js.map