import { randomUUID } from 'node:crypto';
import { COINBASE_REWARD, type CompanionRow, fromHex } from '@app/chain';
import { SystemLog } from '@app/kernel';
import { type BlockIntent, type MinedTransaction, ProduceOnce } from '@app/utxo';
import { type Address, parsePayee } from '../model/address.js';
import { AmountNotPositive } from '../wallet.errors.js';

export interface FundRequest {
  address: string;
  /** Recorded in the books; the reward itself is fixed (specification, "Admin Faucet"). Positive. */
  amount: bigint;
  ip: string;
  /** Who asks, for the audit trail. */
  actor?: string;
  /** The key that the caller gave, if any, and whose it is: see KeyedRequest. */
  idempotency?: { key: string; caller: string } | undefined;
}

/** The faucet: mints the fixed reward of 15000 units to a wallet. */
export class FundWallet {
  constructor(
    private readonly producer: ProduceOnce,
    private readonly log: SystemLog,
  ) {}

  /** @throws AmountNotPositive · InvalidAddress · SupplyExhausted, and what ProduceOnce.execute throws */
  async execute(request: FundRequest): Promise<MinedTransaction & { address: Address }> {
    const { amount, ip, actor = 'system', idempotency } = request;
    // The books take no other amount: recorded, it would fail the block of everybody else.
    if (amount <= 0n) throw new AmountNotPositive();
    const address = parsePayee(request.address);
    const intent: BlockIntent = {
      plan: () => ({
        inputs: [],
        outputs: [{ value: COINBASE_REWARD, pubKeyHash: fromHex(address, 32)! }],
        owners: [],
        // The random part makes every reward a transaction of its own, on this chain and among all chains.
        coinbaseText: `admin_faucet_reward:${randomUUID()}`,
        record: { type: 'reward', sender: undefined, receiver: address, amount },
        companions: [minted(address, actor)],
      }),
    };
    const keyed = idempotency && { route: 'fund', ...idempotency, meaning: [address, String(amount)] };
    const mined = await this.producer.execute(intent, keyed);
    if (mined.isReplay) return { ...mined, address };
    await this.log.record({
      level: 'info',
      type: 'faucet_fund',
      message: `the faucet funded ${address}, recorded amount ${amount}`,
      ip,
    });
    return { ...mined, address };
  }
}

/** A row of the audit trail that commits with the reward. */
function minted(address: Address, actor: string): CompanionRow {
  const details = JSON.stringify({ units: String(COINBASE_REWARD) });
  return { kind: 'audit', values: { actor, action: 'faucet_minted', subject: address, details } };
}
