import { join } from 'node:path';
import * as variables from './variables.js';
export const masterKeyVariables = { MASTER_KEY_FILE: variables.text(undefined) };
export function masterKeyPlace(dataDirectory, named) {
    return { path: named ?? join(dataDirectory, 'master.key'), createWhenMissing: named === undefined };
}
//# sourceMappingURL=master-key-place.js.map