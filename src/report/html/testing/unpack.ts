import { Buffer } from 'node:buffer';
import { inflateRawSync } from 'node:zlib';

/** The details in a page, in order: what its script unpacks when one is opened. */
export function unpackDetails(page: string): readonly string[] {
  const chunks = [
    ...page.matchAll(/<script type="application\/octet-stream" data-chunk="\d+">([^<]*)</g),
  ];
  return chunks.flatMap(
    ([, text = '']) =>
      JSON.parse(inflateRawSync(Buffer.from(text, 'base64')).toString('utf8')) as string[],
  );
}
