export const LEDGER_API = {
    title: 'Mizan ledger',
    version: '1.0.0',
    description: `A UTXO ledger with wallets, transfers mined into blocks, a block explorer, reports and zakat.

Amounts are whole units. Errors are one line of plain text; a caller whose \`Accept\` prefers \`application/problem+json\` gets
RFC 9457 instead. Lists come whole, streamed, or page by page with \`limit\` and \`cursor\`: follow the \`Link\` header.`,
    errors: 'plain-text',
    wholeNumbers: true,
};
//# sourceMappingURL=ledger.openapi.js.map