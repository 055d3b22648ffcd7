/** An element of an XML document; text between elements are strings. Names keep their prefix. */
export interface XmlElement {
  name: string;
  attributes: Record<string, string>;
  children: (XmlElement | string)[];
  /** Line of its start tag, from 1. */
  line: number;
}

const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function unescapeXml(text: string): string {
  return text.replace(/&(?:#x([\da-f]{1,6})|#(\d{1,7})|(\w+));/gi, (whole, hex, decimal, name) => {
    if (name !== undefined) return named[name] ?? whole;
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

const token =
  /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<\?[\s\S]*?\?>|<![^>]*>|<\/?[^\s>/]+(?:\s+[^\s=>]+\s*=\s*(?:"[^"]*"|'[^']*'))*\s*\/?>|[^<]+|</g;
const attribute = /([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

/**
 * Reads XML without document types: entities beyond the five of XML stay as they are written, nothing is ever fetched.
 *
 * @throws {SyntaxError} whose `cause` is the line
 */
export function parseXml(text: string): XmlElement {
  const root: XmlElement = { name: '', attributes: {}, children: [], line: 1 };
  const open = [root];
  let line = 1;
  const fail = (message: string): never => {
    throw new SyntaxError(message, { cause: line });
  };
  for (const [part] of text.matchAll(token)) {
    const top = open.at(-1)!;
    if (part === '<') fail('a "<" opens nothing; write it as &lt; or close the tag.');
    else if (part.startsWith('<![CDATA[')) top.children.push(part.slice(9, -3));
    else if (part.startsWith('</')) {
      const name = part.slice(2, -1).trim();
      if (top.name !== name) fail(`</${name}> closes <${top.name || 'nothing'}>; add the missing tag.`);
      open.pop();
    } else if (part.startsWith('<') && !part.startsWith('<!') && !part.startsWith('<?')) {
      const name = /^<([^\s>/]+)/.exec(part)![1];
      const attributes: Record<string, string> = {};
      for (const [, key, a, b] of part.slice(name.length + 1).matchAll(attribute))
        attributes[key] = unescapeXml(a ?? b);
      const element: XmlElement = { name, attributes, children: [], line };
      top.children.push(element);
      if (!part.endsWith('/>')) open.push(element);
    } else if (!part.startsWith('<')) top.children.push(unescapeXml(part));
    line += part.split('\n').length - 1;
  }
  if (open.length > 1) fail(`<${open.at(-1)!.name}> of line ${open.at(-1)!.line} is never closed.`);
  const document = root.children.find(child => typeof child !== 'string');
  if (!document) fail('there is no element.');
  return document as XmlElement;
}
