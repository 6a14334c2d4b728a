// What Lanescope found: title, why, the cure, and every place it involves.

import { element, show } from '../dom.ts';
import type { Status } from '../messages.ts';
import type { DetailsActions } from './details.ts';
import { siteLink } from './details.ts';

export class FindingsPanel {
  readonly root = element('section', 'findings hidden');
  readonly #actions: DetailsActions;
  #drawn = '';

  constructor(actions: DetailsActions) {
    this.#actions = actions;
    this.root.setAttribute('role', 'alert');
    this.root.setAttribute('aria-label', 'Findings');
  }

  draw(findings: Status['findings']): void {
    const key = JSON.stringify(findings);
    if (key === this.#drawn) return;
    this.#drawn = key;
    show(this.root, findings.length > 0);
    this.root.replaceChildren(...findings.map((entry) => this.#one(entry)));
  }

  #one({ row, finding, places }: Status['findings'][number]): HTMLElement {
    const root = element('div', `finding ${finding.severity}`, element('h2', '', finding.title));
    // The title often is the first line of the message.
    const more = finding.message.split('\n').filter((line) => line !== '' && !finding.title.includes(line));
    if (more.length > 0) root.append(element('p', '', more.join('\n')));
    const list = element('div', 'places');
    places.forEach((site) => {
      if (site) list.append(siteLink(site, this.#actions.openSite));
    });
    const jump = element('button', 'link', 'show in the lanes');
    jump.addEventListener('click', () => this.#actions.selectRow(row));
    list.append(jump);
    if (finding.cure !== '') root.append(element('p', 'cure', finding.cure));
    root.append(list);
    return root;
  }
}
