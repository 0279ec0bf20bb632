/** Letters that a leak has to have: no text has sixteen letters of a random secret by chance. */
const WINDOW = 16;

function base64Forms(secret: string): string[] {
  return [0, 1, 2].flatMap((before) => {
    const bytes = Buffer.from(`${'x'.repeat(before)}${secret}`);
    // The first group is shared with what stands before, the last one with what follows.
    const whole = bytes.toString('base64').slice(before === 0 ? 0 : 4);
    const end = whole.length - 4;
    const text = whole.slice(0, end);
    return [text, text.replaceAll('+', '-').replaceAll('/', '_')];
  });
}

function forms(secret: string): string[] {
  const url = encodeURIComponent(secret);
  return [
    secret,
    url,
    url.replace(/%../g, (byte) => byte.toLowerCase()),
    new URLSearchParams({ x: secret }).toString().slice(2),
    JSON.stringify(secret).slice(1, -1),
    ...base64Forms(secret),
  ];
}

/** Only the signature of a JWT makes it a credential; what is before it may be said, and so may all of a JWT without one. */
function essence(secret: string): string {
  return secret.startsWith('eyJ') ? secret.split('.').slice(2).join('.') : secret;
}

/** Finds sixteen letters of any of `secrets`, in any encoding, in a text. */
export function leakFinder(secrets: Iterable<string>): (text: string) => readonly string[] {
  const parts = new Set<string>();
  for (const secret of secrets) {
    for (const form of forms(essence(secret))) {
      for (let at = 0; at + WINDOW <= form.length; at += 1) parts.add(form.slice(at, at + WINDOW));
    }
  }
  return (text) => {
    const found: string[] = [];
    for (let at = 0; at + WINDOW <= text.length && found.length < 5; at += 1) {
      if (!parts.has(text.slice(at, at + WINDOW))) continue;
      found.push(text.slice(Math.max(0, at - 60), at + 60));
      at += 100;
    }
    return found;
  };
}
