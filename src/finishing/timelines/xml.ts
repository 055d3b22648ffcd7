/** An element to be written: name, attributes, content. */
export type XmlNode = readonly [
  name: string,
  attributes: Readonly<Record<string, string | number | undefined>>,
  ...content: (XmlNode | string)[],
];

// Control characters have no place in XML 1.0, not even escaped; neither have lone surrogates.
const forbidden = /[[\p{Cc}\p{Cs}\ufffe\uffff]--[\t\n\r]]/gv;

function escapeXml(text: string): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\n': '&#10;' };
  return text.replace(forbidden, '').replace(/[&<>"\n]/g, character => entities[character]);
}

function print([name, attributes, ...content]: XmlNode, indent: string): string {
  const given = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${escapeXml(String(value))}"`)
    .join('');
  if (content.length === 0) return `${indent}<${name}${given}/>\n`;
  if (content.every(part => typeof part === 'string'))
    return `${indent}<${name}${given}>${content.map(part => escapeXml(part as string)).join('')}</${name}>\n`;
  const inner = content.map(part => (typeof part === 'string' ? escapeXml(part) : print(part, `${indent}  `))).join('');
  return `${indent}<${name}${given}>\n${inner}${indent}</${name}>\n`;
}

/** A whole document. Text and attributes are escaped; characters that XML cannot hold are left out. */
export function printXml(root: XmlNode, documentType: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE ${documentType}>\n${print(root, '')}`;
}
