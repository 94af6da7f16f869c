import { type ChainVerification, toHex, VerifyChain } from '@app/chain';
import { createLedger } from '@app/client';
import { WorkerBlockVerifier } from '@app/infrastructure/crypto/worker-block-verifier.js';
import { isJsonObject, JsonNumber, type JsonObject, type JsonValue } from '@app/infrastructure/http/json-value.js';
import { toJson } from '@app/infrastructure/http/json-writer.js';
import { JsonSyntaxError, parseStrictJson } from '@app/infrastructure/http/strict-json.js';
import { SqlBlockStore } from '@app/infrastructure/sql/ledger/sql-block-store.js';
import { SqlSupplyOrders } from '@app/infrastructure/sql/ledger/sql-supply-orders.js';
import { SqlUnspentOutputs } from '@app/infrastructure/sql/ledger/sql-unspent-outputs.js';
import { administratorToken } from '../administrator-token.js';
import { CommandFailure } from '../command-failure.js';
import { FAILED, OUTPUT_LOST, USAGE_ERROR } from '../exit-codes.js';
import { printResult } from '../output.js';
import { demandExisting, readStoragePlace, withStore } from '../stores.js';

const UNAVAILABLE = 69;
const VERIFICATION_TIMEOUT_MS = 300_000;

export async function runVerifyChain({ url, json }: { url?: string; json?: boolean }): Promise<void> {
  const report = url === undefined ? await verifyStore() : await askServer(url);
  const isRight = report.ok === true;
  process.exitCode = isRight ? 0 : FAILED;
  await printResult(json ? `${toJson(report)}\n` : describe(report), isRight ? OUTPUT_LOST : FAILED);
}

/** What `GET /api/v1/chain/verify` answers, its numbers as they were written: a supply may exceed what a double holds. */
async function askServer(url: string): Promise<JsonObject> {
  const address = addressOf(url);
  const token = administratorToken(address);
  const ledger = createLedger({ baseUrl: address.origin, token, attemptTimeoutMs: VERIFICATION_TIMEOUT_MS });
  const { status, body } = await ledger.raw('verifyChain').catch((cause: unknown) => {
    throw new CommandFailure(`no server answers at ${url}`, UNAVAILABLE, { cause });
  });
  const text = new TextDecoder().decode(body);
  if (status !== 200) throw new CommandFailure(`${url} answered ${status}: ${text.slice(0, 200).trim()}`, UNAVAILABLE);
  return readReport(text, url);
}

function addressOf(url: string): URL {
  if (!/^https?:/.test(url) || !URL.canParse(url)) {
    throw new CommandFailure('--url must be the address of the server, such as http://127.0.0.1:8080', USAGE_ERROR);
  }
  return new URL(url);
}

function readReport(text: string, url: string): JsonObject {
  try {
    const report = parseStrictJson(text);
    if (isJsonObject(report) && typeof report.ok === 'boolean') return report;
  } catch (error) {
    if (!(error instanceof JsonSyntaxError)) throw error;
  }
  throw new CommandFailure(`what answers at ${url} is no ledger`, UNAVAILABLE);
}

/** The same from the store itself. */
async function verifyStore(): Promise<JsonObject> {
  const place = readStoragePlace();
  demandExisting(place, 'ledger');
  const verifier = new WorkerBlockVerifier();
  try {
    return await withStore(place, 'ledger', async (database) => {
      const unspent = new SqlUnspentOutputs(database);
      const store = new SqlBlockStore(database);
      const orders = new SqlSupplyOrders(database);
      const verify = new VerifyChain(store, verifier, (tip) => unspent.asOf(tip), orders);
      return reportOf(await verify.execute());
    });
  } finally {
    await verifier.close();
  }
}

function reportOf({ ok, fault, utxoDigest, ...counts }: ChainVerification): JsonObject {
  const number = (value: number | bigint) => JsonNumber.of(String(value));
  return {
    ok,
    height: number(counts.height),
    blocks: number(counts.blocks),
    transactions: number(counts.transactions),
    supply: number(counts.supply),
    unspent_count: number(counts.unspentCount),
    utxo_digest: toHex(utxoDigest),
    genesis: number(counts.genesis),
    faucet: number(counts.faucet),
    issued: number(counts.issued),
    redeemed: number(counts.redeemed),
    ...(fault && { fault: { height: number(fault.height), rule: fault.rule, message: fault.message } }),
  };
}

function describe({ ok, fault, ...report }: JsonObject): string {
  if (ok !== true) {
    const { height, rule, message } = isJsonObject(fault) ? fault : {};
    return `FAULT at height ${plain(height)}: ${plain(rule)} (${plain(message)})\n`;
  }
  const { height, blocks, transactions, supply, genesis, faucet, issued, redeemed, unspent_count, utxo_digest } =
    report;
  const orders = [issued, redeemed].map(plain);
  // As it was before there were orders, for what reads these lines on a ledger without any.
  const sum = `supply = ${plain(genesis)} genesis + ${plain(faucet)} faucet + ${orders[0]} issued - ${orders[1]} redeemed\n`;
  return (
    `ok: ${plain(blocks)} blocks up to height ${plain(height)}, ${plain(transactions)} transactions, ` +
    `${plain(supply)} units in ${plain(unspent_count)} unspent outputs\n` +
    (orders.every((units) => units === '0') ? '' : sum) +
    `utxo digest ${plain(utxo_digest)}\n`
  );
}

/** A member as text; control characters of a hostile server do not reach the terminal. */
function plain(value: JsonValue | undefined): string {
  if (value instanceof JsonNumber) return value.text;
  return typeof value === 'string' ? value.replaceAll(/\p{Cc}/gu, '?') : '?';
}
