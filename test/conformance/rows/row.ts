// A row of the semantics reference: what a seed, a member of the API or a subtle point promises.

export interface Row {
  id: string;
  /** A few words of ours about it. */
  name: string;
  /** Why it has no test here; null: it must have one. */
  notHere: string | null;
}

/** Rows that begin alike: `id: name`, and behind a bar why it is not here. */
export function rows(prefix: string, lines: Readonly<Record<string, string>>): Row[] {
  return Object.entries(lines).map(([id, line]) => {
    const [name = '', notHere = null] = line.split(' | ');
    return { id: `${prefix}${id}`, name, notHere };
  });
}
