import { randomUUID } from 'node:crypto';
import { COINBASE_REWARD, fromHex } from "../../chain/index.js";
import { parseAddress } from '../model/address.js';
import { AmountNotPositive } from '../wallet.errors.js';
/** The faucet: mints the fixed reward of 15000 units to a wallet. */
export class FundWallet {
    producer;
    log;
    constructor(producer, log) {
        this.producer = producer;
        this.log = log;
    }
    /** @throws AmountNotPositive · InvalidAddress · SupplyExhausted, and what ProduceBlocks.submit throws */
    async execute({ address: text, amount, ip }) {
        // The books take no other amount: recorded, it would fail the block of everybody else.
        if (amount <= 0n)
            throw new AmountNotPositive();
        const address = parseAddress(text);
        const mined = await this.producer.submit({
            plan: () => ({
                inputs: [],
                outputs: [{ value: COINBASE_REWARD, pubKeyHash: fromHex(address, 32) }],
                owners: [],
                // The random part makes every reward a transaction of its own, on this chain and among all chains.
                coinbaseText: `admin_faucet_reward:${randomUUID()}`,
                record: { type: 'reward', sender: undefined, receiver: address, amount },
            }),
        });
        await this.log.record({
            level: 'info',
            type: 'faucet_fund',
            message: `the faucet funded ${address}, recorded amount ${amount}`,
            ip,
        });
        return { ...mined, address };
    }
}
//# sourceMappingURL=fund-wallet.js.map