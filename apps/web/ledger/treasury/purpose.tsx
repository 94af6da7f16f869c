import type { LedgerTypes } from 'mizan-client';
import { en as poolEn } from '../../messages/pool.en.js';
import { ur as poolUr } from '../../messages/pool.ur.js';
import { en } from '../../messages/voucher.en.js';
import { ur } from '../../messages/voucher.ur.js';
import { translated } from '../../shell/language.js';

const messages = translated(en, ur);
const poolMessages = translated(poolEn, poolUr);

type PurposeProps = { readonly voucher: Pick<LedgerTypes.VoucherResponse, 'kind' | 'asnaf' | 'receipt'> };

/** What a voucher is for: one of the eight, or a receipt of which something is given back. */
export function Purpose({ voucher: { kind, asnaf, receipt } }: PurposeProps) {
  if (asnaf !== null) return <span>{poolMessages().asnaf[asnaf] ?? <bdi>{asnaf}</bdi>}</span>;
  return (
    <span>
      {messages().kinds[kind] ?? <bdi>{kind}</bdi>} <code dir="ltr">{receipt}</code>
    </span>
  );
}
