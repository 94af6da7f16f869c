/** Whether a caller without credentials may change things: `optional` in demo mode, `required` in production. */
export class CredentialPolicy {
}
//# sourceMappingURL=caller.js.map