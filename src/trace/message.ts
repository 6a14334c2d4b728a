// The Arrow messages that a trace consists of, taken apart: their heads, and the schema.

import { DamageError, fieldAt, indirect, rootTable, sizeAt, stringAt, vectorAt } from './flatbuffer.ts';
import { type ColumnType, schemaColumns, versionKey } from './schema.ts';

/** Numbers of Arrow's `MessageHeader` union. */
export const messageTypes = { schema: 1, dictionary: 2, batch: 3 } as const;

export interface MessageHead {
  type: number;
  /** Position of the header's table in `view`. */
  table: number;
  bodyLength: number;
  /** Position of `bodyLength` in `view`; 0 where it has its default. */
  bodyField: number;
  view: DataView;
}

/** @throws DamageError or RangeError when the bytes are no message. */
export function readHead(metadata: Uint8Array): MessageHead {
  const view = new DataView(metadata.buffer, metadata.byteOffset, metadata.byteLength);
  const root = rootTable(view);
  const typeField = fieldAt(view, root, 1);
  const headerField = fieldAt(view, root, 2);
  const bodyField = fieldAt(view, root, 3);
  if (typeField === 0 || headerField === 0) throw new DamageError('a message without a header');
  return {
    type: view.getUint8(typeField),
    table: indirect(view, headerField),
    bodyLength: bodyField === 0 ? 0 : sizeAt(view, bodyField),
    bodyField,
    view,
  };
}

/**
 * Checks that a schema is that of a trace.
 *
 * @returns the format version it names, 0 where it names none (another tool wrote the file again).
 * @throws DamageError when columns are missing or of another type.
 */
export function readSchema({ view, table }: MessageHead): number {
  const fields = vectorAt(view, fieldAt(view, table, 1), 4);
  for (const [i, [name, type]] of schemaColumns.entries()) {
    if (i >= fields.length) throw new DamageError(`it has no column "${name}"`);
    const field = indirect(view, fields.start + 4 * i);
    const foundName = stringAt(view, fieldAt(view, field, 0));
    if (foundName !== name) throw new DamageError(`column ${i + 1} is "${foundName.slice(0, 40)}", not "${name}"`);
    if (typeOf(view, field) !== type) throw new DamageError(`column "${name}" is not of type ${type}`);
  }
  return Number(metadataOf(view, table).get(versionKey) ?? 0) || 0;
}

function metadataOf(view: DataView, table: number): Map<string, string> {
  const pairs = vectorAt(view, fieldAt(view, table, 2), 4);
  const found = new Map<string, string>();
  for (let i = 0; i < pairs.length; i++) {
    const pair = indirect(view, pairs.start + 4 * i);
    found.set(stringAt(view, fieldAt(view, pair, 0)), stringAt(view, fieldAt(view, pair, 1)));
  }
  return found;
}

const arrowType = { int: 2, float: 3, utf8: 5 } as const;
const doublePrecision = 2;

function typeOf(view: DataView, field: number): ColumnType | null {
  const typeField = fieldAt(view, field, 2);
  const tableField = fieldAt(view, field, 3);
  if (typeField === 0 || tableField === 0 || fieldAt(view, field, 4) !== 0) return null;
  const table = indirect(view, tableField);
  switch (view.getUint8(typeField)) {
    case arrowType.utf8:
      return 'utf8';
    case arrowType.float: {
      const precision = fieldAt(view, table, 0);
      return precision !== 0 && view.getInt16(precision, true) === doublePrecision ? 'float64' : null;
    }
    case arrowType.int: {
      const widthField = fieldAt(view, table, 0);
      const signedField = fieldAt(view, table, 1);
      const width = widthField === 0 ? 0 : view.getInt32(widthField, true);
      const signed = signedField !== 0 && view.getUint8(signedField) !== 0;
      const name = `${signed ? 'int' : 'uint'}${width}`;
      return name === 'uint8' || name === 'uint32' || name === 'int32' ? name : null;
    }
    default:
      return null;
  }
}
