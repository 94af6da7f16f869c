import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRegistry, type Registry } from '@app/client';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { extractText } from 'unpdf';
import { requestSigner } from '../../libs/client/crypto/request-signer.js';
import { prepareProduction } from '../support/production.js';
import { type RunningServer, startServer } from '../support/server.js';
import { violationsOn } from './support/accessibility.js';
import { CHROMIUM, launchBrowser, Visitor } from './support/browser.js';

const describeInBrowser = CHROMIUM === undefined ? describe.skip : describe;

describeInBrowser('the pages of a registry in production', () => {
  const directory = mkdtempSync(join(tmpdir(), 'mizan-registry-pages-'));
  let server: RunningServer;
  let browser: Browser;
  let operator: Registry;
  let token: string;

  beforeAll(async () => {
    const { env, administratorToken } = prepareProduction(directory, { SERVE: 'registry', WEB: '1' });
    token = administratorToken;
    const starting = startServer({ dataDir: directory, env });
    browser = await launchBrowser();
    server = await starting;
    const basis = { baseUrl: server.registryUrl };
    operator = createRegistry({ ...basis, token });
    const nodeKey = { scheme: 'ed25519', secretKey: Uint8Array.from(randomBytes(32)) } as const;
    await createRegistry({ ...basis, nodeKey }).registerNode({
      ...{ node_id: 'payer', address: 'payer.example:1', capabilities: ['storage'] },
      public_key: requestSigner(nodeKey).publicKey,
    });
    const { wallet } = await operator.createNodeWallet({ node_id: 'payer', wallet_name: 'money' });
    await operator.payFromDevnet({ address: wallet.address, amount: '12.5' });
    await operator.mineDevnet({ blocks: 10 });
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  it('save the statement of a node in each form for whom the registry lets have it, and say why they do not', async () => {
    const visitor = await Visitor.open(browser, server.registryUrl);
    const { page } = visitor;
    try {
      await visitor.goTo('/node/payer');
      await page.getByRole('alert').getByText('without logging in').waitFor();
      expect(await page.getByRole('button', { name: /PDF/ }).count()).toBe(0);
      await page.locator('details.operator summary').click();
      await page.getByTestId('administrator-token').fill(token);
      await page.keyboard.press('Enter');
      await page.getByTestId('balance').waitFor();
      const save = async (form: string) => {
        const [download] = await Promise.all([
          page.waitForEvent('download'),
          page.getByRole('button', { name: `Statement ${form}` }).click(),
        ]);
        return { name: download.suggestedFilename(), content: readFileSync(await download.path()) };
      };
      const { name, content } = await save('JSON');
      const statement = await operator.getNodeStatement({ node_id: 'payer' });
      expect([name, JSON.parse(String(content)).digest]).toEqual(['statement-payer.json', statement.digest]);
      expect(statement.closing_units).toBe(1_250_000_000n);
      const sheet = await operator.getNodeStatementSheet({ node_id: 'payer' });
      expect(await save('CSV')).toEqual({ name: 'statement-payer.csv', content: Buffer.from(sheet) });
      const pdf = await save('PDF');
      const { text } = await extractText(Uint8Array.from(pdf.content), { mergePages: true });
      expect([pdf.name, text]).toEqual(['statement-payer.pdf', expect.stringContaining('12.5 FLOP')]);

      await page.getByLabel('From the day').fill('2026-11-30');
      await page.getByLabel('To the day').fill('2026-11-01');
      await page.getByRole('button', { name: 'Statement CSV' }).click();
      await page.getByRole('alert').getByText('from must be before to').waitFor();
      expect(await violationsOn(page)).toEqual([]);
      // What others pay meanwhile changes the page, and takes nothing away that was typed.
      await operator.payFromDevnet({
        address: (await operator.getNodeWallet({ node_id: 'payer' })).address,
        amount: '1',
      });
      await operator.mineDevnet({ blocks: 10 });
      await page.locator('[data-testid=balance][value="13.5"]').waitFor();
      expect(await page.getByLabel('To the day').inputValue()).toBe('2026-11-01');
      expect(visitor.faults.filter((fault) => !/status of 40[013]/.test(fault))).toEqual([]);
    } finally {
      await visitor.close();
    }
  }, 60_000);
});
