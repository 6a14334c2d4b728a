// Reads the ids of the rows out of the text of the semantics reference.

/** What the members of a table are called where their class does not stand before them. */
const classOf: Readonly<Record<string, string>> = {
  Process: 'Process',
  'Queue, JoinableQueue, SimpleQueue': 'Queue',
  'Pipe and Connection': 'Connection',
  'connection.wait, Listener, Client': 'connection',
  'Value, Array, RawValue, RawArray': 'Value',
  shared_memory: 'SharedMemory',
  'Manager and proxies': 'Manager',
  'Pool and AsyncResult': 'Pool',
};
const locks = 'Locks and signals between processes';

/** @returns ids of parts (a), (b) and (c), each once, in the order of the text */
export function rowsOfReference(text: string): string[] {
  const part = (letter: string) => text.split(/^# Part /m).find((one) => one.startsWith(`(${letter})`)) ?? '';
  const seeds = tableRows(part('a')).flatMap(([first = '']) => (/^\d{3}\.\d+$/.test(first) ? [first] : []));
  const points = tableRows(part('c')).flatMap(([first = '']) => (/^\d+$/.test(first) ? [`c.${first}`] : []));
  const sections = part('b').split(/^## /m).slice(1);
  return [...new Set([...seeds, ...sections.flatMap(members), ...points])];
}

/** The cells of every row of the tables; a bar between backticks is none. */
function tableRows(text: string): string[][] {
  const lines = text.split('\n').filter((line) => line.startsWith('|') && !/^\|[-|]+$/.test(line));
  return lines.map((line) =>
    line
      .slice(1)
      .split('|')
      .map((cell) => cell.trim()),
  );
}

function members(section: string): string[] {
  const heading = /^(.*?)(?: {2}\(|\n)/.exec(section)?.[1]?.trim() ?? '';
  const rows = tableRows(section).filter(([first = '']) => !['member', 'class'].includes(first));
  if (heading === locks) return locksIn(rows);
  const owner = classOf[heading];
  if (owner === undefined) return [];
  let last = owner;
  return rows.flatMap(([first = '']) => {
    const words = namesIn(first);
    if (words.length === 0) return [`b.${owner}.${slug(first)}`];
    let current = owner;
    return words.map((word) => {
      const [before, member] = word.includes('.') ? word.split('.') : ['', word];
      if (before) current = before;
      else if (word.startsWith('.')) current = last;
      else if (/^[A-Z]/.test(word)) [current, last] = [word, word];
      last = current;
      return `b.${current}.${/^[A-Z]/.test(member ?? '') ? 'new' : member}`;
    });
  });
}

/** What stands between backticks, without arguments; a cell with none is prose, or a member behind its dot. */
function namesIn(cell: string): string[] {
  const text = withoutArguments(cell);
  const spans = text.match(/`[^`]+`/g) ?? (text.includes('.') ? [text] : []);
  return spans.flatMap((span) => span.match(/[\w.]+/g) ?? []);
}

/** Classes stand in the first column, if only in the first of their rows, their members in the second. */
function locksIn(rows: string[][]): string[] {
  let owner = '';
  let before: string[] = [];
  return rows.flatMap(([first = '', second = '']) => {
    if (first) owner = withoutArguments(first);
    const words = withoutArguments(second).replaceAll(/ -> [^,;]*/g, '');
    const names = words === 'same' ? before : words.split(/[,;]/).map((word) => word.trim());
    before = names;
    return names.map((name) => `b.${owner}.${name}`);
  });
}

function withoutArguments(text: string): string {
  let [plain, depth] = ['', 0];
  for (const character of text) {
    if (character === '(') depth++;
    else if (character === ')') depth--;
    else if (depth === 0) plain += character;
  }
  return plain.trim();
}

function slug(prose: string): string {
  return withoutArguments(prose).toLowerCase().replaceAll(' ', '_');
}
