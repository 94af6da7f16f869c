/** What each setting must be for an acknowledged commit to survive a power cut. */
const DURABLE = {
    fsync: (value) => value === 'on',
    full_page_writes: (value) => value === 'on',
    synchronous_commit: (value) => value !== 'off',
};
/**
 * The server settings under which an acknowledged write may be lost by a power cut, as `name=value`; empty when there
 * are none. The embedded database never asks the disk to flush, and always reports so.
 */
export async function durabilityFaults(database) {
    const settings = await database.query('SELECT name, setting FROM pg_settings WHERE name = ANY($1) ORDER BY name', [Object.keys(DURABLE)]);
    const faults = settings.filter(({ name, setting }) => !DURABLE[name]?.(setting));
    return faults.map(({ name, setting }) => `${name}=${setting}`);
}
//# sourceMappingURL=durability.js.map