// Reads the theme once per change: canvas and framebuffer know no CSS, so colours are resolved to numbers here.

import { element } from '../dom.ts';
import { states } from '../model/states.ts';
import { css, mix, type Rgb, readable } from './contrast.ts';
import { type Packed, type Palette, pack } from './palette.ts';

export interface Theme {
  palette: Palette;
  background: string;
  chip: string;
  text: string;
  muted: string;
  line: string;
  error: string;
  warning: string;
  arrow: string;
  strong: string;
  mark: string;
  font: string;
  monoFont: string;
  contrast: boolean;
  still: boolean;
}

/** Any CSS colour as numbers, laid over `ground` where it is translucent: a canvas understands them all. */
function resolver(): (name: string, ground: Rgb) => Rgb {
  const probe =
    document.querySelector<HTMLElement>('i.probe') ?? document.body.appendChild(element('i', 'probe hidden'));
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 1;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  return (name, ground) => {
    probe.style.color = `var(${name})`;
    if (!context) return ground;
    context.fillStyle = css(ground);
    context.fillRect(0, 0, 1, 1);
    context.fillStyle = getComputedStyle(probe).color;
    context.fillRect(0, 0, 1, 1);
    const [r = 0, g = 0, b = 0] = context.getImageData(0, 0, 1, 1).data;
    return [r, g, b];
  };
}

const packed = (colour: Rgb): Packed => pack(...colour);

interface Colours {
  ground: Rgb;
  text: Rgb;
  muted: Rgb;
  line: Rgb;
  error: Rgb;
}

function paletteOf(colours: Colours, of: (name: string) => Rgb, contrasting: boolean): Palette {
  const { ground, text, line, error } = colours;
  const own = states.map((state): Rgb => {
    if (state === 'absent' || state === 'ended') return ground;
    return state === 'starting' ? mix(ground, text, 0.5) : of(`--ls-${state}`);
  });
  const strong = own.map(
    (colour, i): Rgb => (states[i] === 'running' ? mix(ground, colour, contrasting ? 0.6 : 0.5) : colour),
  );
  return {
    background: packed(ground),
    line: packed(line),
    band: packed(mix(ground, text, 0.03)),
    strong: strong.map(packed),
    pale: own.map((colour, i) => packed(mix(ground, colour, states[i] === 'starting' ? 0 : 0.17))),
    depth: packed(of('--ls-empty')),
    depthPale: packed(mix(ground, of('--ls-empty'), 0.3)),
    capacity: packed(mix(ground, of('--ls-full'), 0.85)),
    stuck: packed(error),
    contrast: contrasting,
  };
}

/** Sets the readable text colours for the style sheet, too: a theme's own may be too faint. */
export function readTheme(): Theme {
  const resolve = resolver();
  const style = getComputedStyle(document.body);
  const ground = resolve('--ls-bg', [255, 255, 255]);
  const of = (name: string) => resolve(name, ground);
  const contrasting = style.getPropertyValue('--ls-contrast').trim() === '1';
  const band = mix(ground, of('--ls-fg'), 0.04);
  const panel = of('--ls-panel');
  const grounds = [ground, band, panel, of('--ls-hover'), mix(ground, of('--ls-error'), 0.08)];
  const colours: Colours = {
    ground,
    text: readable(of('--ls-fg'), grounds),
    muted: readable(of('--ls-dim'), grounds),
    line: of('--ls-border'),
    error: of('--ls-error'),
  };
  publish({
    '--ls-text': colours.text,
    '--ls-muted': colours.muted,
    '--ls-alarm': readable(colours.error, grounds),
    '--ls-caution': readable(of('--ls-warning'), grounds),
    '--ls-anchor': readable(of('--ls-link'), grounds),
    '--ls-active-text': readable(of('--ls-active-fg'), [of('--ls-active')]),
  });
  return {
    palette: paletteOf(colours, of, contrasting),
    background: css(ground),
    chip: css(ground),
    text: css(colours.text),
    muted: css(colours.muted),
    line: css(colours.line),
    error: css(readable(colours.error, grounds)),
    warning: css(readable(of('--ls-warning'), grounds)),
    arrow: css(mix(ground, colours.text, contrasting ? 1 : 0.72)),
    strong: css(of('--ls-focus')),
    mark: css(colours.text),
    font: `11.5px ${style.getPropertyValue('--ls-font')}`,
    monoFont: `11px ${style.getPropertyValue('--ls-mono')}`,
    contrast: contrasting,
    still:
      document.body.classList.contains('vscode-reduce-motion') ||
      matchMedia('(prefers-reduced-motion: reduce)').matches,
  };
}

function publish(colours: Record<string, Rgb>): void {
  for (const [name, colour] of Object.entries(colours)) document.documentElement.style.setProperty(name, css(colour));
}

/** Calls `changed` when VS Code or the system changes the theme. */
export function watchTheme(changed: () => void): void {
  new MutationObserver(changed).observe(document.body, { attributes: true, attributeFilter: ['class'] });
  for (const query of [
    '(prefers-color-scheme: dark)',
    '(prefers-contrast: more)',
    '(prefers-reduced-motion: reduce)',
  ]) {
    matchMedia(query).addEventListener('change', changed);
  }
}
