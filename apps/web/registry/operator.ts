import { computed, signal } from '@preact/signals';
import { registryOf } from '../shell/registry-client.js';

/** The administrator's token. It is in this tab's memory alone, and gone when the page is loaded anew. */
export const token = signal<string | undefined>(undefined);

/** The registry as the person at this tab may see it: anyone, until a token is given. */
export const asOperator = computed(() => registryOf(token.value));
