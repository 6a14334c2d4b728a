// The canvas in words: a list of which only the visible entries exist, focusable, in step with the selection.

import { element } from '../dom.ts';
import type { Entry } from '../messages.ts';

const entryHeight = 40;
/** Browsers cap the height of an element; beyond this the list is scaled. */
const mostHeight = 8_000_000;

export interface ListActions {
  ask(from: number, to: number): void;
  select(index: number): void;
  open(): void;
}

export class EventList {
  readonly root = element('div', 'list');
  readonly #spacer = element('div', 'spacer');
  readonly #actions: ListActions;
  #count = 0;
  #selected = -1;
  #nodes: HTMLElement[] = [];

  constructor(actions: ListActions) {
    this.#actions = actions;
    this.root.tabIndex = 0;
    this.root.setAttribute('role', 'listbox');
    this.root.setAttribute('aria-label', 'Events');
    this.root.append(this.#spacer);
    this.root.addEventListener('scroll', () => this.ask());
    this.root.addEventListener('keydown', (event) => this.#key(event));
    new ResizeObserver(() => this.ask()).observe(this.root);
  }

  count(entries: number): void {
    this.#count = entries;
    this.#spacer.style.height = `${Math.min(entries * entryHeight, mostHeight)}px`;
    this.ask();
  }

  /** Entries per px of scrolling. */
  get #pace(): number {
    return Math.max(1, (this.#count * entryHeight) / mostHeight) / entryHeight;
  }

  ask(): void {
    if (this.root.clientHeight === 0) return;
    const from = Math.floor(this.root.scrollTop * this.#pace);
    this.#actions.ask(from, from + Math.ceil(this.root.clientHeight / entryHeight) + 1);
  }

  select(index: number): void {
    this.#selected = index;
    const top = index / this.#pace;
    const { scrollTop, clientHeight } = this.root;
    if (index >= 0 && (top < scrollTop || top + entryHeight > scrollTop + clientHeight)) {
      this.root.scrollTop = Math.max(0, top - clientHeight / 3);
    }
    this.ask();
  }

  draw(entries: Entry[]): void {
    const first = entries[0]?.index ?? 0;
    const shift = this.root.scrollTop - ((this.root.scrollTop * this.#pace) % 1) * entryHeight;
    entries.forEach((entry, i) => {
      const node = this.#node(i);
      node.style.top = `${shift + (entry.index - first) * entryHeight}px`;
      this.#fill(node, entry);
    });
    for (const node of this.#nodes.slice(entries.length)) node.remove();
    this.#nodes.length = entries.length;
    const chosen = entries.some((entry) => entry.index === this.#selected);
    if (chosen) this.root.setAttribute('aria-activedescendant', `entry-${this.#selected}`);
    else this.root.removeAttribute('aria-activedescendant');
  }

  #node(at: number): HTMLElement {
    const known = this.#nodes[at];
    if (known) return known;
    const node = element('div', 'entry');
    node.setAttribute('role', 'option');
    node.addEventListener('click', () => this.#actions.select(Number(node.dataset.index)));
    node.addEventListener('dblclick', () => this.#actions.open());
    this.root.append(node);
    this.#nodes[at] = node;
    return node;
  }

  #fill(node: HTMLElement, entry: Entry): void {
    node.id = `entry-${entry.index}`;
    node.dataset.index = String(entry.index);
    node.setAttribute('aria-posinset', String(entry.index + 1));
    node.setAttribute('aria-setsize', String(this.#count));
    node.setAttribute('aria-selected', String(entry.index === this.#selected));
    node.setAttribute('aria-label', `${entry.process}: ${entry.text}`);
    node.title = `${entry.process}: ${entry.text}`;
    const head = element('div', 'head', element('span', '', entry.process), element('span', '', entry.time));
    node.replaceChildren(head, element('div', `what ${entry.tone}`, entry.text));
  }

  #key(event: KeyboardEvent): void {
    const page = Math.max(1, Math.floor(this.root.clientHeight / entryHeight) - 1);
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page };
    const step = steps[event.key];
    if (step !== undefined) this.#actions.select(Math.max(0, Math.min(this.#count - 1, this.#selected + step)));
    else if (event.key === 'Home') this.#actions.select(0);
    else if (event.key === 'End') this.#actions.select(this.#count - 1);
    else if (event.key === 'Enter') this.#actions.open();
    else return;
    event.preventDefault();
  }
}
