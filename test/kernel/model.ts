// What queues promise, said as simply as possible and without looking at the kernel: lists, searched from the front.

export type Method = 'put' | 'get' | 'qsize' | 'empty' | 'full' | 'taskDone' | 'join' | 'shutdown' | 'shutdownNow';

interface Item {
  message: number;
  bytes: number;
  place: number;
}

export interface ModelQueue {
  capacity: number;
  maxBytes: number;
  isJoinable: boolean;
  items: Item[];
  /** Given to a get that has not said that it took it. */
  lent: Item[];
  places: number;
  unfinished: number;
  isShut: boolean;
  isEmptied: boolean;
}

export interface ModelCall {
  id: number;
  process: number;
  queue: ModelQueue;
  method: Method;
  deadline: number;
  message: number;
  bytes: number;
  granted: Item | null;
}

export interface Said {
  what: string;
  operation: number;
  message: number;
  code: number;
}

const infinite = Number.POSITIVE_INFINITY;

export function modelQueue(maxsize: number, maxBytes: number, isJoinable: boolean): ModelQueue {
  const [capacity, limit] = [maxsize || infinite, maxBytes || infinite];
  const state = { items: [], lent: [], places: 0, unfinished: 0, isShut: false, isEmptied: false };
  return { capacity, maxBytes: limit, isJoinable, ...state };
}

export class Model {
  /** Not over yet, in the order in which they were made. */
  calls: ModelCall[] = [];
  said: Said[] = [];

  enabled(): number[] {
    const processes = new Set(this.calls.map(({ process }) => process));
    return [...processes].flatMap((process) => this.firstOf(process)?.id ?? []);
  }

  /** Calls of one process are taken in order; one that must wait lets later ones pass, but not at the same door. */
  firstOf(process: number): ModelCall | undefined {
    const own = this.calls.filter((call) => call.process === process && !call.granted);
    return own.find((call, index) => {
      const waitsBefore = own
        .slice(0, index)
        .some(({ queue, method }) => queue === call.queue && method === call.method);
      return this.#canPass(call) && !(waitsBefore && ['put', 'get', 'join'].includes(call.method));
    });
  }

  serve(id: number): void {
    const call = this.#find(id);
    const { queue } = call;
    if (call.method === 'put') this.#put(call);
    else if (call.method === 'get') this.#get(call);
    else if (call.method === 'taskDone') {
      if (queue.unfinished === 0) this.#over(call, 'TaskDoneError');
      else {
        queue.unfinished--;
        this.#over(call, 'done');
      }
    } else if (call.method === 'shutdown' || call.method === 'shutdownNow') this.#shutdown(call);
    else this.#over(call, 'done', 0, this.#answer(call));
  }

  take(id: number): void {
    const call = this.#find(id);
    call.queue.lent = call.queue.lent.filter((item) => item !== call.granted);
    this.#remove(call);
  }

  cancel(id: number): void {
    const call = this.#find(id);
    this.#giveBack(call);
    this.#over(call, 'cancelled');
  }

  timeOut(id: number): void {
    this.#over(this.#find(id), 'timeout');
  }

  /** Its time is over, and nothing that its process asked before is still to be served. */
  isDue(call: ModelCall, now: number): boolean {
    const first = this.firstOf(call.process);
    return !call.granted && call.deadline <= now && !(first && first.id <= call.id);
  }

  end(process: number): void {
    for (const call of this.calls.filter((one) => one.process === process)) {
      this.#giveBack(call);
      this.#remove(call);
    }
  }

  #canPass({ id, queue, method, bytes }: ModelCall): boolean {
    const inside = [...queue.items, ...queue.lent];
    if (method === 'get') return queue.isShut || queue.items.length > 0;
    if (method === 'join') return queue.unfinished === 0;
    if (method !== 'put' || queue.isShut) return true;
    if (inside.length >= queue.capacity) return false;
    if (queue.maxBytes === infinite) return true;
    const first = this.calls.find((call) => call.queue === queue && call.method === 'put');
    const sum = inside.reduce((total, item) => total + item.bytes, 0);
    return first?.id === id && (inside.length === 0 || sum + bytes <= queue.maxBytes);
  }

  #put(call: ModelCall): void {
    const { queue, message, bytes } = call;
    if (queue.isShut) {
      this.#over(call, 'QueueShutDownError');
      return;
    }
    queue.items.push({ message, bytes, place: ++queue.places });
    if (queue.isJoinable) queue.unfinished++;
    this.#over(call, 'done');
  }

  #get(call: ModelCall): void {
    const item = call.queue.items.shift();
    if (!item) {
      this.#over(call, 'QueueShutDownError');
      return;
    }
    call.queue.lent.push(item);
    call.granted = item;
    if (call.queue.isShut) this.#failGetters(call.queue);
    this.said.push({ what: 'done', operation: call.id, message: item.message, code: 0 });
  }

  #shutdown(call: ModelCall): void {
    const { queue } = call;
    queue.isShut = true;
    for (const putter of this.calls.filter((one) => one.queue === queue && one.method === 'put')) {
      this.#over(putter, 'QueueShutDownError');
    }
    if (call.method === 'shutdownNow') {
      queue.isEmptied = true;
      this.#drop(queue);
    }
    this.#failGetters(queue);
    this.#over(call, 'done');
  }

  #failGetters(queue: ModelQueue): void {
    if (queue.items.length > 0) return;
    for (const getter of this.calls.filter((one) => one.queue === queue && one.method === 'get' && !one.granted)) {
      this.#over(getter, 'QueueShutDownError');
    }
  }

  #drop(queue: ModelQueue): void {
    queue.unfinished = Math.max(0, queue.unfinished - queue.items.length);
    queue.items = [];
  }

  #giveBack({ queue, granted }: ModelCall): void {
    if (!granted) return;
    queue.lent = queue.lent.filter((item) => item !== granted);
    queue.items = [...queue.items, granted].sort((a, b) => a.place - b.place);
    if (queue.isEmptied) this.#drop(queue);
  }

  #answer({ queue, method }: ModelCall): number {
    const inside = [...queue.items, ...queue.lent];
    if (method === 'join') return 1;
    if (method === 'qsize') return inside.length;
    if (method === 'empty') return inside.length === 0 ? 1 : 0;
    const bytes = inside.reduce((total, item) => total + item.bytes, 0);
    return inside.length >= queue.capacity || bytes >= queue.maxBytes ? 1 : 0;
  }

  #find(id: number): ModelCall {
    const found = this.calls.find((call) => call.id === id);
    if (!found) throw new Error(`the model knows no open call ${id}`);
    return found;
  }

  #over(call: ModelCall, what: string, message = 0, code = 0): void {
    this.said.push({ what, operation: call.id, message, code });
    this.#remove(call);
  }

  #remove(call: ModelCall): void {
    this.calls = this.calls.filter((one) => one !== call);
  }
}
