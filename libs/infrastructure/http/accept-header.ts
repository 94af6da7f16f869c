interface Preference {
  quality: number;
  /** How exactly a range named the type: 0 not at all, 1 any type, 2 any subtype, 3 the type, 4 the type of errors itself. */
  exactness: number;
}

type Exactness = (range: string) => number;

/**
 * Whether a caller would rather have an error as RFC 9457 than in the form that the specification documents (RFC 9110,
 * "Accept"): when JSON of any kind has the higher quality, or the same and is named more exactly than plain text. A
 * program that takes `application/json` alone cannot read a line of text. A tie stays with the specification, as does a
 * wildcard that covers both alike.
 */
export function prefersProblemJson(accept: string | undefined): boolean {
  if (accept === undefined || !/application\//i.test(accept)) return false;
  const json = preferenceFor(exactnessOfJson, accept);
  const plain = preferenceFor(exactnessOfPlain, accept);
  if (json.quality === 0) return false;
  if (json.quality !== plain.quality) return json.quality > plain.quality;
  return json.exactness > plain.exactness;
}

/** Whether a caller would rather have Server-Sent Events than JSON. They must name them: a range that covers both is for JSON. */
export function prefersEventStream(accept: string | undefined): boolean {
  if (accept === undefined || !/text\/event-stream/i.test(accept)) return false;
  const stream = preferenceFor((range) => (range === 'text/event-stream' ? 3 : 0), accept);
  const json = preferenceFor((range) => (range === 'application/json' ? 3 : 0), accept);
  return stream.quality > 0 && stream.quality >= json.quality;
}

/** Whether a caller would rather have a page than JSON. As browsers do, they must name it: a range that covers both is for JSON. */
export function prefersHtml(accept: string | undefined): boolean {
  if (accept === undefined || !/text\/html/i.test(accept)) return false;
  const html = preferenceFor((range) => (range === 'text/html' ? 3 : 0), accept);
  const json = preferenceFor((range) => (range === 'application/json' ? 3 : 0), accept);
  return html.quality > 0 && html.quality >= json.quality;
}

/** Of ranges that are equally exact the one with the highest quality counts: it takes one kind of JSON to be understood. */
function preferenceFor(exactnessOf: Exactness, accept: string): Preference {
  let best: Preference = { quality: 0, exactness: 0 };
  for (const entry of accept.split(',')) {
    const [range = '', ...parameters] = entry.split(';').map((part) => part.trim().toLowerCase());
    const exactness = exactnessOf(range);
    if (exactness === 0 || exactness < best.exactness) continue;
    const quality = qualityOf(parameters);
    if (exactness > best.exactness || quality > best.quality) best = { quality, exactness };
  }
  return best;
}

function exactnessOfJson(range: string): number {
  if (range === 'application/problem+json') return 4;
  if (/^application\/(?:json|[^\s/]+\+json)$/.test(range)) return 3;
  if (range === 'application/*') return 2;
  return range === '*/*' ? 1 : 0;
}

function exactnessOfPlain(range: string): number {
  if (range === 'text/plain') return 3;
  if (range === 'text/*') return 2;
  return range === '*/*' ? 1 : 0;
}

/** 1 unless the range says otherwise; a quality that cannot be read accepts nothing. */
function qualityOf(parameters: string[]): number {
  const text = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
  if (text === undefined) return 1;
  return /^(?:0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?)$/.test(text) ? Number(text) : 0;
}
