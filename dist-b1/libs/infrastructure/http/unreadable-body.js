import { HttpRefusal } from './http-refusal.js';
/** The request declares a body that is not JSON. */
export class UnsupportedMediaType extends HttpRefusal {
    constructor() {
        super({ status: 415, code: 'unsupported_media_type', message: 'unsupported media type' });
    }
}
/**
 * Stands where a body should be when it could not be read. It is no error until somebody asks for the body: a route
 * without one ignores whatever was sent, and the others each have their own words for it.
 */
export class UnreadableBody {
    reason;
    constructor(reason) {
        this.reason = reason;
    }
    /** @throws UnsupportedMediaType when the declared type is what made the body unreadable */
    refuseMediaType() {
        if (this.reason === 'media-type')
            throw new UnsupportedMediaType();
    }
}
//# sourceMappingURL=unreadable-body.js.map