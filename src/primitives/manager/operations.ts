// The operations of a manager and of its proxies by name; the position is the method number on the wire, shared by rule and handle.

/** The last three are the manager's own process's; `fail` answers a request whose object it could not even tell. */
export const managerOperations = ['start', 'shutdown', 'ready', 'accept', 'fail'] as const;

export type ManagerOperation = (typeof managerOperations)[number];

export function managerMethod(operation: ManagerOperation): number {
  return managerOperations.indexOf(operation);
}

/** Makes the object in the manager's process, without and with an answer. */
export const makings = ['create', 'construct'] as const;

/** The manager's process answers: with the result, the error that the method has thrown, or the shared object's own refusal. */
export const answers = ['reply', 'fail', 'refuse'] as const;

export type AnswerOperation = (typeof answers)[number];

const proxyOperations = [...makings, ...answers];

export function proxyOperation(operation: (typeof proxyOperations)[number]): number {
  return proxyOperations.indexOf(operation);
}

/** @param at place among the methods of the proxy's type */
export function proxyMethod(at: number): number {
  return proxyOperations.length + at;
}

export const dictMethods = [
  'get',
  'set',
  'has',
  'delete',
  'pop',
  'setdefault',
  'update',
  'keys',
  'values',
  'entries',
  'size',
  'clear',
  'copy',
] as const;

export const listMethods = [
  'at',
  'set',
  'push',
  'pop',
  'insert',
  'remove',
  'extend',
  'indexOf',
  'length',
  'slice',
  'reverse',
  'sort',
  'copy',
] as const;

export const namespaceMethods = ['get', 'set', 'delete'] as const;

/** The types of proxies whose methods are always the same. */
export const proxyMethods = {
  DictProxy: dictMethods,
  ListProxy: listMethods,
  NamespaceProxy: namespaceMethods,
} as const;

export type ProxyType = keyof typeof proxyMethods;

/** How a proxy of a user's class is called in the trace and on the wire; its options name its methods. */
export const remoteType = 'Remote';

/** A method's number has one byte on the wire, and some numbers are taken. */
export const mostRemoteMethods = 250;
