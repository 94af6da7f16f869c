import type { RegistryTypes } from 'mizan-client';

export const en = {
  title: 'Registries that this one follows',
  own: 'This registry',
  name: 'Name',
  id: 'ID',
  key: 'Public key',
  none: 'It follows no other registry.',
  url: 'URL',
  state: 'State',
  place: 'Verified up to',
  asOf: 'As of',
  lag: 'Behind',
  seconds: (count: string) => `${count} s`,
  error: 'Last error',
  states: {
    new: 'not reached yet',
    following: 'following',
    failing: 'not reached at the moment',
    refused: 'refused',
  } satisfies Record<RegistryTypes.PeerState, string>,
};

export type RegistriesMessages = typeof en;
