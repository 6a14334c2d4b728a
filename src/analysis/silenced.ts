// `// lanescope-ignore lost-update: only a rough count` silences a finding at its line, or alone on the line above, with a reason.

export interface Silencer {
  /** From 1. */
  line: number;
  /** Of the comment, from 1. */
  column: number;
  ids: string[];
  /** '': none was given. */
  why: string;
}

/** Behind a space or at the beginning of the line: a text that has these words is none. */
const comment = /(?<=^|\s)\/\/\s*lanescope-ignore(?![\w-])\s*([^:]*)(?::(.*))?$/;

/**
 * The reason for which the finding `id` on `line` (from 1) is silenced; null where it is not.
 *
 * @param lines the text of the file
 */
export function silencedBy(lines: readonly string[], line: number, id: string): string | null {
  const own = silencerAt(lines, line);
  if (own && silences(own, id)) return own.why;
  // several ids may stand above one another, each with its reason
  for (let above = line - 1; isAlone(lines[above - 1]); above--) {
    const silencer = silencerAt(lines, above);
    if (silencer && silences(silencer, id)) return silencer.why;
  }
  return null;
}

/** Every comment of this kind in a file, well written or not. */
export function silencersOf(lines: readonly string[]): Silencer[] {
  return lines.flatMap((_, index) => silencerAt(lines, index + 1) ?? []);
}

function silences({ ids, why }: Silencer, id: string): boolean {
  return why !== '' && ids.includes(id);
}

function silencerAt(lines: readonly string[], line: number): Silencer | null {
  const found = comment.exec(lines[line - 1]?.trimEnd() ?? '');
  if (!found) return null;
  const [, names = '', why = ''] = found;
  const ids = names.split(/[\s,]+/).filter((name) => name !== '');
  return { line, column: found.index + 1, ids, why: why.trim() };
}

function isAlone(text: string | undefined): boolean {
  return text !== undefined && comment.test(text.trim()) && text.trimStart().startsWith('//');
}
