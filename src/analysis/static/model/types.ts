// Reads the types that were stripped: they stand in the source where the code has blanks.

/** A type as far as checks understand it. */
export interface TypeShape {
  /** `Queue`, or `lanescope.Queue` where it is spelled so. */
  name: string;
  /** Text between its angle brackets. */
  args: string;
  /** How many dimensions of an array of it. */
  lists: number;
}

/** The text of the annotation of a name that ends at `end`. */
export function annotationAfter(source: string, code: string, end: number): string | undefined {
  const mark = /^\s*[?!]?\s*:/.exec(source.slice(end, end + 200));
  if (mark === null) return undefined;
  const start = end + mark[0].length;
  if (code[start - 1] !== ' ') return undefined;
  return strippedText(source, code, start);
}

/** The text between the angle brackets that follow what ends at `end`, as in `new Queue<string>()`. */
export function typeArgumentsAfter(source: string, code: string, end: number): string | undefined {
  const mark = /^\s*</.exec(source.slice(end, end + 200));
  const start = end + (mark?.[0].length ?? 0);
  if (mark === null || code[start - 1] !== ' ') return undefined;
  return strippedText(source, code, start).replace(/>\s*$/, '');
}

/** From `start` up to where code goes on. */
function strippedText(source: string, code: string, start: number): string {
  let end = start;
  while (end < code.length && /\s/.test(code[end] ?? '')) end++;
  return source.slice(start, end).trim();
}

/** Undefined for what is not one named type or an array of one, `null` and `undefined` besides. */
export function shapeOf(text: string): TypeShape | undefined {
  const parts = splitTop(text.replace(/[;,]\s*$/, ''), '|').filter((part) => !/^(?:null|undefined|)$/.test(part));
  const [only] = parts;
  if (only === undefined || parts.length > 1) return undefined;
  const found = /^(?:readonly\s+)?([\w$.]+)\s*(?:<([\s\S]*)>)?\s*((?:\[\s*\]\s*)*)$/.exec(only);
  if (found === null) return undefined;
  const [, name = '', args = '', brackets = ''] = found;
  const lists = brackets.split('[').length - 1;
  if (name !== 'Array' && name !== 'ReadonlyArray') return { name, args: args.trim(), lists };
  const element = shapeOf(args);
  return element && { ...element, lists: element.lists + lists + 1 };
}

/** Splits at `separator` where no bracket is open. */
export function splitTop(text: string, separator: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    const sign = text[at] ?? '';
    if ('<([{'.includes(sign)) depth++;
    else if ('>)]}'.includes(sign) && text[at - 1] !== '=') depth--;
    else if (sign === separator && depth === 0) {
      parts.push(text.slice(from, at).trim());
      from = at + 1;
    }
  }
  return [...parts, text.slice(from).trim()];
}
