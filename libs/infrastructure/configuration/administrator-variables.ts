import * as variables from './variables.js';

/** For the shape of each API: whose tokens are an administrator's. */
export const administratorVariables = { ADMIN_TOKEN_HASH: variables.administrators() };
