/** What a route that writes to the chain answers with 503 when it cannot; each with `Retry-After`. */
export const UNAVAILABLE = [
    'the server is busy, try again',
    'this server does not accept writes at the moment, try again',
    'the block could not be stored, nothing was done, try again',
    'the outcome is unknown, look at the wallet before trying again',
];
//# sourceMappingURL=unavailable.js.map