// The fields that make a database known. There is no address to paste: each part is a field of its own.
import { html, nothing } from '../../vendor.js';
import { field } from '../../page.js';
import { howTo, select } from '../../watch.js';

const TYPES = { postgresql: 'PostgreSQL', mysql: 'MySQL', mariadb: 'MariaDB', mart: 'Mart: a schema of a watched database' };
const PORTS = { postgresql: 5432, mysql: 3306, mariadb: 3306 };
const TLS = {
  prefer: 'If the server offers it',
  require: 'Always',
  verify: 'Always, and the certificate has to be good',
  disable: 'Never',
};
const AGES = { PT15M: '15 minutes', PT1H: 'An hour', PT6H: '6 hours', PT24H: 'A day', PT168H: 'A week' };

const text = (id, name, { required = true, ...more } = {}) =>
  html`<input id=${id} name=${name} ?required=${required} maxlength=${more.maxlength ?? 200} autocomplete="off" spellcheck="false"
    placeholder=${more.placeholder ?? nothing} aria-describedby=${more.hint ? `${id}-hint` : nothing} />`;

export function sourceForm({ type, sources, onType }) {
  return html`${field('source-name', 'Name', text('source-name', 'name'))}
    ${field('source-type', 'Kind', select({ id: 'source-type', name: 'type', choices: TYPES, value: type, onChange: onType }))}
    ${type === 'mart' ? martFields(sources.filter(source => source.type !== 'mart')) : serverFields(type)}
    <p class="hint">${howTo('watch-a-database', 'How to watch a database')} has the role to make for it, and the two lists that allow its host and port.</p>`;
}

function serverFields(type) {
  return html`<div class="field-row field-row-host">
      ${field('source-host', 'Host', text('source-host', 'host', { maxlength: 253, placeholder: 'db.example.org' }))}
      ${field('source-port', 'Port', html`<input id="source-port" name="port" type="number" min="1" max="65535" required .value=${String(PORTS[type])} />`)}
    </div>
    ${field('source-database', 'Database', text('source-database', 'database', { maxlength: 63 }))}
    <div class="field-row">
      ${field('source-user', 'User name', text('source-user', 'username', { maxlength: 128 }))}
      ${field('source-password', 'Password', html`<input id="source-password" name="password" type="password" autocomplete="new-password" aria-describedby="source-password-hint" />`, 'Kept encrypted, never shown again.')}
    </div>
    ${field('source-tls', 'Encryption (TLS)', select({ id: 'source-tls', name: 'tls', choices: TLS, value: 'prefer' }))}`;
}

function martFields(sources) {
  const choices = Object.fromEntries(sources.map(source => [source.id, source.name]));
  return html`${field('source-source', 'Database it lies in', select({ id: 'source-source', name: 'source', choices, required: true }))}
    ${field('source-schema', 'Schema', text('source-schema', 'schema', { maxlength: 63 }))}
    <div class="field-row">
      ${field('source-table', 'Table', text('source-table', 'table', { maxlength: 63, placeholder: 'orders' }))}
      ${field('source-column', 'Column with the time', text('source-column', 'column', { maxlength: 63, placeholder: 'loaded_at' }))}
    </div>
    ${field('source-age', 'Its data may be as old as', select({ id: 'source-age', name: 'max_age', choices: AGES, value: 'PT1H' }))}`;
}

/** What the form says, as the API takes it. */
export function sourceOf(form) {
  const said = name => form.get(name)?.trim() || undefined;
  const about = { name: said('name'), type: form.get('type') };
  if (about.type === 'mart') {
    const freshness = { table: said('table'), column: said('column'), max_age: said('max_age') };
    return { ...about, source: said('source'), schema: said('schema'), freshness };
  }
  return {
    ...about,
    host: said('host'),
    port: Number(form.get('port')),
    database: said('database'),
    username: said('username'),
    password: form.get('password') || undefined,
    tls: form.get('tls'),
  };
}
