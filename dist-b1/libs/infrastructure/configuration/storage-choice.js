import * as variables from './variables.js';
export const DEFAULT_DATA_DIRECTORY = './data';
/** The variables that choose a database, for the shape of whoever opens one. */
export const storageVariables = {
    DATA_DIR: variables.text(DEFAULT_DATA_DIRECTORY),
    DATABASE_URL: variables.url(['postgres:', 'postgresql:'], undefined),
    SUPABASE_URL: variables.urlWithoutCredentials(['https:', 'http:'], undefined),
    SUPABASE_KEY: variables.secret('must be the key of the service role'),
    PERSISTENCE: variables.oneOf(['memory'], undefined),
};
export function chooseStorage(values) {
    if (values.PERSISTENCE === 'memory')
        return { kind: 'memory' };
    if (values.DATABASE_URL !== undefined)
        return { kind: 'postgres', url: values.DATABASE_URL };
    return { kind: 'embedded', directory: values.DATA_DIR };
}
/** One database, completely named. */
export const refuseTwoDatabases = (values, addFault) => {
    const { SUPABASE_URL, SUPABASE_KEY, DATABASE_URL, PERSISTENCE } = values;
    // `in` because a wrong value has its own line already.
    if (SUPABASE_URL !== undefined && SUPABASE_KEY === undefined && 'SUPABASE_KEY' in values) {
        addFault('SUPABASE_KEY: SUPABASE_URL is set; set the key as well, or neither');
    }
    if (SUPABASE_KEY !== undefined && SUPABASE_URL === undefined && 'SUPABASE_URL' in values) {
        addFault('SUPABASE_URL: SUPABASE_KEY is set; set the URL as well, or neither');
    }
    if (SUPABASE_URL !== undefined && SUPABASE_KEY !== undefined) {
        addFault('SUPABASE_URL, SUPABASE_KEY: Supabase storage is not available in this version');
    }
    const chosen = [
        DATABASE_URL !== undefined && 'DATABASE_URL',
        SUPABASE_URL !== undefined && 'SUPABASE_URL',
        PERSISTENCE !== undefined && 'PERSISTENCE',
    ].filter((name) => name !== false);
    if (chosen.length > 1)
        addFault(`${chosen.join(', ')}: each names a database; keep one of them`);
};
//# sourceMappingURL=storage-choice.js.map