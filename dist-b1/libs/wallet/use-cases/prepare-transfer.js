import { signingDigest, transactionId } from "../../chain/index.js";
import { selectCoins } from "../../utxo/index.js";
import { parseAddress } from '../model/address.js';
import { paymentOutputs } from '../model/payment.js';
import { AmountNotPositive } from '../wallet.errors.js';
/**
 * Chooses coins for a transfer that the owner will sign. Nothing is reserved: if another transfer spends one of the coins
 * first, submitting this one is refused and it has to be prepared again.
 */
export class PrepareTransfer {
    index;
    leadership;
    constructor(index, leadership) {
        this.index = index;
        this.leadership = leadership;
    }
    /** @throws InvalidAddress (from, then to) · AmountNotPositive · InsufficientFunds · TooManyCoins */
    async execute(request) {
        const from = parseAddress(request.from);
        const to = parseAddress(request.to);
        if (request.amount <= 0n)
            throw new AmountNotPositive();
        await this.leadership.catchUp();
        const coins = selectCoins(this.index, from, request.amount);
        const outputs = paymentOutputs(coins, from, to, request.amount);
        const inputs = coins.map(({ txid, vout }) => ({ txid, vout, signature: null, publicKey: new Uint8Array(0) }));
        const id = transactionId(inputs, outputs);
        return { transaction: { id, inputs, outputs }, digest: signingDigest(id) };
    }
}
//# sourceMappingURL=prepare-transfer.js.map