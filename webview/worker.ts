// The worker owns the trace and answers the page; no trace data lives on the page's main thread.

import type { FromWorker, ToWorker } from './messages.ts';
import { Answers } from './model/answers.ts';

/** The part of a worker's global scope that is used; the page's types know only windows. */
interface Scope {
  postMessage(message: FromWorker, transfer: Transferable[]): void;
  onmessage: ((event: MessageEvent<ToWorker>) => void) | null;
}

const scope = globalThis as unknown as Scope;

const context = new OffscreenCanvas(1, 1).getContext('2d');
const answers = new Answers(
  (message, transfer = []) => scope.postMessage(message, transfer),
  (text, font) => {
    if (!context) return text.length * 7;
    if (context.font !== font) context.font = font;
    return context.measureText(text).width;
  },
);

scope.onmessage = ({ data }) => {
  try {
    answers.take(data);
  } catch (error) {
    scope.postMessage({ type: 'problem', text: error instanceof Error ? error.message : String(error) }, []);
    if (data.type === 'block') scope.postMessage({ type: 'ack', number: data.number }, []);
  }
};
