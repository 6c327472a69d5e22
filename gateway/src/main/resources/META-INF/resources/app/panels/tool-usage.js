// <ops-tool-usage>: which tools did the work, most used first.
import { html, nothing } from '../vendor.js';
import * as format from '../format.js';
import { Panel } from '../panel.js';

const SHOWN = 7;

class OpsToolUsage extends Panel {
  static properties = { period: { attribute: false }, all: { state: true } };

  render() {
    return this.card({
      title: 'Tool usage',
      note: this.period.text,
      empty: ({ toolUsage }) =>
        toolUsage.length === 0 && {
          title: 'No tool was used',
          text: `There are no jobs in ${this.period.within}.`,
        },
      body: ({ toolUsage }) => this.#list(toolUsage),
    });
  }

  #list(tools) {
    const shown = this.all ? tools : tools.slice(0, SHOWN);
    const hidden = tools.slice(shown.length);
    const most = tools[0].usageCount || 1;
    return html`<ol class="bars">
        ${shown.map(
          tool => html`<li>
            <span class="bar-name" title=${tool.toolName}>${tool.toolName}</span>
            <span class="bar-figure">${format.count(tool.usageCount)}<span class="bar-share">${format.percent(tool.percentage)}</span></span>
            <span class="bar-track" aria-hidden="true"><span class="bar-fill" style="width: ${Math.max(0.5, (tool.usageCount / most) * 100)}%"></span></span>
          </li>`,
        )}
      </ol>
      ${hidden.length || this.all
        ? html`<button type="button" class="link-button" aria-expanded=${Boolean(this.all)} @click=${() => (this.all = !this.all)}>
            ${this.all
              ? 'Show fewer'
              : `${hidden.length} more with ${format.count(hidden.reduce((sum, tool) => sum + tool.usageCount, 0))} jobs`}
          </button>`
        : nothing}`;
  }
}
customElements.define('ops-tool-usage', OpsToolUsage);
