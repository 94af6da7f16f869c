import { afterAll, describe, expect, it } from '@jest/globals';
import { reportFigures } from '../support/figures.js';
import { judgeChain } from '../support/judge.js';
import { Ledger } from '../support/running-ledger.js';

/** One transaction a block, and no patience: a few requests at once are too many. */
const SMALL = { MAX_BLOCK_TRANSACTIONS: '1', MAX_WAIT_MS: '10', POW_BITS: '8' };
const AT_ONCE = 200;

describe.each(['embedded', 'postgres'] as const)('more requests than can be served, on %s', (kind) => {
  let ledger: Ledger;
  afterAll(() => ledger?.dispose());

  it('are refused early, and what is accepted is kept', async () => {
    ledger = await Ledger.start(kind, SMALL);
    const { client } = ledger;
    // Enough blocks for the server to know its speed.
    const payer = await client.fundedWallet(20);
    const { address: to } = await client.createWallet();
    const body = { from: payer.address, to, amount: 1, privKey: payer.private_key };
    const answers = await Promise.all(
      Array.from({ length: AT_ONCE }, () => client.exchange('POST', '/transactions', body)),
    );
    const mined = answers.filter(({ status }) => status === 200);
    const refused = answers.filter(({ status }) => status === 503);
    expect(mined.length + refused.length).toBe(AT_ONCE);
    expect(mined.length).toBeGreaterThan(0);
    expect(refused.length).toBeGreaterThan(0);
    for (const { text, headers } of refused) {
      expect([text, headers.get('retry-after')]).toEqual([
        'the server is busy, try again\n',
        expect.stringMatching(/^[1-9]/),
      ]);
    }
    expect((await client.exchange('POST', '/transactions', body)).status).toBe(200);
    const judged = await judgeChain(client);
    expect(judged.balances.get(to)).toBe(mined.length + 1);
    await reportFigures(`${AT_ONCE} sends at once on a server that has room for a few, ${kind}`, {
      accepted: mined.length,
      refused: refused.length,
      lost: mined.length + 1 - judged.balances.get(to)!,
    });
  });
});
