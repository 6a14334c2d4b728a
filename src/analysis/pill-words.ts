// Items that are mostly sent to say "no more": null, "STOP", { done: true }… A look at the preview only; it proves nothing by itself.

const words =
  'stop|stopped|done|end|ended|quit|exit|eof|eos|fin|finish|finished|halt|close|closed|shutdown|shut|down|terminate|kill|die|bye|sentinel|poison|pill|poisonpill|no|more|last|complete|completed|none|over';
const fillers =
  'of|the|all|work|worker|workers|file|stream|input|data|items|jobs|tasks|messages|queue|now|signal|please';
const text = `[\\W_]*(?:(?:${words}|${fillers})[\\W_]*)*(?:${words})[\\W_]*(?:(?:${words}|${fillers})[\\W_]*)*`;
const pattern = new RegExp(
  [
    '^(?:null|undefined|false|NaN|-1|-?Infinity|"")$',
    `^"${text}"$`,
    `^(?:${words})+ ?\\{.*\\}$`,
    `^\\{(?:${words}): (?:true|1|null)\\}$`,
    `^\\{(?:type|kind|op|cmd|command|action|msg|message|event|name|tag|status): "${text}"\\}$`,
  ].join('|'),
  'i',
);
/** Longer texts are work. */
const mostLength = 48;

export function isPillWord(preview: string): boolean {
  const { length } = preview;
  if (length === 0 || length > mostLength) return false;
  const first = preview.charCodeAt(0);
  // most items of busy queues are numbers
  if (first >= 48 && first <= 57) return false;
  return pattern.test(preview);
}
