// What is known about the selected event. Source lines are links; all text is text.

import { element, show } from '../dom.ts';
import type { Details, SitePlace } from '../model/details.ts';

export interface DetailsActions {
  openSite: ((site: SitePlace) => void) | null;
  selectRow(row: number): void;
  close(): void;
}

/** A link to a source line, or its words where nobody could open it. */
export function siteLink(site: SitePlace, openSite: DetailsActions['openSite']): HTMLElement {
  const text = `${site.file}:${site.line}`;
  if (!openSite) return element('span', 'place', text);
  const link = element('button', 'link', text);
  link.title = `Open ${text}`;
  link.addEventListener('click', () => openSite(site));
  return link;
}

export class DetailsPanel {
  readonly root = element('section', 'details hidden');
  readonly #actions: DetailsActions;

  constructor(actions: DetailsActions) {
    this.#actions = actions;
    this.root.setAttribute('aria-label', 'Selected event');
  }

  draw(details: Details | null): void {
    show(this.root, details !== null);
    if (!details) return;
    const list = element('dl');
    for (const line of details.lines) {
      const value = element('dd', line.mono ? 'mono' : '', line.text);
      if (line.site) value.append(siteLink(line.site, this.#actions.openSite));
      const { row } = line;
      if (row !== undefined && row !== details.row) value.append(this.#jump(row));
      list.append(element('div', '', element('dt', '', line.label), value));
    }
    const close = element('button', 'close', '×');
    close.title = 'Close (Escape)';
    close.setAttribute('aria-label', 'Close the details');
    close.addEventListener('click', () => this.#actions.close());
    this.root.replaceChildren(element('h2', '', details.title), close, list);
  }

  #jump(row: number): HTMLElement {
    const jump = element('button', 'link', 'select');
    jump.addEventListener('click', () => this.#actions.selectRow(row));
    return jump;
  }
}
