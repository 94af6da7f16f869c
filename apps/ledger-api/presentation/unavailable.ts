/** What a route that writes to the chain answers with 503 when it cannot; each with `Retry-After`. */
export const UNAVAILABLE = {
  busy: 'the server is busy, try again',
  not_writing: 'this server does not accept writes at the moment, try again',
  block_not_committed: 'the block could not be stored, nothing was done, try again',
  outcome_unknown: 'the outcome is unknown, look at the wallet before trying again',
};
