import { BackupRefused } from './backup.errors.js';
/*
 * A backup is UTF-8 text, one JSON value a line: the header; for each table its name and columns, its rows, their count;
 * the sequences; the trailer. A row is an array of PostgreSQL's own text forms (or null), the same on every platform and
 * exact for every type. The trailer's digest covers every byte before it.
 */
export const FORMAT = 'mizan-backup';
export const FORMAT_VERSION = 1;
/** @throws BackupRefused */
export function parseHeader(line) {
    const value = parseLine(line, 'not-a-backup');
    if (value?.format !== FORMAT)
        throw new BackupRefused('not-a-backup', 'the file is not a backup');
    if (value.version !== FORMAT_VERSION)
        throw new BackupRefused('unknown-format', `backup format ${String(value.version)} is unknown to this version`);
    if (typeof value.schema !== 'string' || !isTexts(value.migrations))
        throw new BackupRefused('damaged', 'the header of the backup is damaged');
    return value;
}
/** @throws BackupRefused when the line is none of those that follow a header */
export function parseBackupLine(line) {
    const value = parseLine(line, 'damaged');
    if (Array.isArray(value) && value.every((item) => item === null || typeof item === 'string'))
        return value;
    if (value && !Array.isArray(value)) {
        if (typeof value.table === 'string' && isTexts(value.columns))
            return value;
        if (Number.isSafeInteger(value.rows))
            return value;
        if (value.sequences && typeof value.sequences === 'object')
            return value;
        if (typeof value.sha256 === 'string')
            return value;
    }
    throw new BackupRefused('damaged', 'a line of the backup cannot be understood');
}
function parseLine(line, fault) {
    try {
        return JSON.parse(line);
    }
    catch {
        throw new BackupRefused(fault, fault === 'damaged' ? 'a line of the backup is damaged' : 'the file is not a backup');
    }
}
function isTexts(value) {
    return Array.isArray(value) && value.every((item) => typeof item === 'string');
}
//# sourceMappingURL=backup-format.js.map