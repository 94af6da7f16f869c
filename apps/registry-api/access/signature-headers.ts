/** Names of the headers of a signed request, as Node gives them. */
export const SIGNATURE_HEADERS = {
  version: 'x-mizan-signature-version',
  key: 'x-mizan-key',
  timestamp: 'x-mizan-timestamp',
  nonce: 'x-mizan-nonce',
  signature: 'x-mizan-signature',
} as const;
