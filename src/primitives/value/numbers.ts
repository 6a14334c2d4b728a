// The numbers that shared values are made of, as C has them: a fixed width, and stores that wrap.

type NumberArray =
  | Int8Array
  | Uint8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | Float32Array
  | Float64Array;
type BigArray = BigInt64Array | BigUint64Array;

interface NumberType {
  readonly name: string;
  readonly bytes: number;
  readonly kind: 'integer' | 'bigint' | 'float';
  make(buffer: ArrayBuffer): NumberArray | BigArray;
}

const types: readonly NumberType[] = [
  { name: 'int8', bytes: 1, kind: 'integer', make: (buffer) => new Int8Array(buffer) },
  { name: 'uint8', bytes: 1, kind: 'integer', make: (buffer) => new Uint8Array(buffer) },
  { name: 'int16', bytes: 2, kind: 'integer', make: (buffer) => new Int16Array(buffer) },
  { name: 'uint16', bytes: 2, kind: 'integer', make: (buffer) => new Uint16Array(buffer) },
  { name: 'int32', bytes: 4, kind: 'integer', make: (buffer) => new Int32Array(buffer) },
  { name: 'uint32', bytes: 4, kind: 'integer', make: (buffer) => new Uint32Array(buffer) },
  { name: 'int64', bytes: 8, kind: 'bigint', make: (buffer) => new BigInt64Array(buffer) },
  { name: 'uint64', bytes: 8, kind: 'bigint', make: (buffer) => new BigUint64Array(buffer) },
  { name: 'float32', bytes: 4, kind: 'float', make: (buffer) => new Float32Array(buffer) },
  { name: 'float64', bytes: 8, kind: 'float', make: (buffer) => new Float64Array(buffer) },
];
/** Those of Python's ctypes, in the order of the types. */
const codes = 'bBhHiIqQfd';

/** Position of a type in the table, which goes with a handle wherever it is sent. @throws TypeError naming the constructor. */
export function typeNumber(type: unknown, what: string): number {
  const byCode = typeof type === 'string' && type.length === 1 ? codes.indexOf(type) : -1;
  const found = byCode >= 0 ? byCode : types.findIndex(({ name }) => name === type);
  if (found >= 0) return found;
  const all = types.map(({ name }) => name).join(', ');
  throw new TypeError(`${what}: type must be one of ${all} (or a code of ${codes}), got ${String(type)}`);
}

export function typeOf(number: number): NumberType {
  const found = types[number];
  if (!found) throw new RangeError(`there is no type of number ${number}`);
  return found;
}

/** @throws TypeError for a value that is no number of this type; one that is too great wraps */
export function encodeNumbers(type: NumberType, values: readonly unknown[], what: string): Uint8Array {
  for (const value of values) check(type, value, what);
  const buffer = new ArrayBuffer(values.length * type.bytes);
  const array = type.make(buffer);
  // checked above, one by one
  for (const [index, value] of values.entries()) array[index] = value as never;
  return new Uint8Array(buffer);
}

export function decodeNumbers(type: NumberType, bytes: Uint8Array): (number | bigint)[] {
  // a copy, for what came in a frame may begin anywhere
  return Array.from<number | bigint>(type.make(bytes.slice().buffer));
}

function check(type: NumberType, value: unknown, what: string): void {
  const { name, kind } = type;
  if (kind === 'bigint' ? typeof value === 'bigint' : typeof value === 'number') {
    if (kind !== 'integer' || Number.isInteger(value)) return;
    throw new TypeError(`${what}: ${name} holds whole numbers, got ${String(value)}; round it, or use float64`);
  }
  const wanted = kind === 'bigint' ? 'a bigint such as 5n' : 'a number';
  const shown = typeof value === 'bigint' ? `${value}n` : typeof value === 'number' ? value : typeof value;
  throw new TypeError(`${what}: a value of type ${name} must be ${wanted}, got ${shown}`);
}
