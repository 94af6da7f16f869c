import { HttpRefusal } from './http-refusal.js';

/** The request declares a body that is not JSON. */
export class UnsupportedMediaType extends HttpRefusal {
  constructor() {
    super({ status: 415, code: 'unsupported_media_type', message: 'send Content-Type: application/json' });
  }
}

/**
 * Stands where a body should be when it could not be read. It is no error until somebody asks for the body: a route
 * without one ignores whatever was sent, and the others each have their own words for it.
 */
export class UnreadableBody {
  constructor(private readonly reason: 'media-type' | 'syntax') {}

  /** @throws UnsupportedMediaType when the declared type is what made the body unreadable */
  refuseMediaType(): void {
    if (this.reason === 'media-type') throw new UnsupportedMediaType();
  }
}
