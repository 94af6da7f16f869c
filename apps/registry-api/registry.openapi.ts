import type { ApiDescription } from '@app/infrastructure/http/openapi/api-description.js';
import { VERSION } from '@app/infrastructure/http/version.js';
import { SIGNATURE_HEADERS } from './access/signature-headers.js';

export const REGISTRY_API: ApiDescription = {
  title: 'Mizan registry',
  version: VERSION,
  description: `Nodes: who they are, where they can be reached, what they can do, whether they are alive, and what they are thought of.

Errors are \`{"detail": "…"}\`; a request whose fields cannot be read gets 422 and a list of what is wrong where. Every route
below \`/nodes\` also answers below \`/nodes/nodes\`. Such second paths are for old clients alone, deprecated, and named by
\`x-deprecated-path\`.

**Who is asking.** In demo mode credentials may be left out; those that are sent are checked. Otherwise every change needs them,
and a node acts for itself only. A request is signed over eight lines, joined by line feeds, without one at the end:

\`\`\`
mizan-request-v2
POST
nodes.example.com
/wallet/node_001/send
de826ed981dda3d07a1ed3ffdbc8aaa9e97dda1e9edf44fadf1972b78d62ac7b
payment-0001
1795651200
4f1c9a7be05d4d3c
\`\`\`

They are: the version; the method; the \`Host\` header that is sent, in lower case; the path with its query, to the byte as it is sent;
the SHA-256 of the body in lower-case hex (of nothing when there is no body); the \`Idempotency-Key\` header, an empty line when there
is none; the timestamp; the nonce. Five headers carry the rest: \`${SIGNATURE_HEADERS.version}: 2\`; \`${SIGNATURE_HEADERS.key}\` the
public key in hex (33 bytes compressed secp256k1, or 32 bytes Ed25519), or \`hmac:\` and the node's id; \`${SIGNATURE_HEADERS.timestamp}\`
Unix seconds, at most 300 s from the server's; \`${SIGNATURE_HEADERS.nonce}\` 16 to 64 characters of \`A-Z a-z 0-9 _ -\`, used once;
\`${SIGNATURE_HEADERS.signature}\` in hex: Ed25519 over the text; secp256k1 over its SHA-256, 64 bytes r‖s with low s; or HMAC-SHA-256
over the text with the secret that registration gave out. A public key is registered by a request that is signed with it.

The text above belongs to the body \`{"node_id":"node_001","recipient_address":"FAddress","amount":10.5}\`. The public key
\`0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798\` (of the private key 1) signs it with
\`62ca0630ecdc1f9694679340677f8990385cac7985c19489bde70ee8f9be211a5ed44be89d4076e46841d197660f293890684c79021994b82e20d0b13ff572ae\`.

**The first version** of the text, \`mizan-request-v1\`, has neither the host nor the \`Idempotency-Key\`, and comes without
\`${SIGNATURE_HEADERS.version}\`. Answers to such requests carry \`Deprecation\` (RFC 9745) and \`Sunset\` (RFC 8594): from that date on they
get 401.

**The older scheme.** A body may carry \`auth_data {signature, timestamp, message}\` in place of the headers: \`message\` is the text
of either version, its body hash being that of the body without \`auth_data\`, written with its keys sorted and no spaces, and
\`signature\` its HMAC.`,
  tags: {
    nodes: 'Nodes: registration, heartbeats, keys and reputation.',
    capabilities: 'What nodes can do, and which nodes can do it.',
    events: 'The log of what happens, signed by the registry.',
    webhooks: 'Events that are posted to a URL of yours.',
    wallet: 'Wallets of nodes, their payments, and the reserves behind them.',
    devnet: 'The built-in coin, for development: it is there when no Flopcoin Core is configured.',
    peers: 'Other registries, whose logs this one follows.',
  },
  port: 8000,
  aliases: { '/nodes/nodes': '/nodes', '/wallet/status/health': '/wallet/health' },
  errors: 'detail',
  webhookEvent: 'RegistryEventResponse',
  securitySchemes: {
    nodeSignatureVersion: {
      type: 'apiKey',
      in: 'header',
      name: SIGNATURE_HEADERS.version,
      description: '2; without it the signature is of the first version',
    },
    nodeKey: { type: 'apiKey', in: 'header', name: SIGNATURE_HEADERS.key, description: 'Public key, or hmac:NODE_ID' },
    nodeTimestamp: { type: 'apiKey', in: 'header', name: SIGNATURE_HEADERS.timestamp, description: 'Unix seconds' },
    nodeNonce: { type: 'apiKey', in: 'header', name: SIGNATURE_HEADERS.nonce, description: 'Used once' },
    nodeSignature: { type: 'apiKey', in: 'header', name: SIGNATURE_HEADERS.signature, description: 'Hex' },
    administrator: { type: 'http', scheme: 'bearer', description: 'An administrator may act for any node' },
  },
};
