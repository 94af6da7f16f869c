/** What a route answers with 429 when it is called too often; with `Retry-After`. */
export const THROTTLED = ['too many requests, try again later'];
