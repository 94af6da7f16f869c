/** What a route that asks Flopcoin Core answers when Core does not help. */
export const CORE_REFUSALS = {
  502: { core_answer_malformed: 'Flopcoin Core gave an answer that could not be understood' },
  503: {
    core_unavailable: 'Flopcoin Core is not available',
    core_refused: 'Flopcoin Core refused the operation',
    core_wallet_locked: 'The wallet of Flopcoin Core is locked',
    core_keypool_empty: 'Flopcoin Core has no fresh address left',
    wrong_chain_or_wallet: 'Flopcoin Core serves another chain or wallet than this registry was set up with',
    database_unavailable: 'database unavailable',
  },
  504: { core_timeout: 'Flopcoin Core did not answer in time' },
} as const;
