import { type AuditVerification, type NotedHead, verifyAudit } from '@app/infrastructure/audit/verify-audit.js';
import { type Command, InvalidArgumentError } from 'commander';
import { FAILED, OUTPUT_LOST } from '../exit-codes.js';
import { Results } from '../output.js';
import {
  APIS,
  type Api,
  demandExisting,
  mayHave,
  readStoragePlace,
  StoreMissing,
  unlessMissing,
  withStore,
} from '../stores.js';

type NotedHeads = Partial<Record<Api, NotedHead>>;

export function addVerifyAudit(program: Command): void {
  program
    .command('verify-audit')
    .description('recompute the audit trails of both APIs and compare them with the money that moved')
    .option(
      '--head <api:row:hash>',
      'a head that an earlier verification printed, which must still be there; once for each API',
      readHead,
      {},
    )
    .addHelpText(
      'after',
      '\nNote the heads down where whoever runs the database cannot write: without them nobody notices when the newest rows are cut off.' +
        '\nExit code: 0 the trails are whole, 1 they are not, 75 a server is using the data directory.',
    )
    .action(async ({ head }: { head: NotedHeads }) => {
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
    });
}

function describe(api: Api, { rows, head, fault }: AuditVerification): string {
  if (fault) return `${api}: FAULT after ${rows} right rows: ${fault}\n`;
  return `${api}: ok, ${rows} rows, head ${api}:${rows}:${head}\n`;
}

function readHead(text: string, earlier: NotedHeads): NotedHeads {
  const [, api, number, hash] = /^(ledger|registry):([1-9][0-9]{0,17}):([0-9a-f]{64})$/.exec(text) ?? [];
  if (!api) throw new InvalidArgumentError('It is what a verification prints after "head".');
  return { ...earlier, [api]: { number: BigInt(number!), hash: hash! } };
}
