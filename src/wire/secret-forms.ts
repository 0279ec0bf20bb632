/** Every base64 text of `value`, whatever stands before it in the bytes that were encoded: what lies at the edges and depends on the neighbours is left out. */
function base64Forms(value: string): string[] {
  const bytes = Buffer.from(value, 'utf8');
  return [0, 2, 1].flatMap((skipped) => {
    const whole = bytes.subarray(skipped, skipped + Math.floor((bytes.length - skipped) / 3) * 3);
    return [whole.toString('base64'), whole.toString('base64url')];
  });
}

function urlForms(value: string): string[] {
  // Throws for half a surrogate pair, which is no text to encode.
  if (/\p{Surrogate}/u.test(value)) return [];
  const upper = encodeURIComponent(value);
  const lower = upper.replace(/%[0-9A-F]{2}/g, (byte) => byte.toLowerCase());
  const form = new URLSearchParams([['', value]]).toString().slice(1);
  return [upper, lower, form];
}

function jsonForms(value: string): string[] {
  const escaped = JSON.stringify(value).slice(1, -1);
  return [escaped, escaped.replaceAll('/', '\\/')];
}

/** The texts in which a secret may come back from a server: as it is, or encoded for JSON, a URL or as base64. */
export function secretForms(value: string): string[] {
  return [...new Set([value, ...jsonForms(value), ...urlForms(value), ...base64Forms(value)])];
}
