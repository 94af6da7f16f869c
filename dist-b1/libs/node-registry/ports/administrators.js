/** Who may act for any node. */
export class Administrators {
}
/** While there are none: every token is wrong. */
export class NoAdministrators extends Administrators {
    async recognise() {
        return false;
    }
}
//# sourceMappingURL=administrators.js.map