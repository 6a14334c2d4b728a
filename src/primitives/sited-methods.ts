// The methods whose calls the loader numbers: those that programs call in loops, where capturing a stack each time would be most
// of the cost. All others capture; so `join` of an array and `start` of anything stay exactly as they were written.

export const sitedMethods: ReadonlySet<string> = new Set([
  'put',
  'putNowait',
  'get',
  'getNowait',
  'qsize',
  'empty',
  'full',
  'taskDone',
  'send',
  'sendBytes',
  'recv',
  'recvBytes',
  'poll',
  'acquire',
  'release',
]);
