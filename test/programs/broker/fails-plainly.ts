// Fails in a way that Node and Lanescope must report alike.

function deeper(): never {
  throw Object.assign(new Error('top', { cause: new Error('below') }), { code: 'E_TOP', list: [1, 2] });
}

setTimeout(() => deeper(), 1);
