import { Option } from 'commander';
import { APIS } from './stores.js';
export function apiOption(description) {
    return new Option('--api <api>', description).choices(APIS).default('ledger');
}
//# sourceMappingURL=api-option.js.map