/** Keeps secrets unreadable at rest. The master key never leaves it. */
export class KeyVault {
}
//# sourceMappingURL=key-vault.js.map