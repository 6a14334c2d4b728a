// Builds elements without ever reading HTML: trace text arrives as text, whatever it looks like.

export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  className = '',
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  if (className !== '') made.className = className;
  made.append(...children);
  return made;
}

const svgSpace = 'http://www.w3.org/2000/svg';

export function svgElement(tag: string, attributes: Record<string, string> = {}): SVGElement {
  const made = document.createElementNS(svgSpace, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

/** A picture of 16 × 16 from the path of its lines. */
export function icon(path: string): SVGElement {
  const svg = svgElement('svg', { viewBox: '0 0 16 16', 'aria-hidden': 'true' });
  svg.append(svgElement('path', { d: path }));
  return svg;
}

export function show(node: Element, visible: boolean): void {
  node.classList.toggle('hidden', !visible);
}
