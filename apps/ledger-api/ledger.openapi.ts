import type { ApiDescription } from '@app/infrastructure/http/openapi/api-description.js';
import { VERSION } from '@app/infrastructure/http/version.js';

export const LEDGER_API: ApiDescription = {
  title: 'Mizan ledger',
  version: VERSION,
  description: `A UTXO ledger with wallets, transfers mined into blocks, a block explorer, reports and zakat.

Amounts are whole units. Errors are one line of plain text; a caller whose \`Accept\` prefers JSON of any kind, or names it without plain text, gets
RFC 9457 instead. Lists come whole, streamed, or page by page with \`limit\` and \`cursor\`: follow the \`Link\` header.

**Who is asking.** A token goes into \`Authorization: Bearer …\`. \`x-access\` of each operation says who may use it, by the mode of the
server: \`anyone\` (credentials are not looked at), \`guest\` (they may be left out, and must be good when they are sent), \`user\`,
\`member\`: a user, who then sees only what is theirs, or an administrator, \`owner\` of the wallet in the path or an administrator, \`administrator\`.`,
  tags: {
    health: 'Whether the server runs and can write.',
    users: 'People with a wallet: registration, one-time passwords, sessions.',
    wallets: 'Key pairs, their balances, histories and coins.',
    transactions: 'Sending units, here or signed by the caller, and proofs of what was sent.',
    requests: 'Asking for payments, and what became of it.',
    treasury: 'Units that enter and leave the ledger, by order of several administrators.',
    blocks: 'The chain: its state, its blocks and its verification.',
    events: 'What has happened, as a log to resume from and as a stream.',
    webhooks: 'Events that are posted to a URL of yours.',
    reports: 'What the books say of a wallet, and the journal of the operator.',
    zakat: 'The yearly deduction from all registered wallets.',
    keys: 'Keys of programs that act for users and administrators.',
    faucet: 'Minting units.',
  },
  port: 8080,
  errors: 'plain-text',
  wholeNumbers: true,
  webhookEvent: 'LedgerEventResponse',
  securitySchemes: {
    session: { type: 'http', scheme: 'bearer', description: 'The token of a user: `POST /auth/verify-otp` gives one' },
    key: {
      type: 'http',
      scheme: 'bearer',
      description:
        'An API key of a user (`POST /me/keys`) or of an administrator (`POST /admin/keys`). It may do what its holder may, where it has the scope that `x-scope` of the operation names: `read` looks, `send` pays from the wallet in custody, `requests` asks for payments, `issue` mints and redeems, `zakat` declares, assesses and charges, `webhooks` subscribes, `admin` is the rest of what administrators do. Operations without a scope take no keys.',
    },
    administrator: { type: 'http', scheme: 'bearer', description: 'The token of `mizan admin-token create`' },
  },
};
