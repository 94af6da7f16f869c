export const PAYMENT_STATES = [
    'created',
    'signed',
    'broadcast',
    'confirmed',
    'failed',
];
//# sourceMappingURL=payment.js.map