// The operations of values and shared arrays by name, and how their arguments travel; shared by rule and handle.

export const valueOperations = ['get', 'set', 'slice', 'setSlice', 'fill'] as const;

export type ValueOperation = (typeof valueOperations)[number];

export function valueMethod(operation: ValueOperation): number {
  return valueOperations.indexOf(operation);
}

/** Bytes of an offset, and of a length, in front of an argument. */
const numberBytes = 4;

/** The part that is to be read. */
export function encodePart(offset: number, length: number): Uint8Array {
  const bytes = new Uint8Array(2 * numberBytes);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, offset);
  view.setUint32(numberBytes, length);
  return bytes;
}

/** @throws RangeError for what `encodePart` does not make */
export function decodePart(bytes: Uint8Array | null): { offset: number; length: number } {
  const view = viewOf(bytes);
  return { offset: view.getUint32(0), length: view.getUint32(numberBytes) };
}

/** Bytes, and where they are to be written. */
export function encodeWrite(offset: number, content: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(numberBytes + content.length);
  new DataView(bytes.buffer).setUint32(0, offset);
  bytes.set(content, numberBytes);
  return bytes;
}

/** @throws RangeError for what `encodeWrite` does not make */
export function decodeWrite(bytes: Uint8Array | null): { offset: number; content: Uint8Array } {
  const view = viewOf(bytes);
  return { offset: view.getUint32(0), content: (bytes as Uint8Array).subarray(numberBytes) };
}

function viewOf(bytes: Uint8Array | null): DataView {
  if (!bytes) throw new RangeError('an access to shared values that does not say where');
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}
