import type { ApiDescription } from '@app/infrastructure/http/openapi.js';
import { VERSION } from '@app/infrastructure/http/version.js';
import { SIGNATURE_HEADERS } from './access/signature-headers.js';

export const REGISTRY_API: ApiDescription = {
  title: 'Mizan registry',
  version: VERSION,
  description: `Nodes: who they are, where they can be reached, what they can do, whether they are alive, and what they are thought of.

Errors are \`{"detail": "…"}\`; a request whose fields cannot be read gets 422 and a list of what is wrong where. Every route
below \`/nodes\` also answers below \`/nodes/nodes\`.

**Who is asking.** In demo mode credentials may be left out; those that are sent are checked. Otherwise every change needs them,
and a node acts for itself only. A request is signed over six lines, joined by line feeds, without one at the end:

\`\`\`
mizan-request-v1
POST
/nodes/node_001/heartbeat?any=query
SHA-256 of the body in lower-case hex (of nothing when there is no body)
the timestamp
the nonce
\`\`\`

The path is the one that is sent, to the byte. Four headers carry the rest: \`${SIGNATURE_HEADERS.key}\` the public key in hex
(33 bytes compressed secp256k1, or 32 bytes Ed25519), or \`hmac:\` and the node's id; \`${SIGNATURE_HEADERS.timestamp}\` Unix seconds, at
most 300 s from the server's; \`${SIGNATURE_HEADERS.nonce}\` 16 to 64 characters of \`A-Z a-z 0-9 _ -\`, used once;
\`${SIGNATURE_HEADERS.signature}\` in hex: Ed25519 over the text; secp256k1 over its SHA-256, 64 bytes r‖s with low s; or HMAC-SHA-256
over the text with the secret that registration gave out. A public key is registered by a request that is signed with it.

**The older scheme.** A body may carry \`auth_data {signature, timestamp, message}\` in place of the headers: \`message\` is the text
above, its body hash being that of the body without \`auth_data\`, written with its keys sorted and no spaces, and \`signature\` its HMAC.`,
  errors: 'detail',
  securitySchemes: {
    nodeKey: { type: 'apiKey', in: 'header', name: SIGNATURE_HEADERS.key, description: 'Public key, or hmac:NODE_ID' },
    nodeTimestamp: { type: 'apiKey', in: 'header', name: SIGNATURE_HEADERS.timestamp, description: 'Unix seconds' },
    nodeNonce: { type: 'apiKey', in: 'header', name: SIGNATURE_HEADERS.nonce, description: 'Used once' },
    nodeSignature: { type: 'apiKey', in: 'header', name: SIGNATURE_HEADERS.signature, description: 'Hex' },
    administrator: { type: 'http', scheme: 'bearer', description: 'An administrator may act for any node' },
  },
};
