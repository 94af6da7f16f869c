/** Nonces of signed requests, in one place for all processes of the registry. */
export class Nonces {
}
//# sourceMappingURL=nonces.js.map