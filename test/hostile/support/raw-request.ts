/** A request as it goes over the wire, written by hand so that it may be wrong. */
export interface RawRequest {
  method?: string;
  /** Sent as it stands: no escaping, no normalising. */
  target: string;
  headers?: Record<string, string>;
  body?: string | Buffer;
}

/** The bytes of a request. `Host`, and `Content-Length` and `Content-Type` of a body, are there unless `headers` has them. */
export function rawRequest({ method = 'GET', target, headers = {}, body }: RawRequest): Buffer {
  const names = new Set(Object.keys(headers).map((name) => name.toLowerCase()));
  const lines = [`${method} ${target} HTTP/1.1`];
  if (!names.has('host')) lines.push('Host: localhost');
  for (const [name, value] of Object.entries(headers)) if (value !== '') lines.push(`${name}: ${value}`);
  const bytes = body === undefined ? undefined : Buffer.from(body);
  if (bytes && !names.has('content-type')) lines.push('Content-Type: application/json');
  if (bytes ? !names.has('content-length') : method === 'POST') lines.push(`Content-Length: ${bytes?.length ?? 0}`);
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`), bytes ?? Buffer.alloc(0)]);
}
