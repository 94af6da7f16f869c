export interface RawAnswer {
  status: number;
  /** Names in lower case. */
  headers: Record<string, string>;
  body: string;
}

/**
 * Reads the answers on a connection as a strict client does.
 *
 * @param headless positions of answers to HEAD, which announce a body and have none
 * @throws Error where the bytes are no answer: a body after an error, or a header that somebody smuggled in
 */
export function readAnswers(bytes: Buffer, headless: readonly number[] = []): RawAnswer[] {
  const answers: RawAnswer[] = [];
  let rest = bytes;
  while (rest.length > 0) {
    const end = rest.indexOf('\r\n\r\n');
    if (end < 0) throw new Error(`no answer: ${rest.subarray(0, 80)}`);
    const [start = '', ...lines] = rest.subarray(0, end).toString('latin1').split('\r\n');
    const status = /^HTTP\/1\.1 (\d{3}) /.exec(start)?.[1];
    if (status === undefined) throw new Error(`no answer: ${start.slice(0, 80)}`);
    const headers = Object.fromEntries(lines.map((line) => readHeader(line)));
    rest = rest.subarray(end + 4);
    if (status === '100') continue;
    const isHeadless = headless.includes(answers.length) || status === '204';
    const { body, length } = isHeadless ? { body: '', length: 0 } : readBody(headers, rest);
    answers.push({ status: Number(status), headers, body });
    rest = rest.subarray(length);
  }
  return answers;
}

function readHeader(line: string): [name: string, value: string] {
  const at = line.indexOf(':');
  if (at <= 0) throw new Error(`no header: ${line.slice(0, 80)}`);
  return [line.slice(0, at).toLowerCase(), line.slice(at + 1).trim()];
}

/** The body at the head of `bytes`, and how many of them it takes. */
function readBody(headers: Record<string, string>, bytes: Buffer): { body: string; length: number } {
  if (headers['transfer-encoding'] === 'chunked') return readChunks(bytes);
  const length = Number(headers['content-length'] ?? 0);
  if (bytes.length < length) throw new Error('the body is cut off');
  return { body: bytes.subarray(0, length).toString(), length };
}

function readChunks(bytes: Buffer): { body: string; length: number } {
  const chunks: Buffer[] = [];
  for (let at = 0; ; ) {
    const end = bytes.indexOf('\r\n', at);
    const size = Number.parseInt(bytes.subarray(at, end).toString(), 16);
    if (end < 0 || Number.isNaN(size) || bytes.length < end + 4 + size) throw new Error('the body is cut off');
    chunks.push(bytes.subarray(end + 2, end + 2 + size));
    at = end + 4 + size;
    if (size === 0) return { body: Buffer.concat(chunks).toString(), length: at };
  }
}
