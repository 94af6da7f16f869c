/** Names of the headers of a signed request, as Node gives them. */
export const SIGNATURE_HEADERS = {
    key: 'x-mizan-key',
    timestamp: 'x-mizan-timestamp',
    nonce: 'x-mizan-nonce',
    signature: 'x-mizan-signature',
};
//# sourceMappingURL=signature-headers.js.map