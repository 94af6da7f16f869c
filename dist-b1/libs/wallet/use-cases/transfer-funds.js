import { DomainError } from "../../kernel/index.js";
import { addressOf, parseAddress } from '../model/address.js';
import { parsePrivateKey } from '../model/key-pair.js';
import { paymentOutputs } from '../model/payment.js';
import { AmountNotPositive, KeyMismatch } from '../wallet.errors.js';
/** Sends funds from a wallet whose key the caller presents; the server signs. */
export class TransferFunds {
    producer;
    scheme;
    log;
    constructor(producer, scheme, log) {
        this.producer = producer;
        this.scheme = scheme;
        this.log = log;
    }
    /**
     * Resolves when the transaction is stored in a block.
     * @throws in this order: ProducerBusy and NotWriting when the server cannot take more · InvalidAddress (from, then to) · AmountNotPositive · InvalidPrivateKey · KeyMismatch ·
     *   InsufficientFunds · TooManyCoins, and what ProduceBlocks.submit throws
     */
    async execute(request) {
        this.producer.admit();
        try {
            const mined = await this.producer.submit(this.intent(request));
            await this.record('info', 'transaction_mined', `a transfer of ${request.amount} units was mined`, request.ip);
            return mined;
        }
        catch (error) {
            if (error instanceof DomainError) {
                await this.record('warn', 'transaction_refused', `a transfer was refused: ${error.message}`, request.ip);
            }
            throw error;
        }
    }
    intent(request) {
        const from = parseAddress(request.from);
        const to = parseAddress(request.to);
        const { amount } = request;
        if (amount <= 0n)
            throw new AmountNotPositive();
        const privateKey = parsePrivateKey(request.privateKey, this.scheme);
        const publicKey = this.scheme.publicKeyOf(privateKey);
        if (addressOf(publicKey) !== from) {
            privateKey.fill(0);
            throw new KeyMismatch();
        }
        return {
            plan: (coins) => {
                const inputs = coins.select(from, amount);
                return {
                    inputs,
                    outputs: paymentOutputs(inputs, from, to, amount),
                    owners: inputs.map(() => from),
                    signer: { privateKey, publicKey },
                    record: { type: 'send', sender: from, receiver: to, amount },
                };
            },
            settled: () => privateKey.fill(0),
        };
    }
    record(level, type, message, ip) {
        return this.log.record({ level, type, message, ip });
    }
}
//# sourceMappingURL=transfer-funds.js.map