import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Something that must stand nowhere, and what to call it when it does. */
export interface Secret {
  readonly name: string;
  /** As the caller knows it: text, or hex when `isHex`. */
  readonly text: string;
  /** The text is the hex of the secret bytes, which are looked for as well, raw and in Base64. */
  readonly isHex?: boolean;
  /** Digits that stand for something else inside a longer run of them: counts only where they stand alone. */
  readonly isShort?: boolean;
}

/** Every place in `haystack` where a secret stands in any of its forms: `name (form)`. */
export function findSecrets(haystack: Buffer, secrets: readonly Secret[]): string[] {
  const latin = haystack.toString('latin1');
  return secrets.flatMap((secret) => {
    if (secret.isShort)
      return new RegExp(`(?<![0-9A-Za-z.-])${secret.text}(?![0-9A-Za-z])`).test(latin) ? [`${secret.name} (text)`] : [];
    const forms = formsOf(secret).filter(([, bytes]) => haystack.includes(bytes));
    return forms.map(([form]) => `${secret.name} (${form})`);
  });
}

export function formsOf({ text, isHex }: Secret): [string, Buffer][] {
  const bytes = Buffer.from(text, isHex ? 'hex' : 'utf8');
  const forms: [string, Buffer][] = [
    ['text', Buffer.from(text)],
    ['lower case', Buffer.from(text.toLowerCase())],
    ['upper case', Buffer.from(text.toUpperCase())],
    ['bytes', bytes],
    ['hex', Buffer.from(bytes.toString('hex'))],
    ['upper-case hex', Buffer.from(bytes.toString('hex').toUpperCase())],
    // Without what depends on the bytes around them: padding, and the last character or two.
    ['Base64', Buffer.from(bytes.toString('base64').replace(/=+$/, '').slice(0, -2))],
    ['Base64 for URLs', Buffer.from(bytes.toString('base64url').slice(0, -2))],
  ];
  return forms.filter(([, form], at) => forms.findIndex(([, other]) => other.equals(form)) === at);
}

/** The content of every file below a directory, by path. */
export function filesBelow(directory: string): [string, Buffer][] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => [path, readFileSync(path)]);
}
