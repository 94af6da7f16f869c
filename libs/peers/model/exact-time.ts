const FORM = /^(?:19|20|21)\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** The one form of times in the logs of registries, of days and hours that there are: `2026-11-27T08:15:00.123Z`. */
export function isExactTime(value: unknown): value is string {
  if (typeof value !== 'string' || !FORM.test(value)) return false;
  const atMs = Date.parse(value);
  return !Number.isNaN(atMs) && new Date(atMs).toISOString() === value;
}
