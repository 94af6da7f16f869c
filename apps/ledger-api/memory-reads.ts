import { toJson } from '@app/infrastructure/http/json-writer.js';
import type { MemoryRead } from '@app/infrastructure/http/memory-reads.js';
import { ReadBalance } from '@app/wallet';
import type { INestApplicationContext } from '@nestjs/common';

/** What is asked all day, by anyone in every mode, and stands in the index. */
export function memoryReads(app: INestApplicationContext): readonly MemoryRead[] {
  const readBalance = app.get(ReadBalance, { strict: false });
  const balance = (address: string) => {
    const units = readBalance.atOnce(address);
    return units === undefined ? undefined : toJson({ balance: units });
  };
  return [{ route: '/api/v1/wallets/:address/balance', read: balance }];
}
