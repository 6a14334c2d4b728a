// Takes the types out of TypeScript at their places, also out of what Node itself would not strip: enums, namespaces and fields
// declared as parameters become the plain declarations that the checks need to know of.

/** Blanks types, as amaro does with `mode: 'strip-only'`. Throws where the text has more than types, or does not parse. */
export type Strip = (source: string) => string;

interface Fault {
  code: string;
  /** From 1; columns are as wide as a terminal shows the text, so they only help to choose between places of a line. */
  startLine: number;
  startColumn: number;
  endLine: number;
  endColumn: number;
}

/** More of these in one file than anybody writes. */
const mostFaults = 200;

/** JavaScript with every token where it was; null for a text that does not parse. */
export function withoutTypes(source: string, strip: Strip): string | null {
  let text = source;
  for (let faults = 0; faults < mostFaults; faults++) {
    try {
      const stripped = strip(text);
      const code = source.startsWith('\uFEFF') && !stripped.startsWith('\uFEFF') ? `\uFEFF${stripped}` : stripped;
      return code.length === source.length ? code : null;
    } catch (error) {
      const mended = isFault(error) && error.code === 'UnsupportedSyntax' ? withoutFault(text, error) : text;
      if (mended === text) return null;
      text = mended;
    }
  }
  return null;
}

function isFault(error: unknown): error is Fault {
  return typeof error === 'object' && error !== null && 'code' in error && 'startLine' in error && 'endLine' in error;
}

/** The text with the construct at `fault` replaced by one of the same length; the same text where none is known. */
function withoutFault(text: string, fault: Fault): string {
  const lineStart = startOfLine(text, fault.startLine);
  const line = text.slice(lineStart, startOfLine(text, fault.startLine + 1));
  const modifiers = nearest(
    line,
    /\b(?:(?:public|private|protected|override|readonly)\s+)+(?=[\w$]+\s*[?:=,)])/g,
    fault.startColumn,
  );
  const keyword = nearest(line, /\b(?:const\s+)?(?:enum|namespace|module)\s+([\w$]+)/g, fault.startColumn);
  const required = nearest(line, /\bimport(?=\s+[\w$]+\s*=)/g, fault.startColumn);
  const [found] = [modifiers, keyword, required]
    .filter((match) => match !== undefined)
    .sort((a, b) => distance(a, fault.startColumn) - distance(b, fault.startColumn));
  if (found === undefined) return text;
  const start = lineStart + found.index;
  if (found !== keyword) {
    const replacement = found === required ? 'var' : '';
    return replaced(text, start, start + found[0].length, replacement);
  }
  const endLine = startOfLine(text, fault.endLine);
  const close = nearest(text.slice(endLine, startOfLine(text, fault.endLine + 1)), /\}/g, fault.endColumn);
  if (close === undefined) return text;
  return replaced(text, start, endLine + close.index + 1, `var ${found[1]};`);
}

/** Line breaks stay, so that every line keeps its number. */
function replaced(text: string, start: number, end: number, replacement: string): string {
  const blanks = text.slice(start + replacement.length, end).replace(/[^\r\n]/g, ' ');
  return text.slice(0, start) + replacement + blanks + text.slice(end);
}

function startOfLine(text: string, line: number): number {
  let at = 0;
  for (let number = 1; number < line; number++) {
    const next = text.indexOf('\n', at);
    if (next < 0) return text.length;
    at = next + 1;
  }
  return at;
}

function nearest(line: string, pattern: RegExp, column: number): RegExpExecArray | undefined {
  return [...line.matchAll(pattern)].sort((a, b) => distance(a, column) - distance(b, column))[0];
}

function distance(match: RegExpExecArray, column: number): number {
  return Math.min(Math.abs(match.index - column), Math.abs(match.index + match[0].length - column));
}
