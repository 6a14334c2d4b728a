// Brings worker, stage, panels and host together: every message and every action passes here.

import type { FromView, ToView, ViewAction, ViewState } from '../src/protocol/view.ts';
import { element, show } from './dom.ts';
import { readTheme, watchTheme } from './draw/theme.ts';
import type { Host } from './host.ts';
import { watchKeys } from './interact/keyboard.ts';
import { watchPointer } from './interact/pointer.ts';
import { formatDuration } from './layout/format.ts';
import type { Scene } from './layout/scene.ts';
import { extentOf, toValue } from './layout/time-scale.ts';
import { around, moved, panned, type Shown, seen, type Window, zoomed } from './layout/window.ts';
import type { FromWorker, Selected, Status, ToWorker } from './messages.ts';
import type { SitePlace } from './model/details.ts';
import type { Step } from './model/walk.ts';
import { DetailsPanel } from './panels/details.ts';
import { EventList } from './panels/event-list.ts';
import { FindingsPanel } from './panels/findings.ts';
import { drawLegend } from './panels/legend.ts';
import { Names } from './panels/names.ts';
import { Toolbar } from './panels/toolbar.ts';
import { Tooltip } from './panels/tooltip.ts';
import { Stage } from './stage.ts';
import { firstState, type PageState, restore, Store } from './store.ts';

/** A running trace is drawn anew this often though nothing arrives: time goes on. */
const liveMs = 100;

/** From this width on the list has room beside the lanes. */
const wide = 940;

/** From this width on the legend takes two lines at most. */
const legendFrom = 560;

export class App {
  readonly root = element('div', 'app');
  readonly store = new Store((state, before) => this.#changed(state, before));
  readonly stage: Stage;
  readonly #host: Host;
  readonly #worker: Worker;
  readonly #toolbar = new Toolbar((action) => this.act(action));
  readonly #names: Names;
  readonly #details: DetailsPanel;
  readonly #findings: FindingsPanel;
  readonly #list: EventList;
  readonly #side = element('aside', 'side');
  readonly #legend = element('footer', 'legend');
  readonly #problem = element('div', 'problem hidden');
  readonly #tip = new Tooltip();
  readonly #say = element('div', 'unseen');
  #status: Status | null = null;
  #selected: Selected | null = null;
  #restoring = false;
  #wishedEvidence: { id: string; seq: number } | null = null;
  #keeping: ReturnType<typeof setTimeout> | undefined;
  #ticking: ReturnType<typeof setTimeout> | undefined;

  constructor(host: Host, worker: Worker) {
    this.#host = host;
    this.#worker = worker;
    const openSite = host.opensSites ? (site: SitePlace) => this.#openSite(site) : null;
    const links = {
      openSite,
      selectRow: (row: number) => this.#ask({ type: 'selectRow', row }),
      close: () => this.#clear(),
    };
    this.#details = new DetailsPanel(links);
    this.#findings = new FindingsPanel({ ...links, evidence: (index) => this.#ask({ type: 'evidence', index }) });
    this.#list = new EventList({
      ask: (from, to) => this.#ask({ type: 'list', from, to }),
      select: (index) => this.#ask({ type: 'selectEntry', index }),
      open: () => this.#openSelected(),
    });
    this.stage = new Stage({
      wanted: () => this.store.state,
      request: (view, pixels) => this.#ask({ type: 'frame', view, pixels }, pixels ? [pixels] : []),
      drawn: (scene) => this.#drawn(scene),
    });
    this.#names = new Names(this.stage.names);
    this.#build();
    this.#listen();
  }

  #build(): void {
    this.#say.setAttribute('aria-live', 'polite');
    this.#problem.setAttribute('role', 'alert');
    this.#side.append(element('h2', '', 'Events'), this.#list.root);
    const body = element('div', 'body', this.stage.root, this.#side);
    this.root.append(this.#toolbar.root, this.#problem, this.#findings.root, body, this.#details.root);
    this.root.append(this.#legend, this.#say);
    this.stage.view.append(this.#tip.root);
    new ResizeObserver(() => this.#arrange()).observe(this.root);
  }

  #listen(): void {
    this.#worker.onmessage = ({ data }: MessageEvent<FromWorker>) => this.#fromWorker(data);
    this.#worker.onerror = (event) => this.#trouble(event.message);
    this.#host.listen((message) => this.#fromHost(message));
    const view = this.stage.view;
    watchPointer(view, {
      move: (scale, shift) => this.#move((scene) => moved(scene, scale, shift)),
      scroll: (dy) => this.#scroll(dy),
      scrolls: () => (this.stage.scene?.contentHeight ?? 0) > (this.stage.scene?.height ?? 0),
      hover: (x, y) => this.#ask({ type: 'hover', x, y }),
      leave: () => this.#hover(null),
      pick: (x, y) => {
        this.#hover(null);
        this.#ask({ type: 'pick', x, y });
      },
    });
    watchKeys(view, {
      act: (action) => this.act(action),
      pan: (share) => this.#move((scene) => panned(scene, share)),
      walk: (step) => this.#walk(step),
      open: () => this.#openSelected(),
      clear: () => this.#clear(),
    });
    watchTheme(() => this.theme());
  }

  /** Tells the host that the page listens, with what was kept. */
  begin(): void {
    this.theme();
    const state = this.#host.state();
    this.store.set(restore(state));
    this.#host.send({ type: 'ready', state });
  }

  theme(): void {
    const theme = readTheme();
    this.stage.theme = theme;
    this.#ask({ type: 'theme', palette: theme.palette, font: theme.font, monoFont: theme.monoFont });
    drawLegend(this.#legend, theme);
    this.stage.refresh();
  }

  act(action: ViewAction): void {
    const { state } = this.store;
    switch (action) {
      case 'zoomIn':
        this.#move((scene) => zoomed(scene, 1.5));
        return;
      case 'zoomOut':
        this.#move((scene) => zoomed(scene, 1 / 1.5));
        return;
      case 'fit':
        this.store.set({ window: null });
        return;
      case 'toggleFolded':
        this.store.set({ folded: !(this.stage.scene?.folded ?? false), window: null });
        return;
      case 'follow':
        this.store.set({ follow: !state.follow });
        return;
      case 'nextEvent':
        this.#walk('next');
        return;
      case 'previousEvent':
        this.#walk('previous');
        return;
      case 'followCause':
        this.#walk('cause');
        return;
      case 'toggleList':
        this.store.set({ list: !this.#listShown() });
        return;
      case 'toggleLegend':
        this.store.set({ legend: !this.#legendShown() });
        return;
    }
  }

  #ask(message: ToWorker, transfer: Transferable[] = []): void {
    this.#worker.postMessage(message, transfer);
  }

  #fromHost(message: ToView): void {
    switch (message.type) {
      case 'open':
        this.#toolbar.title(message.title);
        this.#selected = null;
        this.#details.draw(null);
        show(this.#problem, false);
        this.stage.say(message.live ? 'Waiting for the first event…' : 'Reading the trace…');
        this.store.set(this.#opening(message.state));
        this.#ask({ type: 'open', live: message.live });
        return;
      case 'block':
        this.#ask({ type: 'block', number: message.number, bytes: message.bytes }, [message.bytes]);
        return;
      case 'findings':
        this.#ask({ type: 'findings', findings: message.findings });
        return;
      case 'evidence':
        this.#wishedEvidence = message;
        this.#revealEvidence();
        return;
      case 'end':
        this.stage.say(message.problem ?? 'This run ended before anything happened.');
        if (message.problem !== null) this.#trouble(message.problem, false);
        this.#ask({ type: 'end' });
        this.#reselect(this.store.state.selected);
        return;
      case 'action':
        this.act(message.action);
        return;
      case 'reveal':
        this.#ask({ type: 'selectSeq', seq: message.seq });
        return;
    }
  }

  /** What was selected before a reload; the window was kept with it, so nothing moves. */
  #reselect(seq: number | null): void {
    if (seq === null) return;
    this.#restoring = true;
    this.#ask({ type: 'selectSeq', seq });
  }

  /** Another run begins anew, but what the user likes to see stays. */
  #opening(kept: ViewState | null): PageState {
    const { list, legend } = this.store.state;
    return kept ? restore(kept) : { ...firstState, list, legend };
  }

  #fromWorker(message: FromWorker): void {
    switch (message.type) {
      case 'frame':
        this.stage.take(message);
        return;
      case 'ack':
        this.#host.send(message);
        return;
      case 'status':
        this.#take(message.status);
        return;
      case 'tip':
        this.#hover(message.tip);
        return;
      case 'selected':
        this.#select(message.selected);
        return;
      case 'list':
        this.#list.draw(message.entries);
        return;
      case 'evidence':
        this.#bring(message.from, message.to);
        return;
      case 'problem':
        this.stage.release();
        this.#trouble(message.text);
        return;
    }
  }

  #take(status: Status): void {
    this.#status = status;
    this.#list.count(status.entries);
    this.#findings.draw(status);
    if (this.#wishedEvidence) this.#revealEvidence();
    this.#toolbar.visible('follow', status.live);
    this.#showStatus(status, status.end);
    this.stage.refresh();
    this.#tick();
  }

  #tick(): void {
    clearTimeout(this.#ticking);
    if (!this.#status?.live) return;
    this.#ticking = setTimeout(
      () => {
        if (this.store.state.follow) this.stage.refresh();
        this.#tick();
      },
      this.stage.theme.still ? 1000 : liveMs,
    );
  }

  #showStatus(status: Status, now: number): void {
    const bad = status.findings.some(({ finding }) => finding.severity === 'error');
    const parts = [formatDuration(now), `${status.processes} processes`];
    parts.push(`${status.events.toLocaleString('en')} events`);
    if (status.live) parts.unshift('live');
    else if (status.exitCode !== null) parts.unshift(`ended with ${status.exitCode}`);
    this.#toolbar.status(
      status.events === 0 ? (status.live ? 'live' : '') : parts.join('  ·  '),
      status.live ? 'live' : bad ? 'bad' : '',
    );
  }

  #drawn(scene: Scene): void {
    this.#names.draw(scene);
    this.#toolbar.pressed('toggleFolded', scene.folded);
    if (this.#status?.live) this.#showStatus(this.#status, scene.now);
  }

  /** What was asked for last: the frame on the screen may be older than the last wish. */
  #shown(scene: Scene): Shown {
    const { window, follow } = this.store.state;
    const { map, v0, v1 } = scene;
    if (window === null) {
      const [first, last] = extentOf(map);
      return { map, v0: first, v1: last };
    }
    return follow ? { map, v0, v1 } : { map, v0: toValue(map, window.from), v1: toValue(map, window.to) };
  }

  #move(to: (shown: Shown) => Window): void {
    const { scene } = this.stage;
    if (scene) this.store.set({ window: to(this.#shown(scene)), follow: false });
  }

  #scroll(dy: number): void {
    const { scene } = this.stage;
    if (!scene) return;
    const most = Math.max(0, scene.contentHeight - scene.height);
    const scrollY = Math.max(0, Math.min(most, this.store.state.scrollY + dy));
    if (scrollY !== this.store.state.scrollY) this.store.set({ scrollY });
  }

  #walk(step: Step): void {
    this.#ask({ type: 'walk', step });
  }

  #clear(): void {
    this.#ask({ type: 'selectRow', row: -1 });
    this.stage.view.focus({ preventScroll: true });
  }

  #hover(tip: (FromWorker & { type: 'tip' })['tip']): void {
    this.#tip.draw(tip);
    const row = tip?.row ?? -1;
    if (row === this.stage.hover) return;
    this.stage.hover = row;
    this.stage.refresh();
  }

  #select(selected: Selected | null): void {
    this.#selected = selected;
    this.#details.draw(selected?.details ?? null);
    this.#list.select(selected?.index ?? -1);
    this.#say.textContent = selected?.details.title ?? '';
    const change: Partial<PageState> = { selected: selected?.details.seq ?? null };
    const { scene } = this.stage;
    const restoring = this.#restoring;
    this.#restoring = false;
    if (selected && scene && !restoring) {
      const window = around(this.#shown(scene), selected.from, selected.to);
      if (window !== undefined) Object.assign(change, { window, follow: false });
      const { laneTop: top, laneHeight: height } = selected;
      const hidden = top < scene.scrollY || top + height > scene.scrollY + scene.height;
      if (hidden) change.scrollY = Math.max(0, top - (scene.height - height) / 2);
    }
    this.store.set(change);
  }

  #bring(from: number, to: number): void {
    const { scene } = this.stage;
    const window = scene ? seen(this.#shown(scene), from, to) : undefined;
    if (window !== undefined) this.store.set({ window, follow: false });
  }

  /** The host may ask for it before the finding, or the events that it is about, are here. */
  #revealEvidence(): void {
    const wish = this.#wishedEvidence;
    const index = this.#status?.findings.findIndex(({ finding }) => {
      return finding.id === wish?.id && (finding.places[0]?.seq ?? 0) === wish.seq;
    });
    if (index === undefined || index < 0) return;
    this.#wishedEvidence = null;
    this.#ask({ type: 'evidence', index });
  }

  #openSelected(): void {
    const site = this.#selected?.details.lines.find((line) => line.site)?.site;
    if (site && this.#host.opensSites) this.#openSite(site);
  }

  #openSite({ file, line, column }: SitePlace): void {
    this.#host.send({ type: 'openSite', file, line, column });
  }

  #trouble(text: string, log = true): void {
    this.#problem.textContent = text;
    show(this.#problem, true);
    if (log) this.#host.send({ type: 'problem', text } satisfies FromView);
  }

  #changed(state: PageState, before: PageState): void {
    if (state.list !== before.list || state.legend !== before.legend) this.#arrange();
    this.#toolbar.pressed('follow', state.follow);
    this.stage.refresh();
    clearTimeout(this.#keeping);
    this.#keeping = setTimeout(() => this.#host.keep({ ...state }), 300);
  }

  #listShown(): boolean {
    return this.store.state.list ?? this.root.clientWidth >= wide;
  }

  #legendShown(): boolean {
    return this.store.state.legend ?? this.root.clientWidth >= legendFrom;
  }

  #arrange(): void {
    const width = this.root.clientWidth;
    this.root.classList.toggle('narrow', width < 520);
    this.root.classList.toggle('stacked', width < 640);
    this.root.style.setProperty('--ls-names', `${width < 520 ? 92 : width < 820 ? 132 : 176}px`);
    const listed = this.#listShown();
    show(this.#side, listed);
    show(this.#legend, this.#legendShown());
    this.#toolbar.pressed('toggleLegend', this.#legendShown());
    this.#toolbar.pressed('toggleList', listed);
    const home = listed && width >= wide ? this.#side : this.root;
    if (this.#details.root.parentElement !== home) {
      if (home === this.root) this.root.insertBefore(this.#details.root, this.#legend);
      else home.append(this.#details.root);
    }
    this.stage.refresh();
  }
}
