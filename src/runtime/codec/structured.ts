// Structured clone to bytes and back, exactly: V8's own format, except that a Buffer does not drag its whole pool along.

import { types } from 'node:util';
import { Deserializer, Serializer } from 'node:v8';

const views = [
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
  BigInt64Array,
  BigUint64Array,
] as const;
const dataView = views.length;
const buffer = dataView + 1;
/** Float16Array exists from Node 24.16 on; its number is the last, so that older processes never meet it. */
const float16 = buffer + 1;

type ViewConstructor = new (buffer: ArrayBufferLike, offset: number, length: number) => ArrayBufferView;

function viewKind(view: ArrayBufferView): number {
  if (Buffer.isBuffer(view)) return buffer;
  if (types.isDataView(view)) return dataView;
  const name = typedArrayName.call(view);
  if (name === 'Float16Array') return float16;
  return views.findIndex((type) => type.name === name);
}

/** The brand of a typed array, whatever its class: subclasses have it too. */
const typedArrayName = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Int8Array.prototype), Symbol.toStringTag)
  ?.get as (this: ArrayBufferView) => string;

function viewConstructor(kind: number): ViewConstructor {
  if (kind === dataView) return DataView;
  const known = views[kind];
  if (known !== undefined) return known as ViewConstructor;
  const newer: unknown = Reflect.get(globalThis, 'Float16Array');
  if (kind === float16 && typeof newer === 'function') return newer as ViewConstructor;
  throw new TypeError('A Float16Array was sent to a process whose Node has none');
}

class StructuredSerializer extends Serializer {
  /** @internal called by V8 for every view */
  _writeHostObject(view: NodeJS.ArrayBufferView): void {
    const kind = viewKind(view);
    this.writeUint32(kind);
    if (kind === buffer) {
      this.writeUint32(view.byteLength);
      this.writeRawBytes(view);
      return;
    }
    const count = 'length' in view ? Number(view.length) : view.byteLength;
    this.writeUint32(view.byteOffset);
    this.writeUint32(count);
    this.writeValue(view.buffer);
  }
}

class StructuredDeserializer extends Deserializer {
  /** @internal called by V8 for what `_writeHostObject` wrote */
  _readHostObject(): ArrayBufferView {
    const kind = this.readUint32();
    // A copy: the frame's memory is used again.
    if (kind === buffer) return Buffer.from(this.readRawBytes(this.readUint32()));
    const offset = this.readUint32();
    const count = this.readUint32();
    const memory = this.readValue() as ArrayBuffer;
    return new (viewConstructor(kind))(memory, offset, count);
  }
}

interface ViewsAsHostObjects {
  _setTreatArrayBufferViewsAsHostObjects(flag: boolean): void;
}

/** @throws what structured clone throws for what it does not take */
export function toBytes(value: unknown, firstByte: number): Uint8Array {
  const serializer = new StructuredSerializer();
  serializer.writeRawBytes(Uint8Array.of(firstByte));
  (serializer as unknown as ViewsAsHostObjects)._setTreatArrayBufferViewsAsHostObjects(true);
  serializer.writeHeader();
  serializer.writeValue(value);
  return serializer.releaseBuffer();
}

/** @param bytes without the first byte that `toBytes` was given */
export function fromBytes(bytes: Uint8Array): unknown {
  const deserializer = new StructuredDeserializer(bytes);
  deserializer.readHeader();
  return deserializer.readValue();
}
