import type { AnswerTable } from '@app/infrastructure/http/error-answer.js';

/** The registry's answers where the kind of a refusal says too little, and its own words for refusals that both APIs have. */
export const REGISTRY_ANSWERS: AnswerTable = {
  bad_credentials: { status: 401 },
  bad_proof_of_possession: { status: 401 },
  core_answer_malformed: { status: 502 },
  core_timeout: { status: 504 },
  credentials_required: { status: 401 },
  idempotency_key_reused: { status: 422, text: 'Idempotency-Key was already used for another request' },
  invalid_idempotency_key: { text: 'Invalid Idempotency-Key' },
  proof_of_possession_required: { status: 401 },
  signature_version_ended: { status: 401 },
};
