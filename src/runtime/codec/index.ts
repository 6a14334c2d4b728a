// The codec as the runtime uses it.

export { type CodecHost, decode, type Encoded, encode, type HandleRef } from './codec.ts';
export { preview } from './preview.ts';
export { refuseFunction } from './refusal.ts';
