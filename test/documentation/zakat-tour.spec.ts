import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { BIN } from '../support/mizan.js';
import { bashBlocks, expectShownAnswers, paste, readDocument } from '../support/played-tour.js';
import { type RunningServer, startServer } from '../support/server.js';

jest.setTimeout(90_000);

describe("the document's tour of zakat", () => {
  const home = mkdtempSync(join(tmpdir(), 'mizan-zakat-tour-'));
  let server: RunningServer | undefined;
  afterAll(async () => {
    await server?.stop();
    rmSync(home, { recursive: true, force: true });
  });

  it('shows the answers that the command line gives', async () => {
    server = await startServer({ env: { SERVE: 'ledger' } });
    const tour = bashBlocks('## From the command line', readDocument('docs/zakat.md')).join('');
    expect(tour).toMatch('npx mizan "$@"');
    const script = tour
      .replaceAll('http://localhost:8080', server.ledgerUrl)
      .replace('npx mizan', `MIZAN_LEDGER_URL=${server.ledgerUrl} ${process.execPath} ${BIN}`);
    expectShownAnswers(tour, await paste(script, home), /^# (.*)$/gm);
    expect(readFileSync(join(home, 'receipt.pdf'), 'latin1')).toMatch(/^%PDF-/);
    expect(readFileSync(join(home, 'shown'), 'utf8')).toMatch(/^due +375 units from 1 of 2 wallets$/m);
    expect(readFileSync(join(home, 'progress'), 'utf8')).toMatch(/^1 of 1 wallets: 1 charged, 375 units$/m);
  });
});
