// Text of a trace made safe for a terminal, and measured in its cells: a trace is untrusted, and an escape sequence in a printed line
// or a name must neither move the cursor nor change a colour.

/** What a terminal acts on, what turns the direction of text, and what cannot be seen. */
const unsafe =
  /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u{200b}\u{200e}\u{200f}\u{202a}-\u{202e}\u{2060}-\u{2069}\u{feff}\u{e0000}-\u{e007f}]/gu;
/** Colours of printed text: left out rather than spelled out, for they carry no words. */
const colours = new RegExp(`${String.fromCharCode(27)}\\[[0-9;:]*m`, 'g');
const shortEscapes: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '  ' };

/** One line that a terminal shows as it stands; what would act on it is spelled out as in a JavaScript string. */
export function safeText(text: string): string {
  return text.replace(colours, '').replace(unsafe, (char) => shortEscapes[char] ?? escapeOf(char));
}

function escapeOf(char: string): string {
  const code = char.codePointAt(0) ?? 0;
  if (code < 0x100) return `\\x${code.toString(16).padStart(2, '0')}`;
  return code > 0xffff ? `\\u{${code.toString(16)}}` : `\\u${code.toString(16).padStart(4, '0')}`;
}

/** What is drawn as one sign, and how many cells it takes. */
export interface Sign {
  text: string;
  /** 0 (a mark without a base), 1 or 2. */
  width: number;
}

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });
/** Signs of one cell each, ours among them: most lines are made of these, and segmenting is a hundred times slower. */
const plain = /^[\x20-\x7e\xa1-\xac\xae-\u02ff\u2026\u2190-\u2193\u2500-\u259f\u25b6\u25b7\u25c0\u25c1]*$/;
const emoji = /^\p{Emoji_Presentation}|\ufe0f|^\p{Regional_Indicator}{2}/u;
const onlyMarks = /^[\p{Mn}\p{Me}\p{Cf}]+$/u;

/** Whether every char of the text is one sign of one cell. */
export function isPlain(text: string): boolean {
  return plain.test(text);
}

export function signsOf(text: string): Sign[] {
  if (isPlain(text)) return Array.from(text, (char) => ({ text: char, width: 1 }));
  return Array.from(segmenter.segment(text), ({ segment }) => ({ text: segment, width: widthOf(segment) }));
}

function widthOf(sign: string): number {
  if (onlyMarks.test(sign)) return 0;
  if (emoji.test(sign)) return 2;
  const code = sign.codePointAt(0) ?? 0;
  return wideRanges.some(([from, to]) => code >= from && code <= to) ? 2 : 1;
}

// Unicode Standard Annex 11, wide and fullwidth; the blocks as a whole.
const wideRanges: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2329, 0x232a],
  [0x2e80, 0x303e],
  [0x3041, 0x4dbf],
  [0x4e00, 0xa4cf],
  [0xa960, 0xa97f],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x16fe0, 0x18aff],
  [0x1b000, 0x1b2ff],
  [0x20000, 0x3fffd],
];

/** Cells that a text takes. */
export function textWidth(text: string): number {
  if (isPlain(text)) return text.length;
  return signsOf(text).reduce((sum, sign) => sum + sign.width, 0);
}

/** The text, or its beginning and `…`. */
export function clip(text: string, width: number): string {
  if (textWidth(text) <= width) return text;
  let clipped = '';
  let room = width - 1;
  for (const sign of signsOf(text)) {
    if (sign.width > room) break;
    clipped += sign.text;
    room -= sign.width;
  }
  return width > 0 ? `${clipped}…` : '';
}

/** The end of a text behind `…`: of a path the end tells more. */
export function clipStart(text: string, width: number): string {
  if (textWidth(text) <= width) return text;
  let kept = '';
  let room = width - 1;
  for (const sign of signsOf(text).reverse()) {
    if (sign.width > room) break;
    kept = sign.text + kept;
    room -= sign.width;
  }
  return width > 0 ? `…${kept}` : '';
}

/** Lines of at most these widths (the last width is for all further lines), broken at spaces where there are any. */
export function wrap(text: string, first: number, rest: number = first): string[] {
  const lines: string[] = [];
  let left = text;
  for (;;) {
    const width = Math.max(2, lines.length === 0 ? first : rest);
    if (textWidth(left) <= width) return [...lines, left];
    const cut = breakAt(left, width);
    lines.push(left.slice(0, cut).trimEnd());
    left = left.slice(cut).trimStart();
    if (left === '') return lines;
  }
}

/** Length of what goes on the line: to the last space that fits, else to the last sign that does. */
function breakAt(text: string, width: number): number {
  let used = 0;
  let length = 0;
  let space = 0;
  for (const sign of signsOf(text)) {
    if (sign.text === ' ') space = length;
    used += sign.width;
    if (used > width) break;
    length += sign.text.length;
  }
  return space > 0 && space > length / 3 ? space : Math.max(length, 1);
}
