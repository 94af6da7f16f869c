import { createHash } from 'node:crypto';
import { toHex } from '@app/chain';
import { chooseSignatureScheme } from '@app/infrastructure/crypto/native-secp256k1.js';
import { addressOf } from '@app/wallet';
import { sendAll } from '../load/load-generator-process.js';
import type { RequestShape } from '../load/request-source.js';
import type { SendingWallet } from '../load/sending-ring.js';

/** What the faucet mints, in units. */
const REWARD = 15_000;
const FAUCET_CLIENTS = 64;

const scheme = chooseSignatureScheme();

export interface BenchKey {
  readonly privateKey: Uint8Array;
  /** Compressed. */
  readonly publicKey: Uint8Array;
  /** Lower-case hex. */
  readonly address: string;
}

/** The `number`-th key of a series that is the same in every run. These keys are public: nothing real may use them. */
export function benchKey(series: string, number: number): BenchKey {
  const privateKey = createHash('sha256').update(`mizan bench ${series} ${number}`).digest();
  const publicKey = scheme.publicKeyOf(privateKey);
  return { privateKey, publicKey, address: addressOf(publicKey) };
}

/** Rings of wallets that hold 1 to 5 coins each, as the faucet will have made them: see {@link fund}. */
export function sendingRings(rings: number, walletsPerRing = 4): SendingWallet[][] {
  return Array.from({ length: rings }, (_, ring) =>
    Array.from({ length: walletsPerRing }, (_, at) => {
      const number = ring * walletsPerRing + at;
      const { privateKey, address } = benchKey('sends', number);
      return {
        address,
        privateKey: toHex(privateKey),
        coins: Array.from({ length: 1 + (number % 5) }, () => REWARD),
      };
    }),
  );
}

/** Asks the faucet for every coin of `wallets`. */
export async function fund(url: string, wallets: readonly SendingWallet[]): Promise<void> {
  await sendAll(
    url,
    wallets.flatMap(({ address, coins }) => coins.map(() => faucetRequest(address))),
    FAUCET_CLIENTS,
  );
}

export function faucetRequest(address: string): RequestShape {
  return { method: 'POST', path: '/api/v1/admin/fund', body: JSON.stringify({ address, amount: REWARD }) };
}
