import { useSignal } from '@preact/signals';
import type { RegistryEventOptions } from 'mizan-client';
import { useFollowed } from '../shell/use-followed.js';
import { asOperator } from './operator.js';

/** How often something was heard from the registry since the component appeared: what is shown is asked for again then. */
export function useRegistryEvents(options: Pick<RegistryEventOptions, 'types' | 'node'>): number {
  const heard = useSignal(0);
  const registry = asOperator.value;
  const open = (signal: AbortSignal) => registry.events({ ...options, after: 'latest', signal });
  const onEvent = () => {
    heard.value += 1;
  };
  useFollowed(open, onEvent, [JSON.stringify(options), registry]);
  return heard.value;
}
