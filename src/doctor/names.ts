import type { X509Certificate } from 'node:crypto';

/** A subject or issuer as Node gives it, one attribute a line, on one line. */
export function oneLine(name: string): string {
  return name === '' ? 'a nameless subject' : name.split('\n').join(', ');
}

/** `2026-05-01`, in UTC. */
export function day(date: Date): string {
  return Number.isNaN(date.getTime()) ? 'an unreadable date' : date.toISOString().slice(0, 10);
}

/** From when and until when a certificate is good. */
export function validity(certificate: X509Certificate): { readonly from: Date; readonly to: Date } {
  return { from: new Date(certificate.validFrom), to: new Date(certificate.validTo) };
}

/** `host:port` as a word of a shell; a placeholder where a name could mean something to it. */
export function shellHost(host: string, port: number): string {
  const word = `${host.includes(':') ? `[${host}]` : host}:${port}`;
  return /^[A-Za-z0-9.:[\]-]+$/.test(word) ? word : 'HOST:PORT';
}

/** `1 day`, `3 days`. */
export function days(ms: number): string {
  const count = Math.max(1, Math.round(ms / 86_400_000));
  return `${count} day${count === 1 ? '' : 's'}`;
}
