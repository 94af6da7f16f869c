/** The file was not restored, and the target is as it was. */
export class BackupRefused extends Error {
    fault;
    name = 'BackupRefused';
    constructor(fault, reason, options) {
        super(reason, options);
        this.fault = fault;
    }
}
//# sourceMappingURL=backup.errors.js.map