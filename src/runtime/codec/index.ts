// The codec as the runtime uses it.

export { type CodecHost, decode, type Encoded, encode, type HandleRef } from './codec.ts';
export { preview } from './preview.ts';
