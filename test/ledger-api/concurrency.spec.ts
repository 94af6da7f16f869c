import { expect, it, jest } from '@jest/globals';
import { judgeChain } from '../support/judge.js';
import { refusal } from '../support/ledger-client.js';
import { describeOnEachStorage } from '../support/running-ledger.js';
import { callersShareBlocks } from '../support/server.js';

jest.setTimeout(120_000);

describeOnEachStorage('many callers at once', (ledger) => {
  it('64 parallel faucet calls and 200 parallel sends leave a linear chain with each of them on it once', async () => {
    const { client } = ledger();
    const before = await client.chain();
    const wallets = await client.createWallets(5);
    const sink = await client.createWallet();
    const rewards = await Promise.all(
      Array.from({ length: 64 }, (_, at) => client.fund(wallets[at % wallets.length]!.address)),
    );
    const payments = await Promise.all(
      Array.from({ length: 200 }, (_, at) => client.pay(wallets[at % wallets.length]!, sink.address, 1 + at)),
    );
    const judged = await judgeChain(client);
    const ids = [...rewards, ...payments].map(({ txid }) => txid);
    expect(new Set(ids).size).toBe(264);
    expect(ids.filter((txid) => !judged.transactions.has(txid))).toEqual([]);
    expect(judged.transactions.size - before.transaction_count).toBe(264);
    expect(judged.minted).toBe(before.supply + 64 * 15_000);
    expect(judged.balances.get(sink.address)).toBe((200 * 201) / 2);
    const height = (await client.chain()).height;
    if (callersShareBlocks) expect(height - before.height).toBeLessThan(200);
    const { transaction_count } = await client.chain();
    expect(transaction_count).toBe(before.transaction_count + 264);
  });

  it('one coin sent whole by 50 callers at once is sent once', async () => {
    const { client } = ledger();
    const from = await client.fundedWallet();
    const payees = await client.createWallets(50);
    const answers = await Promise.all(payees.map(({ address }) => client.send(from, address, 15_000)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    for (const answer of answers.filter(({ status }) => status !== 200)) {
      expect(refusal(answer)).toEqual([400, 'insufficient funds\n']);
    }
    const balances = await Promise.all(payees.map(({ address }) => client.balance(address)));
    expect(balances.sort((left, right) => right - left)).toEqual([15_000, ...Array(49).fill(0)]);
    await judgeChain(client);
  });

  it('a refusal affects no other request in the block', async () => {
    const { client } = ledger();
    const [rich, poor, sink] = [await client.fundedWallet(), await client.createWallet(), await client.createWallet()];
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, at) => client.send(at % 2 === 0 ? rich : poor, sink.address, 1)),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 60 }, (_, at) => (at % 2 ? 400 : 200)));
    expect(await client.balance(sink.address)).toBe(30);
  });

  it('a coin made in a block can be spent in it', async () => {
    const { client } = ledger();
    const [from, sink] = [await client.fundedWallet(), await client.createWallet()];
    // One coin, so each send but the first spends the change of another that may be in the same block.
    const sent = await Promise.all(Array.from({ length: 40 }, () => client.pay(from, sink.address, 10)));
    if (callersShareBlocks) expect(new Set(sent.map(({ block_hash }) => block_hash)).size).toBeLessThan(40);
    expect([await client.balance(from.address), await client.balance(sink.address)]).toEqual([14_600, 400]);
  });
});
