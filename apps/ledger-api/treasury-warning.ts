import type { LedgerConfig } from './ledger.config.js';

/**
 * What an operator with too few administrators is told at the start, since nothing else would before the first order stays where it
 * is. In a demo anyone is one of those who approve.
 */
export function treasuryWarning({
  mode,
  treasury,
  administrators,
}: Pick<LedgerConfig, 'mode' | 'treasury' | 'administrators'>): string | undefined {
  const approvers = administrators.length + (mode === 'demo' ? 1 : 0);
  if (approvers >= treasury.approvals) return undefined;
  return (
    `an order of the treasury needs ${treasury.approvals} approvals, and ADMIN_TOKEN_HASH names ${administrators.length}: ` +
    'nothing can be issued or redeemed until it names more, or TREASURY_APPROVALS asks for fewer'
  );
}
