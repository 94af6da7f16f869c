import type { JsonValue } from '@app/infrastructure/http/json-value.js';
import { type Command, InvalidArgumentError } from 'commander';
import { parseIdempotencyKey } from '../asking/idempotency-key.js';
import { plain } from '../asking/rendering/plain-text.js';

const DEFAULT_LIMIT = '50';

export interface PageFlags {
  readonly limit?: string;
  readonly cursor?: string;
}

/** Of a list that is printed a part at a time. */
export function addPageOptions(command: Command): Command {
  return command
    .option('--limit <n>', 'how many', DEFAULT_LIMIT)
    .option('--cursor <cursor>', 'where the part before ended');
}

/** Of what the ledger does once for one key. */
export function addKeyOption(command: Command): Command {
  return command.option(
    '--idempotency-key <key>',
    'what was done with the same key is not done again (default: a new key)',
    parseIdempotencyKey,
  );
}

/** For an option that may stand several times. */
export function collect(value: string, before: readonly string[] = []): string[] {
  return [...before, value];
}

/** `1/8`. @throws InvalidArgumentError */
export function parseRatio(text: string): { numerator: string; denominator: string } {
  const [, numerator, denominator] = /^(\d+)\/(\d+)$/.exec(text) ?? [];
  if (numerator !== undefined && denominator !== undefined) return { numerator, denominator };
  throw new InvalidArgumentError('It must be a fraction, such as 1/8.');
}

/** Of what replaces a version. */
export function addVersionOption(command: Command): Command {
  return command.option(
    '--if-version <n>',
    'the version that you have looked at; refused when another is in force (default: the one in force)',
  );
}

/** The header that names the version to replace. */
export function ifMatch(version: JsonValue | undefined): string {
  return `"${plain(version)}"`;
}
