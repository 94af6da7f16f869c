import { createHash } from 'node:crypto';

/** SHA-256 over lines of fields: `|` between fields, a line feed behind each line, UTF-8. */
export class LineDigest {
  private readonly hash = createHash('sha256');

  add(...fields: (string | number | bigint)[]): void {
    this.hash.update(`${fields.join('|')}\n`);
  }

  /** Hex. Nothing can be added afterwards. */
  end(): string {
    return this.hash.digest('hex');
  }
}
