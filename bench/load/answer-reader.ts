const HEAD_END = '\r\n\r\n';
const LAST_CHUNK = '\r\n0\r\n\r\n';

/**
 * Finds out where an HTTP/1.1 answer ends, and its status, at little cost: a load generator shares the machine with what it
 * measures. One request is on its way at a time, so the end of an answer is the end of what arrived.
 */
export class AnswerReader {
  /** What the latest refusal asked to wait for, in seconds; 0 when it did not say. */
  retryAfterSeconds = 0;
  private status = 0;
  /** Bytes of the body that are still to come; -1 when chunks tell where it ends. */
  private missing = 0;
  private head = '';
  private tail = '';

  /** Takes what arrived; answers with the status once the answer is complete. */
  take(chunk: Buffer): number | undefined {
    if (this.status === 0) return this.takeHead(chunk);
    return this.takeBody(chunk, 0);
  }

  private takeHead(chunk: Buffer): number | undefined {
    const before = this.head.length;
    const end = chunk.indexOf(HEAD_END);
    if (before === 0 && end >= 0) return this.begin(chunk.toString('latin1', 0, end), chunk, end + HEAD_END.length);
    this.head += chunk.toString('latin1');
    const whole = this.head.indexOf(HEAD_END);
    if (whole < 0) return undefined;
    const head = this.head.slice(0, whole);
    this.head = '';
    return this.begin(head, chunk, whole + HEAD_END.length - before);
  }

  private begin(head: string, chunk: Buffer, bodyStart: number): number | undefined {
    this.status = Number(head.slice(9, 12));
    const headers = head.toLowerCase();
    if (this.status !== 200) this.retryAfterSeconds = Number(/\r\nretry-after: *(\d+)/.exec(headers)?.[1] ?? 0);
    const at = headers.indexOf('\r\ncontent-length:');
    if (at >= 0) this.missing = Number.parseInt(headers.slice(at + 17), 10);
    else this.missing = headers.includes('\r\ntransfer-encoding: chunked') ? -1 : 0;
    // The line end that closes the head may belong to the mark that closes an empty list of chunks.
    this.tail = '\r\n';
    return this.takeBody(chunk, bodyStart);
  }

  private takeBody(chunk: Buffer, start: number): number | undefined {
    if (this.missing >= 0) {
      this.missing -= chunk.length - start;
      return this.missing <= 0 ? this.finish() : undefined;
    }
    this.tail = (this.tail + chunk.toString('latin1', Math.max(start, chunk.length - LAST_CHUNK.length))).slice(
      -LAST_CHUNK.length,
    );
    return this.tail === LAST_CHUNK ? this.finish() : undefined;
  }

  private finish(): number {
    const { status } = this;
    this.status = 0;
    return status;
  }
}
