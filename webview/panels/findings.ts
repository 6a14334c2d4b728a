// What Lanescope found: one line each, opened to why, where and the cure; its evidence can be marked in the lanes.

import { element, show } from '../dom.ts';
import type { Status, ToldFinding } from '../messages.ts';
import { type DetailsActions, siteLink } from './details.ts';

export interface FindingsActions extends DetailsActions {
  /** Marks the evidence of the finding with this index; -1: of none. */
  evidence(index: number): void;
}

export class FindingsPanel {
  readonly root = element('section', 'findings hidden');
  readonly #actions: FindingsActions;
  /** What the user has opened or closed, by the finding: they come anew while a run goes on. */
  readonly #open = new Map<string, boolean>();
  #drawn = '';

  constructor(actions: FindingsActions) {
    this.#actions = actions;
    this.root.setAttribute('role', 'region');
    this.root.setAttribute('aria-label', 'Findings');
  }

  draw({ findings, evidence }: Pick<Status, 'findings' | 'evidence'>): void {
    const key = JSON.stringify([findings, evidence]);
    if (key === this.#drawn) return;
    this.#drawn = key;
    show(this.root, findings.length > 0);
    const grave = findings.filter(({ finding }) => finding.severity === 'error').length;
    this.root.replaceChildren(
      ...findings.map((told, index) => this.#one(told, index, index === evidence, index === 0 && grave > 0)),
    );
  }

  #one(told: ToldFinding, index: number, isShown: boolean, isFirst: boolean): HTMLElement {
    const { finding } = told;
    const root = element('details', `finding ${finding.severity}${isShown ? ' shown' : ''}`);
    const key = `${finding.id} ${finding.title}`;
    root.open = this.#open.get(key) ?? isFirst;
    root.addEventListener('toggle', () => this.#open.set(key, root.open));
    const title = element('h2', '', finding.title);
    const severity = element('span', 'severity', finding.severity);
    root.append(element('summary', '', severity, title, this.#evidence(told, index, isShown)));
    // The title often is the first line of the message.
    const more = finding.message.split('\n').filter((line) => line !== '' && !finding.title.includes(line));
    if (more.length > 0) root.append(element('p', '', more.join('\n')));
    root.append(this.#places(told));
    if (finding.cure !== '') root.append(element('p', 'cure', finding.cure));
    return root;
  }

  #evidence({ row, places }: ToldFinding, index: number, isShown: boolean): HTMLElement {
    const hasMany = places.some((place) => place.row >= 0);
    const button = element('button', 'evidence', isShown ? 'hide evidence' : 'show evidence');
    button.setAttribute('aria-pressed', String(isShown));
    show(button, hasMany || row >= 0);
    button.addEventListener('click', (event) => {
      // it stands in the line that opens and closes
      event.preventDefault();
      if (hasMany) this.#actions.evidence(isShown ? -1 : index);
      else this.#actions.selectRow(row);
    });
    return button;
  }

  #places({ finding, places }: ToldFinding): HTMLElement {
    const list = element('ol', 'places');
    for (const { site, row, process, text } of places) {
      const item = element('li');
      if (site) item.append(siteLink(site, this.#actions.openSite));
      const told = finding.message.includes(text) ? process : text;
      if (row < 0) item.append(element('span', '', told));
      else {
        const jump = element('button', 'link words', told);
        jump.title = 'Select this event';
        jump.addEventListener('click', () => this.#actions.selectRow(row));
        item.append(jump);
      }
      list.append(item);
    }
    return list;
  }
}
