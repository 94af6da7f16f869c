import type { RawAnswer } from '@app/client';
import { isJsonObject, type JsonObject, type JsonValue } from '@app/infrastructure/http/json-value.js';
import type { Connection } from './connection.js';
import { plain, printable } from './rendering/plain-text.js';

const QUOTED_CHARACTERS = 200;

/**
 * What the registry gave as its reason, in its own words: a `detail` text, or, for fields that it could not read, a line
 * for each. More lines follow where there is something to do about it.
 */
export function explainRefusal(
  answer: RawAnswer,
  content: JsonObject | undefined,
  { url, key }: Pick<Connection, 'url' | 'key'>,
): string {
  const lines = [reasonOf(content?.detail) ?? unreadable(answer, url)];
  if (answer.status === 401 && !key) lines.push('  sign the request: --key-file FILE, or MIZAN_KEY_FILE');
  const retryAfter = answer.headers.get('retry-after') ?? '';
  if (/^\d{1,9}$/.test(retryAfter)) lines.push(`  try again in ${Number(retryAfter)} s`);
  return lines.join('\n');
}

function reasonOf(detail: JsonValue | undefined): string | undefined {
  if (typeof detail === 'string') return printable(detail);
  if (!Array.isArray(detail) || detail.length === 0) return undefined;
  return [
    'the request has fields that the registry cannot read:',
    ...detail.map((issue) => `  ${issueLine(issue)}`),
  ].join('\n');
}

/** `body.amount: Input should be a valid number` */
function issueLine(issue: JsonValue): string {
  if (!isJsonObject(issue)) return plain(issue);
  const place = Array.isArray(issue.loc) ? issue.loc.map(plain).join('.') : '';
  return place ? `${place}: ${plain(issue.msg)}` : plain(issue.msg);
}

function unreadable({ status, body }: RawAnswer, url: URL): string {
  const text = printable(Buffer.from(body).toString('utf8').trim().slice(0, QUOTED_CHARACTERS));
  return `${url.href} answered ${status}${text && `: ${text}`}`;
}
