import { InvalidArgumentError } from 'commander';

/** @throws InvalidArgumentError for what does not fit into a header */
export function parseIdempotencyKey(text: string): string {
  if (/^[!-~]{1,255}$/.test(text)) return text;
  throw new InvalidArgumentError('It must be 1 to 255 visible ASCII characters.');
}
