import type { AnswerTable } from '@app/infrastructure/http/error-answer.js';

/** The ledger's answers where the kind of a refusal says too little: the specification's statuses, and its one JSON body. */
export const LEDGER_ANSWERS: AnswerTable = {
  authentication_required: { status: 401 },
  bad_token: { status: 401 },
  calendar_moved: { status: 412 },
  database_not_configured: { status: 500 },
  idempotency_key_reused: { status: 422 },
  if_match_required: { status: 428 },
  invalid_otp: { status: 401, body: { success: false, message: 'invalid or expired otp' } },
  policy_moved: { status: 412 },
  report_failed: { status: 500 },
  user_not_created: { status: 500 },
  wallets_not_listed: { status: 500 },
  zakat_pool_not_set: { status: 500 },
  zakat_run_interrupted: { status: 500 },
};
