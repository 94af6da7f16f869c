import { setTimeout as sleep } from 'node:timers/promises';
import { type Answer, RegistryClient } from './registry-client.js';

/** Speaks the wallet routes as a node's operator would. */
export class WalletClient extends RegistryClient {
  /** Registers the node and opens its wallet. */
  async open(nodeId: string, walletName = `wallet of ${nodeId}`): Promise<{ address: string; walletId: number }> {
    await this.register(nodeId);
    const { status, body } = await this.post('/wallet/create', { node_id: nodeId, wallet_name: walletName });
    if (status !== 200) throw new Error(`wallet of ${nodeId}: ${status} ${JSON.stringify(body)}`);
    return { address: body.wallet.address, walletId: body.wallet.id };
  }

  pay(nodeId: string, recipient: string, amount: number | string, idempotencyKey?: string): Promise<Answer> {
    const headers = idempotencyKey === undefined ? undefined : { 'Idempotency-Key': idempotencyKey };
    return this.post(`/wallet/${nodeId}/send`, { node_id: nodeId, recipient_address: recipient, amount }, headers);
  }

  /** The figures of `/balance` in units. */
  async units(nodeId: string): Promise<{ available: bigint; pending: bigint; reserved: bigint; owed: bigint }> {
    const { body } = await this.get(`/wallet/${nodeId}/balance`);
    const units = (name: string) => BigInt(body[`${name}_units`]);
    return {
      available: units('available'),
      pending: units('pending'),
      reserved: units('reserved'),
      owed: units('owed'),
    };
  }

  // biome-ignore lint/suspicious/noExplicitAny: whatever the server said
  async transactions(nodeId: string, query = ''): Promise<any[]> {
    return (await this.get(`/wallet/${nodeId}/transactions${query}`)).body.transactions;
  }

  // biome-ignore lint/suspicious/noExplicitAny: whatever the server said
  async reserves(): Promise<any> {
    return (await this.get('/wallet/reserves')).body;
  }

  async houseUnits(): Promise<bigint> {
    return BigInt((await this.reserves()).house_units);
  }

  /** Waits until the books say what Core says, and everybody can send. */
  async agreement(): Promise<void> {
    await until('the books and Core to agree', async () => {
      const { drift_units, frozen_by, frozen_payments } = await this.reserves();
      return drift_units === '0' && frozen_by === null && frozen_payments.length === 0;
    });
  }
}

/** Waits until `look` gives something else than false, null or undefined, and returns it. */
export async function until<T>(
  what: string,
  look: () => Promise<T | false | null | undefined>,
  withinMs = 20_000,
): Promise<T> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > deadline) throw new Error(`waited in vain: ${what}`);
    await sleep(50);
  }
}
