/**
 * A list that goes on behind a cursor. `view` is replaced on every change: `{ items, cursor, problem, loading }`; items are
 * null until the first answer is there, and stay while it is asked again.
 */
export class Listing {
  #changed;
  #ask;
  #running = null;

  /** @param ask asks for one page: (cursor, signal) => ({ items, next_cursor }) */
  constructor(changed, ask) {
    this.#changed = changed;
    this.#ask = ask;
    this.view = { items: null, cursor: null, problem: null, loading: false };
  }

  /** From the beginning. */
  refresh() {
    return this.#load(null);
  }

  /** What comes behind that which is shown. */
  more() {
    return this.#load(this.view.cursor);
  }

  async #load(cursor) {
    this.#running?.abort();
    const run = new AbortController();
    this.#running = run;
    this.#show({ loading: true });
    try {
      const page = await this.#ask(cursor, run.signal);
      if (run.signal.aborted) return;
      const items = cursor ? [...this.view.items, ...page.items] : page.items;
      this.#show({ items, cursor: page.next_cursor ?? null, problem: null, loading: false });
    } catch (problem) {
      if (run.signal.aborted) return;
      if (problem.status === 401) window.dispatchEvent(new CustomEvent('opscope-signed-out'));
      this.#show({ problem, loading: false });
    }
  }

  #show(part) {
    this.view = { ...this.view, ...part };
    this.#changed();
  }
}
