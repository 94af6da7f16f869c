import { useSignal } from '@preact/signals';
import type { RegistryEventOptions } from 'mizan-client';
import { useEffect } from 'preact/hooks';
import { mended } from '../shell/connection.js';
import { asOperator } from './operator.js';

/** How often something was heard from the registry since the component appeared: what is shown is asked for again then. */
export function useRegistryEvents(options: Pick<RegistryEventOptions, 'types' | 'node'>): number {
  const heard = useSignal(0);
  const registry = asOperator.value;
  const times = mended.value;
  useEffect(() => {
    const leaving = new AbortController();
    const follow = async () => {
      for await (const _ of registry.events({ ...options, after: 'latest', signal: leaving.signal })) heard.value += 1;
    };
    // Refused: the page is right all the same, it only does not move.
    follow().catch((error: unknown) => {
      if (!leaving.signal.aborted) console.warn(error);
    });
    return () => leaving.abort();
  }, [JSON.stringify(options), registry, times]);
  return heard.value;
}
