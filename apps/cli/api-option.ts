import { Option } from 'commander';

/** Whose store a command works on. */
export const APIS = ['ledger', 'registry'] as const;
export type Api = (typeof APIS)[number];

export function apiOption(description: string): Option {
  return new Option('--api <api>', description).choices(APIS).default('ledger');
}
