import { SaxesParser } from 'saxes';

/** An element of an XML document; text between elements are strings. Names keep their prefix. */
export interface XmlElement {
  name: string;
  attributes: Record<string, string>;
  children: (XmlElement | string)[];
  /** Line of its start tag, from 1. */
  line: number;
}

/** What is usually wrong, in our words. */
const mends: Record<string, string> = {
  'unexpected close tag': 'a tag is closed that is not the last one opened; add the missing tag',
  'disallowed character in tag name': 'a "<" opens nothing; write it as &lt; or close the tag',
  'undefined entity': 'an "&" names nothing that is known; write it as &amp;',
};

/** Elements within each other; far more than any timed text has, and few enough to be walked through. */
const deepest = 200;

/**
 * Reads XML. Nothing that a document type names is ever fetched or put in.
 *
 * @throws {SyntaxError} whose `cause` is the line
 */
export function parseXml(text: string): XmlElement {
  const root: XmlElement = { name: '', attributes: {}, children: [], line: 1 };
  const open = [root];
  const parser = new SaxesParser({ position: true });
  let tagLine = 1;
  parser.on('error', error => {
    // The parser puts "line:column: " before its words.
    const words = error.message.replace(/^\d+:\d+: /, '').replace(/\.$/, '');
    throw new SyntaxError(`${mends[words] ?? `it is not whole XML (${words}); mend it there`}.`, {
      cause: parser.line,
    });
  });
  parser.on('opentagstart', () => {
    tagLine = parser.line;
  });
  parser.on('opentag', ({ name, attributes }) => {
    const element: XmlElement = {
      name,
      attributes: { ...(attributes as Record<string, string>) },
      children: [],
      line: tagLine,
    };
    if (open.length > deepest)
      throw new SyntaxError(`its elements lie more than ${deepest} deep within each other; no lyrics are written so.`, {
        cause: tagLine,
      });
    open.at(-1)!.children.push(element);
    open.push(element);
  });
  parser.on('closetag', () => {
    open.pop();
  });
  const addText = (part: string): void => {
    open.at(-1)!.children.push(part);
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.write(text.replace(/^\ufeff/, '')).close();
  return root.children.find((child): child is XmlElement => typeof child !== 'string')!;
}
