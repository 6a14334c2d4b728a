// Contrast as WCAG 2 counts it: every text on the page reaches 4.5 : 1, whatever theme it is drawn in.

export type Rgb = readonly [number, number, number];

function luminance([r, g, b]: Rgb): number {
  const part = (value: number) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
}

export function contrast(a: Rgb, b: Rgb): number {
  const [high, low] = [Math.max(luminance(a), luminance(b)), Math.min(luminance(a), luminance(b))];
  return (high + 0.05) / (low + 0.05);
}

export function mix(a: Rgb, b: Rgb, share: number): Rgb {
  const at = (i: 0 | 1 | 2) => Math.round(a[i] + (b[i] - a[i]) * share);
  return [at(0), at(1), at(2)];
}

/** `text`, moved towards black or white until it is readable on every one of `grounds`. */
export function readable(text: Rgb, grounds: readonly Rgb[], least = 4.6): Rgb {
  const enough = (colour: Rgb) => grounds.every((ground) => contrast(colour, ground) >= least);
  const dark = grounds.reduce((sum, ground) => sum + luminance(ground), 0) / grounds.length < 0.18;
  const end: Rgb = dark ? [255, 255, 255] : [0, 0, 0];
  for (let share = 0; share < 1; share += 0.05) {
    const colour = mix(text, end, share);
    if (enough(colour)) return colour;
  }
  return end;
}

export function css([r, g, b]: Rgb): string {
  return `rgb(${r}, ${g}, ${b})`;
}
