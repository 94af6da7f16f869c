/** Marks for schemas: generators learn from them which members are money, and in what, and read those without doubles. */
export const IN_UNITS = { 'x-money': 'units' } as const;
export const IN_FLOP = { 'x-money': 'FLOP' } as const;
