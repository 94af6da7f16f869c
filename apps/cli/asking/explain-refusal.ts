import type { RawAnswer } from '@app/client';
import { isJsonObject, type JsonObject, type JsonValue } from '@app/infrastructure/http/json-value.js';
import type { AskedServer } from './asked-server.js';
import { plain, printable } from './rendering/plain-text.js';

const QUOTED_CHARACTERS = 200;

/**
 * What a server gave as its reason, in its own words: a `detail` text, and, for fields that it could not read, a line for
 * each. More lines follow where there is something to do about it.
 */
export function explainRefusal(
  answer: RawAnswer,
  content: JsonObject | undefined,
  { api, url, howToProve }: Pick<AskedServer, 'api' | 'url' | 'howToProve'>,
): string {
  const lines = [reasonOf(content?.detail, api) ?? unreadable(answer, url)];
  // Of the ledger, beside its `detail`.
  if (Array.isArray(content?.errors)) lines.push(...content.errors.filter(saysMore(content)).map(errorLine));
  if (answer.status === 401 && howToProve !== undefined) lines.push(`  ${howToProve}`);
  const retryAfter = answer.headers.get('retry-after') ?? '';
  if (/^\d{1,9}$/.test(retryAfter)) lines.push(`  try again in ${Number(retryAfter)} s`);
  return lines.join('\n');
}

function reasonOf(detail: JsonValue | undefined, api: string): string | undefined {
  if (typeof detail === 'string') return printable(detail);
  if (!Array.isArray(detail) || detail.length === 0) return undefined;
  return [
    `the request has fields that the ${api} cannot read:`,
    ...detail.map((issue) => `  ${issueLine(issue)}`),
  ].join('\n');
}

/** `body.amount: Input should be a valid number` */
function issueLine(issue: JsonValue): string {
  if (!isJsonObject(issue)) return plain(issue);
  const place = Array.isArray(issue.loc) ? issue.loc.map(plain).join('.') : '';
  return place ? `${place}: ${plain(issue.msg)}` : plain(issue.msg);
}

/** Some refusals are about one field, and name it in their own words. */
function saysMore({ detail }: JsonObject): (error: JsonValue) => boolean {
  return (error) => !isJsonObject(error) || error.detail !== detail;
}

/** `amount: must be a positive integer` */
function errorLine(error: JsonValue): string {
  return `  ${isJsonObject(error) ? `${plain(error.field)}: ${plain(error.detail)}` : plain(error)}`;
}

function unreadable({ status, body }: RawAnswer, url: URL): string {
  const text = printable(Buffer.from(body).toString('utf8').trim().slice(0, QUOTED_CHARACTERS));
  return `${url.href} answered ${status}${text && `: ${text}`}`;
}
