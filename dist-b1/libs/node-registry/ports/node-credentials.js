/** What nodes prove themselves with: each has a public key or a shared secret, from its registration on. */
export class NodeCredentials {
}
//# sourceMappingURL=node-credentials.js.map