import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Heap } from '../../src/base/heap.ts';

test('a heap gives out what was put in by ascending key, however pushes and pops alternate', () => {
  const step = fc.oneof(fc.integer({ min: 0, max: 50 }), fc.constant('pop' as const));
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
      const heap = new Heap<number>((item) => item);
      let model: number[] = [];
      for (const one of steps) {
        if (one === 'pop') {
          model.sort((a, b) => a - b);
          expect(heap.pop()).toBe(model[0]);
          model = model.slice(1);
        } else {
          heap.push(one);
          model.push(one);
        }
        expect(heap.size).toBe(model.length);
        expect(heap.peek()).toBe(model.length === 0 ? undefined : Math.min(...model));
      }
    }),
  );
});
