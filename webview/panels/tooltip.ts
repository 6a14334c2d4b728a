// The tooltip beside the pointer, kept inside the lanes.

import { element, show } from '../dom.ts';
import type { Tip } from '../messages.ts';

export class Tooltip {
  readonly root = element('div', 'tip hidden');

  draw(tip: Tip | null): void {
    show(this.root, tip !== null);
    const frame = this.root.parentElement;
    if (!tip || !frame) return;
    this.root.replaceChildren(element('b', '', tip.title), ...tip.lines.map((line) => element('div', '', line)));
    const { offsetWidth, offsetHeight } = this.root;
    const left = tip.x + 14 + offsetWidth > frame.clientWidth ? tip.x - 14 - offsetWidth : tip.x + 14;
    const top = tip.y + 16 + offsetHeight > frame.clientHeight ? tip.y - 12 - offsetHeight : tip.y + 16;
    this.root.style.left = `${Math.max(2, Math.min(left, frame.clientWidth - offsetWidth - 2))}px`;
    this.root.style.top = `${Math.max(2, top)}px`;
  }
}
