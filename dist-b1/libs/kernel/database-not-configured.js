import { DomainError } from './domain-error.js';
/** The server runs without a database (`PERSISTENCE=memory`), and the specification wants exactly this answer. */
export class DatabaseNotConfigured extends DomainError {
    kind = 'unavailable';
    code = 'database_not_configured';
    status = 500;
    constructor() {
        super('database not configured');
    }
}
//# sourceMappingURL=database-not-configured.js.map