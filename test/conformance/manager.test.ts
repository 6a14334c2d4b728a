// What the reference promises of managers and proxies, row by row.

import { rowsShownByLaws } from './laws-of-rows.ts';

rowsShownByLaws(
  ['managers.ts'],
  [
    [
      'b.Manager.new',
      'Manager.start() starts a real process, which leaving its block ends',
      [
        '(b) Manager(): its process is a child like others, named SyncManager-N',
        '(b) Manager(): leaving its `await using` block ends it',
      ],
    ],
    [
      'b.BaseManager.new',
      'an object of a registered class lives in the manager; shutdown may be said many times',
      [
        '(b) BaseManager: an object of a registered class lives in the manager, #private fields and all',
        '(b) BaseManager: after shutdown calls are refused, what was asked before is answered, and it can be said twice',
      ],
    ],
    [
      'b.SyncManager.new',
      'it makes dictionaries, lists, queues, locks, values, arrays and pools',
      [
        '(b) SyncManager types: a dictionary has what was set, in the order in which the keys came',
        '(b) SyncManager types: a list is read and changed by index, from either end',
        '(b) SyncManager types: its queues are those that new makes',
        '(b) SyncManager types: its locks, events and barriers are those that new makes, named alike',
        '(b) SyncManager types: its pools are those that new makes, and their tasks may have proxies',
      ],
    ],
    [
      'b.Manager.proxies',
      'proxies are sent, nested, equal to themselves alone; errors keep their class',
      [
        '(b) proxies: one inside of another is shared, in every process that gets it',
        '(b) proxies: one is equal to itself alone, not to what it stands for',
        '(b) proxies: an error of a method has its class, its fields, and as its cause where it came from',
        '(b) proxies: a result that cannot be sent is a RemoteError that says so',
      ],
    ],
    [
      'b.Manager.mutable_values, c.19',
      'a plain object inside of a proxy is a copy',
      [
        '(b) mutable values: what was got is a copy: changing it changes nothing, setting it again does',
        '(c) 19: a plain list inside of a proxy is a copy',
      ],
    ],
    [
      'b.Manager.namespace',
      'a namespace has what was set, and a KeyError for the rest',
      ['(b) Namespace: it has what was set; what was not is a KeyError that names it'],
    ],
    [
      'b.Manager.manager_queue, c.30',
      'a queue of a manager has no feeder whose end could be waited for',
      [
        '(b) manager Queue: a process that has put ends before anybody has got, and qsize is exact',
        '(c) 30: joining before getting hangs with no queue of a manager',
      ],
    ],
    [
      'b.Manager.compound_operations',
      'a get and a set are two calls',
      ['(b) compound operations: get and set are two calls, and somebody may come between'],
    ],
  ],
);
