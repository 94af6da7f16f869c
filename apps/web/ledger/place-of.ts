/** One result of a search. */
export interface Found {
  readonly kind: string;
  readonly id: string;
  readonly height?: number;
}

/** The page that shows it, or `undefined` for what these pages do not show. */
export function placeOf({ kind, id, height }: Found): string | undefined {
  const name = encodeURIComponent(id);
  if (kind === 'block') return `/block/${height ?? name}`;
  if (kind === 'transaction') return `/tx/${name}`;
  if (kind === 'address') return `/address/${name}`;
  return undefined;
}
