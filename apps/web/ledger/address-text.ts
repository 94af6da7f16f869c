/** An address in lower case; undefined when the text is no address. */
export function readAddressText(text: string): string | undefined {
  const address = text.trim().toLowerCase();
  return /^[0-9a-f]{64}$/.test(address) ? address : undefined;
}

/** The address that a text in either spelling means; undefined where it is none, or its checksum finds a typing error. */
export async function findAddress(text: string): Promise<string | undefined> {
  const given = text.trim();
  if (!/^mzn1/i.test(given)) return readAddressText(given);
  const { readAddress } = await import('mizan-client/crypto');
  try {
    return readAddress(given);
  } catch {
    return undefined;
  }
}
