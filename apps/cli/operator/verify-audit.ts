import { type AuditVerification, type NotedHead, verifyAudit } from '@app/infrastructure/audit/verify-audit.js';
import { APIS, type Api } from '../api-option.js';
import { FAILED, OUTPUT_LOST } from '../exit-codes.js';
import { Results } from '../output.js';
import { demandExisting, mayHave, readStoragePlace, StoreMissing, unlessMissing, withStore } from '../stores.js';

export type NotedHeads = Partial<Record<Api, NotedHead>>;

export async function runVerifyAudit({ head }: { head: NotedHeads }): Promise<void> {
  const place = readStoragePlace();
  const apis = APIS.filter((api) => mayHave(place, api));
  if (apis.length === 0) demandExisting(place, 'ledger');
  const results = new Results();
  let isWhole = true;
  let found = 0;
  for (const api of apis) {
    const report = await withStore(place, api, (database) => verifyAudit(database, head[api])).catch(unlessMissing);
    if (!report) continue;
    found++;
    await results.print(describe(api, report));
    if (report.fault) isWhole = false;
  }
  if (found === 0) throw new StoreMissing('ledger', place);
  process.exitCode = isWhole ? 0 : FAILED;
  results.end(isWhole ? OUTPUT_LOST : FAILED);
}

function describe(api: Api, { rows, head, fault }: AuditVerification): string {
  if (fault) return `${api}: FAULT after ${rows} right rows: ${fault}\n`;
  return `${api}: ok, ${rows} rows, head ${api}:${rows}:${head}\n`;
}
