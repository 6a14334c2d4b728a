// The row of buttons over the lanes. Each is a view action, so that VS Code's commands and the buttons do the same.

import type { ViewAction } from '../../src/protocol/view.ts';
import { element, icon, show } from '../dom.ts';

const tools: { action: ViewAction; title: string; path: string; words?: string }[] = [
  {
    action: 'follow',
    title: 'Follow the run as it goes on',
    words: 'Follow',
    path: 'M2 8h8M7 4.5 10.5 8 7 11.5M13.5 3v10',
  },
  {
    action: 'zoomOut',
    title: 'Zoom out (− or S)',
    path: 'M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9M10.3 10.3 14 14M5 7h4',
  },
  {
    action: 'zoomIn',
    title: 'Zoom in (+ or W)',
    path: 'M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9M10.3 10.3 14 14M5 7h4M7 5v4',
  },
  { action: 'fit', title: 'Show the whole run (0)', path: 'M2 4v8M14 4v8M4.5 8h7M6.5 6l-2 2 2 2M9.5 6l2 2-2 2' },
  {
    action: 'toggleFolded',
    title: 'Fold long quiet stretches (F)',
    words: 'Fold',
    path: 'M1.5 8H5l1.5-4 3 8L11 8h3.5',
  },
  {
    action: 'toggleList',
    title: 'List of events (L)',
    words: 'List',
    path: 'M2.5 4h.01M5.5 4h8M2.5 8h.01M5.5 8h8M2.5 12h.01M5.5 12h8',
  },
  {
    action: 'toggleLegend',
    title: 'Legend (G)',
    path: 'M6 6a2 2 0 1 1 2.6 1.9c-.4.2-.6.5-.6 1.1M8 11.5v.01M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8',
  },
];

export class Toolbar {
  readonly root = element('header', 'toolbar');
  readonly #title = element('div', 'title');
  readonly #status = element('div', 'status');
  readonly #buttons = new Map<ViewAction, HTMLButtonElement>();

  constructor(act: (action: ViewAction) => void) {
    this.root.setAttribute('role', 'toolbar');
    this.root.setAttribute('aria-label', 'Swimlane');
    this.root.append(this.#title, this.#status);
    for (const tool of tools) {
      if (tool.action === 'toggleFolded') this.root.append(element('div', 'divider'));
      const button = element('button', 'tool');
      button.append(icon(tool.path));
      if (tool.words) {
        button.classList.add('words');
        button.append(element('span', '', tool.words));
      }
      button.title = tool.title;
      button.setAttribute('aria-label', tool.title);
      button.dataset.action = tool.action;
      button.addEventListener('click', () => act(tool.action));
      this.#buttons.set(tool.action, button);
      this.root.append(button);
    }
  }

  title(text: string): void {
    this.#title.textContent = text;
    this.#title.title = text;
  }

  status(text: string, look: '' | 'live' | 'bad'): void {
    this.#status.textContent = text;
    this.#status.className = `status ${look}`;
  }

  pressed(action: ViewAction, on: boolean): void {
    this.#buttons.get(action)?.setAttribute('aria-pressed', String(on));
  }

  visible(action: ViewAction, on: boolean): void {
    const button = this.#buttons.get(action);
    if (button) show(button, on);
  }
}
