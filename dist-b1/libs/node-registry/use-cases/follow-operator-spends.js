/**
 * Books what the operator pays from Core's wallet past the registry, as the house's. Without it a payment of the operator's
 * own money would look like missing money of nodes, and funding a node from the same wallet like money from nowhere.
 */
export class FollowOperatorSpends {
    spends;
    wallet;
    policy;
    clock;
    constructor(spends, wallet, policy, clock) {
        this.spends = spends;
        this.wallet = wallet;
        this.policy = policy;
        this.clock = clock;
    }
    /** @param txids transactions by which Core's wallet paid; those of nodes and those known are left alone */
    async ingest(txids) {
        for (const txid of await this.spends.unknown(txids)) {
            const transaction = await this.wallet.transaction(txid);
            if (!transaction || transaction.confirmations < 0)
                continue;
            const { confirmations } = transaction;
            const spend = { txid, outflowUnits: outflowOf(transaction), counted: true, confirmations };
            await this.spends.book(spend, this.clock.nowMs());
        }
    }
    /** @param all false for those alone that are in no block */
    async review(all) {
        for (const spend of await this.spends.unsettled())
            if (all || spend.confirmations <= 0)
                await this.#review(spend);
    }
    async #review(spend) {
        const confirmations = (await this.wallet.transaction(spend.txid))?.confirmations ?? -1;
        const counted = confirmations >= 0;
        const final = Math.abs(confirmations) >= this.policy.final;
        if (counted === spend.counted && confirmations === spend.confirmations && !final)
            return;
        await this.spends.move(spend, { counted, confirmations, final }, this.clock.nowMs());
    }
}
/** Core lists what was sent without the change, and the fee apart. */
function outflowOf({ details, feeUnits }) {
    return details.reduce((total, { category, amountUnits }) => (category === 'send' ? total + amountUnits : total), feeUnits ?? 0n);
}
//# sourceMappingURL=follow-operator-spends.js.map