// Reading flatbuffers that nobody vouches for: every offset and length is checked, so a broken file ends in an error, not in a hang.

/** A place in a message that cannot be right. Its text completes "the file is damaged: …". */
export class DamageError extends Error {
  override readonly name = 'DamageError';
}

/** Absolute position of the root table. */
export function rootTable(view: DataView): number {
  return indirect(view, 0);
}

/** Absolute position of a table's field, 0 where it is absent and has its default. */
export function fieldAt(view: DataView, table: number, slot: number): number {
  const vtable = table - view.getInt32(table, true);
  const entry = 4 + 2 * slot;
  if (entry + 2 > view.getUint16(vtable, true)) return 0;
  const offset = view.getUint16(vtable + entry, true);
  return offset === 0 ? 0 : table + offset;
}

/** Follows an offset to a table, a vector or a string. */
export function indirect(view: DataView, position: number): number {
  return position + view.getUint32(position, true);
}

export interface Vector {
  start: number;
  length: number;
}

/** A vector whose items lie wholly inside the message; empty where the field is absent. */
export function vectorAt(view: DataView, field: number, itemBytes: number): Vector {
  if (field === 0) return { start: 0, length: 0 };
  const base = indirect(view, field);
  const length = view.getUint32(base, true);
  const start = base + 4;
  if (start + length * itemBytes > view.byteLength) throw new DamageError('a list runs over the end of its message');
  return { start, length };
}

const decoder = new TextDecoder();

export function stringAt(view: DataView, field: number): string {
  const { start, length } = vectorAt(view, field, 1);
  return decoder.decode(new Uint8Array(view.buffer, view.byteOffset + start, length));
}

/** A 64-bit length or offset; one that no file can have is damage. */
export function sizeAt(view: DataView, position: number): number {
  const size = Number(view.getBigInt64(position, true));
  if (size < 0 || !Number.isSafeInteger(size)) throw new DamageError(`a length of ${size} bytes`);
  return size;
}
