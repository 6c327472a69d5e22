/**
 * One question to the API and what is known of its answer. `view` is replaced on every change:
 * `{ data, problem, at, loading, forbidden }`. An answer that is there stays there while the next one is
 * fetched, and stays when that fails: old figures with a word of warning are better than none.
 */
export class Query {
  #changed;
  #load;
  #running = null;
  #key = null;

  constructor(changed, load) {
    this.#changed = changed;
    this.#load = load;
    this.view = { data: null, problem: null, at: null, loading: false, forbidden: false };
  }

  /** Asks again; another key (other parameters) marks what is shown as belonging to the previous choice. */
  async refresh(key = '') {
    this.#running?.abort();
    const run = new AbortController();
    this.#running = run;
    const switched = key !== this.#key;
    this.#key = key;
    this.#show({ loading: true, outdated: switched && this.view.data !== null });
    try {
      const data = await this.#load(run.signal);
      if (run.signal.aborted) return;
      this.#show({ data, problem: null, at: Date.now(), loading: false, forbidden: false, outdated: false });
    } catch (problem) {
      if (run.signal.aborted) return;
      if (problem.status === 401) {
        window.dispatchEvent(new CustomEvent('opscope-signed-out'));
        return;
      }
      const forbidden = problem.status === 403;
      // Figures of another period must not stand under the new one's name.
      const data = switched || forbidden ? null : this.view.data;
      this.#show({ data, problem: forbidden ? null : problem, loading: false, forbidden, outdated: false });
    }
  }

  /** Puts in figures that came another way, such as over the live connection. */
  put(data) {
    this.#show({ data, problem: null, at: Date.now(), forbidden: false });
  }

  /** Not for this reader: nothing needs to be asked. */
  forbid() {
    this.#show({ data: null, problem: null, loading: false, forbidden: true });
  }

  /** Back to the beginning: the next one to sign in must not see what the last one saw. */
  forget() {
    this.#running?.abort();
    this.#key = null;
    this.#show({ data: null, problem: null, at: null, loading: false, forbidden: false, outdated: false });
  }

  #show(part) {
    this.view = { ...this.view, ...part };
    this.#changed();
  }
}
