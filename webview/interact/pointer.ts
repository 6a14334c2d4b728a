// Mouse and touch on the lanes: drag pans, the wheel scrolls lanes or zooms, a click selects, hovering tells.

import { select, type ZoomTransform, zoom, zoomIdentity } from 'd3';

export interface PointerActions {
  /** New screen x = `scale` · old + `shift`, in shares of the width. */
  move(scale: number, shift: number): void;
  scroll(dy: number): void;
  /** Whether there are lanes beyond the lower edge. */
  scrolls(): boolean;
  hover(x: number, y: number): void;
  leave(): void;
  pick(x: number, y: number): void;
}

export function watchPointer(view: HTMLElement, actions: PointerActions): void {
  watchZoom(view, actions);
  view.addEventListener('wheel', (event) => wheel(view, event, actions), { passive: false });
  view.addEventListener('pointermove', (event) => {
    if (event.buttons === 0) actions.hover(...at(view, event));
  });
  view.addEventListener('pointerleave', () => actions.leave());
  view.addEventListener('click', (event) => {
    view.focus({ preventScroll: true });
    actions.pick(...at(view, event));
  });
}

function at(view: HTMLElement, event: MouseEvent): [number, number] {
  const box = view.getBoundingClientRect();
  return [event.clientX - box.left, event.clientY - box.top];
}

/** d3 keeps one growing transform; the window over the run is ours, so only what changed is taken from it. */
function watchZoom(view: HTMLElement, actions: PointerActions): void {
  let last: ZoomTransform = zoomIdentity;
  const behaviour = zoom<HTMLElement, unknown>()
    .filter((event: MouseEvent | WheelEvent) => {
      if (event.type === 'wheel') return zooms(event as WheelEvent, actions);
      return event.type !== 'dblclick' && event.button === 0;
    })
    .clickDistance(4)
    .on('start', (event) => {
      if (event.sourceEvent?.type !== 'wheel') view.classList.add('moving');
    })
    .on('end', () => view.classList.remove('moving'))
    .on('zoom', (event: { transform: ZoomTransform; sourceEvent: Event | null }) => {
      const { transform } = event;
      const scale = transform.k / last.k;
      const shift = (transform.x - scale * last.x) / view.clientWidth;
      const down = transform.y - scale * last.y;
      last = transform;
      if (scale !== 1 || shift !== 0) actions.move(scale, shift);
      if (scale === 1 && down !== 0) actions.scroll(-down);
    });
  select(view).call(behaviour);
}

/** The plain wheel scrolls where there are more lanes than fit, and zooms where all are seen. */
function zooms(event: WheelEvent, actions: PointerActions): boolean {
  if (event.ctrlKey || event.metaKey) return true;
  return !event.shiftKey && Math.abs(event.deltaY) > Math.abs(event.deltaX) && !actions.scrolls();
}

function wheel(view: HTMLElement, event: WheelEvent, actions: PointerActions): void {
  event.preventDefault();
  if (zooms(event, actions)) return;
  const unit = event.deltaMode === 1 ? 20 : 1;
  const across = (event.shiftKey && event.deltaX === 0 ? event.deltaY : event.deltaX) * unit;
  if (across !== 0) actions.move(1, -across / view.clientWidth);
  if (!event.shiftKey && event.deltaY !== 0) actions.scroll(event.deltaY * unit);
}
