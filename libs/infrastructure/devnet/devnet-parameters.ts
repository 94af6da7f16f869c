import { UNITS_PER_FLOP } from '@app/node-wallet';

/** The devnet follows Flopcoin's regtest: its address prefixes, fees, dust and maturity (chainparams.cpp, policy.h). */
export const NETWORK = 'regtest';
export const SUBVERSION = '/MizanDevnet:1.0.0/';

/** 0.01 FLOP per 1000 bytes: what Flopcoin's wallet pays. */
export const WALLET_FEE_RATE_UNITS = 1_000_000n;
/** 0.001 FLOP per 1000 bytes: what its mempool asks for. */
export const RELAY_FEE_PER_BYTE_UNITS = 100n;
/** An output below 0.001 FLOP makes a transaction unacceptable. */
export const HARD_DUST_UNITS = UNITS_PER_FLOP / 1000n;
/** `-maxtxfee`: above it a fee is taken for a mistake. */
export const MAX_FEE_UNITS = 100n * UNITS_PER_FLOP;

/** A mined coin can be spent in the 6th block after its own. The wallet waits for one more, as Core's does. */
export const COINBASE_MATURITY = 6;

/** Mined when a devnet is first opened, so that its faucet has money from the start. */
export const FIRST_BLOCKS = 12;

/** 500,000 FLOP, halved every 100,000 blocks; 10,000 from block 600,000 on. */
export function blockReward(height: number): bigint {
  if (height >= 600_000) return 10_000n * UNITS_PER_FLOP;
  return (500_000n * UNITS_PER_FLOP) >> BigInt(Math.floor(height / 100_000));
}
