/** Seconds since the epoch, written so or as ISO 8601; null where nothing is written. Throws an Error of one line for anything else. */
export function readTime(text: string): number | null {
  const said = text.trim();
  if (said === '') return null;
  if (/^\d{1,10}$/.test(said)) return Number(said);
  const time = /^\d{4}-\d\d-\d\d(T|$)/.test(said) ? Date.parse(said) : Number.NaN;
  if (Number.isNaN(time))
    throw new Error(`${said} is no time: write seconds since 1970, or 2027-03-31T12:00:00Z`);
  return Math.floor(time / 1000);
}
