import type { TargetedSubmitEvent } from 'preact';
import { en } from '../messages/nodes.en.js';
import { ur } from '../messages/nodes.ur.js';
import { translated } from '../shell/language.js';
import { navigate, place } from '../shell/navigation.js';
import { registry } from '../shell/registry-client.js';
import { useLoaded } from '../shell/use-loaded.js';

const messages = translated(en, ur);
const NAMES = ['status', 'capability', 'min_reputation', 'origin'] as const;

export type NodeFilter = Partial<Record<(typeof NAMES)[number], string>>;

/** What the list is narrowed to stands in the address, so a list can be kept. */
export function filterOfPlace(): NodeFilter {
  const given = new URLSearchParams(place.value.query);
  return Object.fromEntries(NAMES.flatMap((name) => (given.get(name) ? [[name, given.get(name)]] : [])));
}

/** Narrows the list of nodes. */
export function NodeFilters({ filter }: { filter: NodeFilter }) {
  const text = messages();
  const known = useLoaded((signal) => registry.listCapabilities({ signal }).page(), []);
  const names = new Set(known.value.value?.items ?? []);
  if (filter.capability) names.add(filter.capability);
  const show = (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const chosen = new URLSearchParams();
    for (const [name, value] of new FormData(event.currentTarget)) if (value !== '') chosen.set(name, String(value));
    navigate(chosen.size === 0 ? '/' : `/?${chosen}`);
  };
  return (
    <form class="filters" aria-label={text.filters} onSubmit={show}>
      <Choice name="status" label={text.state} value={filter.status} options={Object.entries(text.states)} />
      <Choice
        name="capability"
        label={text.capability}
        value={filter.capability}
        options={[...names].map((name) => [name, name])}
      />
      <label>
        {text.atLeast}
        <input name="min_reputation" type="number" min={0} max={100} step="any" value={filter.min_reputation ?? ''} />
      </label>
      <Choice name="origin" label={text.origin} value={filter.origin} options={Object.entries(text.origins)} />
      <button type="submit">{text.show}</button>
    </form>
  );
}

interface ChoiceProps {
  readonly name: string;
  readonly label: string;
  readonly value: string | undefined;
  readonly options: readonly (readonly [value: string, shown: string])[];
}

function Choice({ name, label, value = '', options }: ChoiceProps) {
  return (
    <label>
      {label}
      <select name={name} data-testid={`filter-${name}`}>
        <option value="">{messages().any}</option>
        {options.map(([option, shown]) => (
          <option key={option} value={option} selected={option === value}>
            {shown}
          </option>
        ))}
      </select>
    </label>
  );
}
