// The kinds of channels and what each has to know.
import { html, nothing } from '../../vendor.js';
import { field } from '../../page.js';
import { howTo, select } from '../../watch.js';

const text = (name, label, more = {}) => ({ name, label, ...more });
const address = { type: 'url', placeholder: 'https://' };
const optional = { optional: true };

export const TYPES = {
  email: { name: 'E-mail', settings: [text('to', 'To', { hint: 'Up to 20 addresses with commas between.' })] },
  slack: { name: 'Slack', settings: [text('url', 'Address of the incoming webhook', { secret: true, ...address })] },
  discord: { name: 'Discord', settings: [text('url', 'Address of the webhook', { secret: true, ...address })] },
  webhook: {
    name: 'Webhook',
    settings: [text('url', 'Address', { secret: true, ...address }), text('key', 'Key that messages are signed with', { secret: true, type: 'password', shortest: 16, hint: '16 characters or more.' })],
  },
  sms: {
    name: 'SMS gateway',
    settings: [
      text('url', 'Address of the gateway', { secret: true, ...address }),
      text('to', 'To', { placeholder: '+491701234567' }),
      text('token', 'Token', { secret: true, type: 'password', hint: 'Sent as Bearer.', ...optional }),
      text('from', 'From', optional),
      text('format', 'Sent as', { choices: { json: 'JSON', form: 'A form' } }),
      text('to_field', 'Its field for the receiver', optional),
      text('from_field', 'Its field for the sender', optional),
      text('text_field', 'Its field for the text', optional),
    ],
  },
  alertmanager: {
    name: 'Prometheus Alertmanager',
    settings: [
      text('url', 'Address', { hint: 'Without /api/v2/alerts.', ...address }),
      text('username', 'User name', optional),
      text('password', 'Password', { secret: true, type: 'password', ...optional }),
      text('token', 'Token instead', { secret: true, type: 'password', ...optional }),
    ],
  },
};

export function channelForm({ type, onType }) {
  const names = Object.fromEntries(Object.entries(TYPES).map(([key, { name }]) => [key, name]));
  return html`${field('channel-name', 'Name', html`<input id="channel-name" name="name" required maxlength="200" autocomplete="off" />`)}
    ${field('channel-type', 'Kind', select({ id: 'channel-type', name: 'type', choices: names, value: type, onChange: onType }))}
    ${TYPES[type].settings.map(setting => settingField(type, setting))}
    <p class="hint">What is secret is kept encrypted and never shown again. ${howTo('alerts', 'How to be told')} has the hosts that may be called.</p>`;
}

function settingField(type, { name, label, hint, choices, optional: may, shortest, placeholder, type: kind = 'text' }) {
  const id = `channel-${type}-${name}`;
  const input = choices
    ? select({ id, name: `setting-${name}`, choices, value: Object.keys(choices)[0] })
    : html`<input id=${id} name="setting-${name}" type=${kind} ?required=${!may} minlength=${shortest ?? nothing} placeholder=${placeholder ?? nothing}
        autocomplete=${kind === 'password' ? 'new-password' : 'off'} spellcheck="false" aria-describedby=${hint ? `${id}-hint` : nothing} />`;
  return field(id, may ? `${label} (optional)` : label, input, hint);
}

export function channelOf(form) {
  const type = form.get('type');
  const settings = {};
  for (const { name } of TYPES[type].settings) {
    const value = form.get(`setting-${name}`)?.trim();
    if (value) settings[name] = value;
  }
  return { name: form.get('name'), type, settings };
}
