// <ops-alert-rules>: what is an alert and whom it is told to; admins change it.
import { html, nothing } from '../../vendor.js';
import * as format from '../../format.js';
import { glyph } from '../../glyphs.js';
import { get, patch, post, remove } from '../../http.js';
import { WatchPage, again, figure, howTo } from '../../watch.js';
import { ruleForm, ruleOf } from './rule-form.js';
import { conditionText, severityBadge, toggle } from './words.js';

const address = rule => `/api/v1/alerts/rules/${encodeURIComponent(rule.rule_id)}`;

class OpsAlertRules extends WatchPage {
  static properties = { told_to: { state: true } };

  #rules = this.query(signal => get('/api/v1/alerts/rules', {}, signal));
  #channels = this.query(signal => get('/api/v1/alerts/channels', {}, signal));

  ask() {
    again(this.#rules);
    if (this.isAdmin) again(this.#channels);
  }

  get #known() {
    return this.#channels.view.data?.data ?? [];
  }

  render() {
    return html`${this.told()}
      ${this.card({
        id: 'rules-title',
        title: 'Rules',
        note: 'What is an alert, and whom it is told to.',
        actions: this.isAdmin
          ? html`<button type="button" class="button button-main button-small" @click=${() => this.#begin('new', { condition: 'gt', severity: 'warning', duration: 300, no_data: 'keep' })}>${glyph('plus')} New rule</button>`
          : nothing,
        body: this.table({
          listing: this.whole(this.#rules, answer => answer.data),
          caption: 'Alert rules',
          empty: 'There is no rule',
          more: html`${howTo('alerts', 'How to be told')} lists the metrics a rule can be about.`,
          columns: [
            [
              'Rule',
              rule => html`<span class="cell-main">${rule.rule_name}</span>
                ${rule.problem ? html`<span class="cell-more is-problem">${rule.problem}</span>` : nothing}`,
            ],
            [
              'When',
              rule => html`<span><span class="metric-name">${rule.metric_name}</span> ${conditionText(rule)}
                <span class="cell-more">${rule.duration ? `for ${format.seconds(rule.duration)}` : 'at once'}${rule.group_by.length ? `, each ${rule.group_by.join(', ')}` : ''}</span></span>`,
            ],
            ['Severity', rule => severityBadge(rule.severity)],
            ['Told to', rule => this.#toldTo(rule)],
            ['Evaluated', rule => figure(rule.evaluated_at ? format.ago(rule.evaluated_at) : format.NONE, rule.enabled ? 'It has not been evaluated yet.' : 'It is switched off.')],
            [
              'On',
              rule =>
                this.isAdmin
                  ? toggle({ on: rule.enabled, label: `Rule ${rule.rule_name}`, busy: this.busy, onChange: on => this.#switch(rule, on) })
                  : rule.enabled ? 'on' : html`<span class="quiet">off</span>`,
            ],
            ...(this.isAdmin
              ? [['', rule => html`<button type="button" class="button button-quiet button-small" aria-label="Edit ${rule.rule_name}" @click=${() => this.#begin('edit', rule)}>Edit</button>
                  <button type="button" class="button button-quiet button-small" aria-label="Delete ${rule.rule_name}" @click=${() => this.show({ kind: 'delete', rule })}>Delete</button>`]]
              : []),
          ],
        }),
      })}
      ${this.#dialog()}`;
  }

  #toldTo({ notification_channels: ids }) {
    if (!ids.length) return html`<span class="quiet">nobody</span>`;
    const names = ids.map(id => this.#known.find(channel => channel.id === id)?.name);
    return names.every(Boolean) ? names.join(', ') : `${format.count(ids.length)} ${ids.length === 1 ? 'channel' : 'channels'}`;
  }

  #begin(kind, rule) {
    this.told_to = new Set(rule.notification_channels ?? []);
    this.show({ kind, rule });
  }

  #dialog() {
    const { kind, rule } = this.open ?? {};
    switch (kind) {
      case 'new':
        return this.dialog({ title: 'New rule', body: this.#form(rule), submit: 'Create', onSubmit: form => this.#create(form) });
      case 'edit':
        return this.dialog({ title: `Edit ${rule.rule_name}`, body: this.#form(rule), submit: 'Save', onSubmit: form => this.#save(rule, form) });
      case 'delete':
        return this.confirm({
          title: `Delete ${rule.rule_name}?`,
          text: 'Its alerts end, and whoever was told of one is told that. The rule does not come back by itself.',
          submit: 'Delete',
          onSubmit: () => this.#after(() => remove(address(rule)), `${rule.rule_name} is deleted.`),
        });
      default:
        return nothing;
    }
  }

  #form(rule) {
    const choose = (id, on) => {
      const ids = new Set(this.told_to);
      on ? ids.add(id) : ids.delete(id);
      this.told_to = ids;
    };
    return ruleForm({ rule, channels: this.#known, chosen: this.told_to, onChannel: choose });
  }

  #create(form) {
    const wanted = ruleOf(form, this.told_to);
    return this.#after(() => post('/api/v1/alerts/rules', wanted), `${wanted.rule_name} is evaluated from now on.`);
  }

  #save(rule, form) {
    return this.#after(() => patch(address(rule), ruleOf(form, this.told_to)), `${rule.rule_name} is changed.`);
  }

  #switch(rule, enabled) {
    return this.#after(() => patch(address(rule), { enabled }), `${rule.rule_name} is switched ${enabled ? 'on' : 'off'}.`);
  }

  async #after(work, done) {
    if (!(await this.attempt(work, done))) return;
    this.close();
    this.#rules.refresh();
  }
}

customElements.define('ops-alert-rules', OpsAlertRules);
