import type { FuzzRequest } from './requests.js';

/** The request, less its credentials, as a command that can be pasted into a shell. */
export function curlLine(baseUrl: string, { method, target, headers, body }: FuzzRequest): string {
  const fields = Object.entries(headers).map(
    ([name, value]) => `-H ${quoted(value === '' ? `${name};` : `${name}: ${value}`)}`,
  );
  const isPrintable = /^[\x20-\x7e\n]*$/.test(body ?? '');
  const data = body === undefined ? [] : ['--data-binary', isPrintable ? quoted(body) : '@-'];
  const curl = ['curl', '-isS', '--path-as-is', '-X', method, ...fields, ...data, quoted(`${baseUrl}${target}`)].join(
    ' ',
  );
  if (isPrintable) return curl;
  return `printf %s ${Buffer.from(body ?? '').toString('base64')} | base64 -d | ${curl}`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
