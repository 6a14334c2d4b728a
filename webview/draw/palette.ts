// Colours for the worker: packed for the framebuffer, read from the theme by the page, never baked into the pyramid.

/** One pixel as the framebuffer wants it: little-endian RGBA. */
export type Packed = number;

export interface Palette {
  background: Packed;
  /** Line between lanes. */
  line: Packed;
  /** Behind the lanes of queues. */
  band: Packed;
  /** Strong and pale colour of each state, by its number. */
  strong: Packed[];
  pale: Packed[];
  depth: Packed;
  depthPale: Packed;
  capacity: Packed;
  stuck: Packed;
  /** Bars get an outline in the text's colour. */
  contrast: boolean;
}

export function pack(r: number, g: number, b: number): Packed {
  return ((255 << 24) | (b << 16) | (g << 8) | r) >>> 0;
}

/** `share` of `over`, the rest of `under`. */
export function mixPacked(under: Packed, over: Packed, share: number): Packed {
  const channel = (shift: number) => {
    const a = (under >>> shift) & 255;
    const b = (over >>> shift) & 255;
    return Math.round(a + (b - a) * share);
  };
  return pack(channel(0), channel(8), channel(16));
}
