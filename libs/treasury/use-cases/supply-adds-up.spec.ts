import { BURN_ADDRESS, COINBASE_REWARD } from '@app/chain';
import { keyPair, type Ledger, openLedger } from '../../../test/support/ledger.js';
import { openTreasury } from '../../../test/support/treasury.js';

const who = { actor: 'administrator:amina', ip: '' };
let ledger: Ledger;
let treasury: ReturnType<typeof openTreasury>;

beforeEach(async () => {
  ledger = await openLedger();
  ledger.producer.start(ledger.tip, () => {});
  treasury = openTreasury(ledger);
});
afterEach(() => ledger.producer.stop());

async function order(
  kind: 'issue' | 'redemption',
  address: string,
  { amount, reference }: { amount: bigint; reference: string },
) {
  const { order } = await treasury.propose.execute(kind, { address, amount, reference }, who);
  return (await treasury.decide.approve({ kind, id: order.id, ...who }, order.hash)).order;
}

test('the supply adds up after many issues, redemptions, rewards and transfers, on a restart too', async () => {
  const { wallet } = treasury;
  const { privateKey: key, address: asha } = keyPair(1);
  const privateKey = key.toString('hex');
  const sums = { faucet: 0n, issued: 0n, redeemed: 0n };
  let treasuryHas = 0n;
  let ashaHas = 0n;
  // A fixed sequence that looks random: the same in every run.
  let state = 1448;
  const random = (below: number) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
  for (let turn = 0; turn < 250; turn++) {
    const amount = BigInt(random(900) + 1);
    const reference = String(turn);
    const deed = random(4);
    if (deed === 0 && turn % 8 === 0) {
      await ledger.faucet.execute({ address: asha, amount, ip: '' });
      sums.faucet += COINBASE_REWARD;
      ashaHas += COINBASE_REWARD;
    } else if (deed === 1 && treasuryHas >= amount) {
      await order('redemption', asha, { amount, reference });
      sums.redeemed += amount;
      treasuryHas -= amount;
    } else if (deed === 2 && ashaHas >= amount) {
      await ledger.transfers.execute({ from: asha, to: wallet.address, amount, privateKey, ip: '' });
      ashaHas -= amount;
      treasuryHas += amount;
    } else {
      await order('issue', random(2) ? asha : wallet.address, { amount, reference });
      sums.issued += amount;
      if (ledger.index.balance(asha) > ashaHas) ashaHas += amount;
      else treasuryHas += amount;
    }
  }
  const supply = 15_000n + sums.faucet + sums.issued - sums.redeemed;
  expect(sums.redeemed).toBeGreaterThan(0n);
  expect(await treasury.verify()).toMatchObject({ ok: true, genesis: 15_000n, supply, ...sums });
  expect([ledger.index.balance(asha), ledger.index.balance(wallet.address)]).toEqual([ashaHas, treasuryHas]);
  expect(ledger.index.balance(BURN_ADDRESS)).toBe(0n);
  await ledger.producer.stop();
  const again = await openLedger({ store: ledger.store });
  expect([again.tip.supply, again.index.balance(wallet.address)]).toEqual([supply, treasuryHas]);
});
