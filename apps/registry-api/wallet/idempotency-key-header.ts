/** The OpenAPI text of the header that makes a payment repeatable. */
export const IDEMPOTENCY_KEY_HEADER = {
  name: 'Idempotency-Key',
  required: false,
  description: '1 to 255 visible ASCII characters, kept for two days',
  schema: { type: 'string', minLength: 1, maxLength: 255 },
};
