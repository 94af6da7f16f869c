/** Another process (or another part of this one) has the data directory open. Two writers would destroy it. */
export class DirectoryInUse extends Error {
    directory;
    pid;
    name = 'DirectoryInUse';
    constructor(directory, 
    /** Process id that the holder wrote into the lock file, undefined when unreadable. It may be of another container. */
    pid) {
        super(`data directory ${directory} is in use by ${pid === undefined ? 'another process' : `process ${pid}`}`);
        this.directory = directory;
        this.pid = pid;
    }
}
/** The data directory holds something that this build cannot or must not open. Nothing was changed. */
export class DirectoryUnusable extends Error {
    directory;
    reason;
    name = 'DirectoryUnusable';
    constructor(directory, 
    /** One line for the operator. */
    reason, options) {
        super(`data directory ${directory} cannot be used: ${reason}`, options);
        this.directory = directory;
        this.reason = reason;
    }
}
//# sourceMappingURL=directory.errors.js.map