// Keys on the lanes. Only while they have the focus, so that the editor's keys stay the editor's.

import type { ViewAction } from '../../src/protocol/view.ts';
import type { Step } from '../model/walk.ts';

export interface KeyActions {
  act(action: ViewAction): void;
  pan(share: number): void;
  walk(step: Step): void;
  open(): void;
  clear(): void;
}

const actionKeys: Record<string, ViewAction> = {
  w: 'zoomIn',
  '+': 'zoomIn',
  '=': 'zoomIn',
  s: 'zoomOut',
  '-': 'zoomOut',
  '−': 'zoomOut',
  '0': 'fit',
  f: 'toggleFolded',
  l: 'toggleList',
  g: 'toggleLegend',
  c: 'followCause',
};

const steps: Record<string, Step> = {
  ArrowRight: 'next',
  ArrowLeft: 'previous',
  ArrowUp: 'up',
  ArrowDown: 'down',
  Home: 'first',
  End: 'last',
};

const causeSteps: Record<string, Step> = { ArrowRight: 'effect', ArrowLeft: 'cause' };

/** Returns true when the key was ours. */
export function takeKey(event: KeyboardEvent, actions: KeyActions): boolean {
  if (event.ctrlKey || event.metaKey) return false;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const step = event.altKey ? causeSteps[key] : steps[key];
  if (step) actions.walk(step);
  else if (event.altKey) return false;
  else if (key === 'a' || key === 'd') actions.pan(key === 'a' ? -0.15 : 0.15);
  else if (key === 'Enter') actions.open();
  else if (key === 'Escape') actions.clear();
  else if (actionKeys[key]) actions.act(actionKeys[key]);
  else return false;
  return true;
}

export function watchKeys(view: HTMLElement, actions: KeyActions): void {
  view.addEventListener('keydown', (event) => {
    if (takeKey(event, actions)) event.preventDefault();
  });
}
