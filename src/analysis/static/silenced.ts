// `// lanescope-ignore missing-await: the answer does not matter` silences one finding, with a reason; for findings of runs too.

const comment = /\/\/\s*lanescope-ignore\s+([\w-]+(?:\s*,\s*[\w-]+)*)\s*:\s*\S/;

/** Is finding `id` on `line` (from 1) silenced by a comment on that line, or alone on the line above it? */
export function silenced(lines: readonly string[], line: number, id: string): boolean {
  const above = lines[line - 2]?.trimStart() ?? '';
  return names(lines[line - 1] ?? '', id) || (above.startsWith('//') && names(above, id));
}

function names(text: string, id: string): boolean {
  const ids = comment.exec(text)?.[1] ?? '';
  return ids.split(',').some((name) => name.trim() === id);
}
