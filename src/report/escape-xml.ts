import { escapeTerminal } from './escape.ts';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  // No characters of XML 1.0; all others that are none are spelled out for terminals already.
  '\ufffe': '\\ufffe',
  '\uffff': '\\uffff',
};

/** `text` for an attribute or for the content of an XML element. Lines stay; what XML 1.0 cannot hold is spelled out. */
export function escapeXml(text: string): string {
  return text
    .split('\n')
    .map((line) => escapeTerminal(line).replace(/[&<>"'\ufffe\uffff]/g, (c) => ENTITIES[c] ?? ''))
    .join('\n');
}

/** An XML element; `content` is XML, attribute values are text of one line. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string | number>>,
  content = '',
): string {
  const written = Object.entries(attributes).map(
    ([key, value]) => ` ${key}="${escapeXml(escapeTerminal(String(value)))}"`,
  );
  const open = `<${name}${written.join('')}`;
  return content === '' ? `${open}/>` : `${open}>${content}</${name}>`;
}
