import { computed, signal } from '@preact/signals';
import { registryOf } from '../shell/registry-client.js';
import { LIMITS_OF_FILES } from '../shell/save-file.js';

/** The administrator's token. It is in this tab's memory alone, and gone when the page is loaded anew. */
export const token = signal<string | undefined>(undefined);

/** The registry as the person at this tab may see it: anyone, until a token is given. */
export const asOperator = computed(() => registryOf(token.value));

/** The same for what is kept as a file. */
export const filesOfOperator = computed(() => registryOf(token.value, LIMITS_OF_FILES));
