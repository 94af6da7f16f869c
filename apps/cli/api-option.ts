import { Option } from 'commander';
import { APIS } from './stores.js';

export function apiOption(description: string): Option {
  return new Option('--api <api>', description).choices(APIS).default('ledger');
}
