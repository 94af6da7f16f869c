/** A wallet as its owner knows it. */
export interface SendingWallet {
  /** Hex. */
  readonly address: string;
  readonly privateKey: string;
  /** Units in each of its coins. */
  coins: number[];
}

export interface PlannedSend {
  readonly from: SendingWallet;
  readonly to: SendingWallet;
  readonly amount: number;
  /** How many coins the ledger will spend for it. */
  readonly inputs: number;
}

/** Coins that a wallet has at most: what a benchmark of wallets with a single coin each would flatter. */
const MOST_COINS = 5;

/**
 * Wallets that pay each other, one payment at a time, and keep books of their coins by the ledger's own rule of selection.
 * Amounts are chosen so that a payment spends one coin or several, up to all five of a wallet.
 */
export class SendingRing {
  private pending: PlannedSend | undefined;

  /** @param random 0 to 1, as Math.random */
  constructor(
    readonly wallets: readonly SendingWallet[],
    private readonly random: () => number,
  ) {
    if (wallets.length < 2) throw new RangeError('a payment needs two wallets');
  }

  /** What all coins together are worth: payments do not change it. */
  get units(): number {
    return this.wallets.reduce((total, { coins }) => total + sum(coins), 0);
  }

  next(): PlannedSend {
    const from = this.pick(this.wallets.filter(({ coins }) => coins.length > 0));
    const to = this.poorest(from);
    const coins = from.coins.toSorted((left, right) => right - left);
    const inputs = this.howMany(coins);
    const atLeast = inputs === 1 ? 1 : sum(coins.slice(0, inputs - 1)) + 1;
    const atMost = sum(coins.slice(0, inputs));
    const amount = atLeast + Math.floor(this.random() * (atMost - atLeast + 1));
    this.pending = { from, to, amount, inputs };
    return this.pending;
  }

  /** Enters the payment on its way in the books when it was made, and forgets it otherwise. */
  settled(made: boolean): void {
    const { pending } = this;
    this.pending = undefined;
    if (!pending || !made) return;
    const { from, to, amount } = pending;
    const spent = spentCoins(from.coins, amount);
    const change = sum(spent) - amount;
    for (const coin of spent) from.coins.splice(from.coins.indexOf(coin), 1);
    if (change > 0) from.coins.push(change);
    to.coins.push(amount);
  }

  /** A payment of n coins leaves two behind, so many payments of one would break the wallets into ever more coins. */
  private howMany({ length }: readonly number[]): number {
    const crowded = this.wallets.reduce((count, { coins }) => count + coins.length, 0) >= this.wallets.length * 4;
    const fewest = Math.min(length, crowded ? 2 : 1);
    return fewest + Math.floor(this.random() * (Math.min(length, MOST_COINS) - fewest + 1));
  }

  private poorest(except: SendingWallet): SendingWallet {
    const others = this.wallets.filter((wallet) => wallet !== except);
    const fewest = Math.min(...others.map(({ coins }) => coins.length));
    return this.pick(others.filter(({ coins }) => coins.length === fewest));
  }

  private pick(wallets: readonly SendingWallet[]): SendingWallet {
    return wallets[Math.floor(this.random() * wallets.length)]!;
  }
}

/** The ledger's rule: the smallest single coin that suffices, else the largest ones until they do. */
function spentCoins(coins: readonly number[], amount: number): number[] {
  const enough = coins.filter((coin) => coin >= amount);
  if (enough.length > 0) return [Math.min(...enough)];
  const spent: number[] = [];
  for (const coin of coins.toSorted((left, right) => right - left)) {
    if (sum(spent) >= amount) break;
    spent.push(coin);
  }
  return spent;
}

function sum(coins: readonly number[]): number {
  return coins.reduce((total, coin) => total + coin, 0);
}
