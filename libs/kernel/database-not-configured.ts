import { DomainError } from './domain-error.js';

/** The server runs without a database (`PERSISTENCE=memory`), and the specification wants exactly this answer. */
export class DatabaseNotConfigured extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'database_not_configured';

  constructor() {
    super('database not configured');
  }
}
