// Reads /openapi and lays it out by tag. Text from the document only ever becomes text nodes.
const METHODS = ['get', 'post', 'put', 'patch', 'delete'];

const element = (name, attributes = {}, ...children) => {
  const made = document.createElement(name);
  Object.entries(attributes).forEach(([key, value]) => (key in made ? (made[key] = value) : made.setAttribute(key, value)));
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
};

const follow = (api, node) => {
  const name = node?.$ref?.replace('#/components/schemas/', '');
  return name ? { name, ...api.components.schemas[name] } : (node ?? {});
};

// A sample of what a schema describes; a schema inside itself is cut off.
const sample = (api, schema, seen = []) => {
  const found = follow(api, schema);
  if (found.name && seen.includes(found.name)) return '…';
  const deeper = found.name ? [...seen, found.name] : seen;
  const alternatives = (found.anyOf ?? found.oneOf ?? found.allOf)?.filter((one) => one.type !== 'null');
  if (alternatives?.length) return sample(api, alternatives[0], deeper);
  if (found.enum) return found.enum.join(' | ');
  const type = Array.isArray(found.type) ? found.type.find((one) => one !== 'null') : found.type;
  if (type === 'array') return [sample(api, found.items, deeper)];
  if (found.properties) {
    return Object.fromEntries(Object.entries(found.properties).map(([name, one]) => [name, sample(api, one, deeper)]));
  }
  if (type === 'object') {
    return found.additionalProperties ? { '…': sample(api, found.additionalProperties, deeper) } : {};
  }
  return found.format ? `${type} (${found.format})` : (type ?? 'any');
};

const shape = (api, content) => {
  const [type, media] = Object.entries(content ?? {})[0] ?? [];
  if (!type) return null;
  return element('div', {}, element('code', { textContent: type }),
    media.schema ? element('pre', { textContent: JSON.stringify(sample(api, media.schema), null, 2) }) : null);
};

const cookie = (name) => document.cookie.split('; ').find((one) => one.startsWith(`${name}=`))?.slice(name.length + 1);

const attempt = (api, path, method, operation, parameters) => {
  const fields = parameters.filter((one) => one.in !== 'header').map((one) => ({
    ...one, input: element('input', { placeholder: one.schema?.default ?? '', ariaLabel: one.name, required: !!one.required }),
  }));
  const body = operation.requestBody
    ? element('textarea', { rows: 6, ariaLabel: 'Body', value: JSON.stringify(sample(api, Object.values(operation.requestBody.content ?? {})[0]?.schema), null, 2) ?? '' })
    : null;
  const answer = element('pre', { hidden: true });
  const send = async (event) => {
    event.preventDefault();
    let target = path;
    const query = new URLSearchParams();
    fields.forEach(({ name, in: where, input }) => {
      if (where === 'path') target = target.replace(`{${name}}`, encodeURIComponent(input.value));
      else if (input.value) query.set(name, input.value);
    });
    const headers = body ? { 'Content-Type': Object.keys(operation.requestBody.content ?? {})[0] ?? 'application/json' } : {};
    if (method !== 'get') headers['X-CSRF-Token'] = cookie('opscope_csrf') ?? '';
    answer.hidden = false;
    try {
      const response = await fetch(target + (query.size ? `?${query}` : ''), { method: method.toUpperCase(), headers, body: body?.value });
      const text = (await response.text()).slice(0, 100_000);
      let shown = text;
      try { shown = JSON.stringify(JSON.parse(text), null, 2); } catch { /* not JSON: as it is */ }
      answer.textContent = `${response.status} ${response.statusText}\n\n${shown}`;
    } catch (failure) {
      answer.textContent = String(failure);
    }
  };
  return element('form', { onsubmit: send },
    fields.length || body ? element('h3', { textContent: 'Try it' }) : null,
    element('table', {}, ...fields.map((one) => element('tr', {}, element('th', { textContent: one.name }), element('td', {}, one.input)))),
    body, element('button', { textContent: 'Send' }), answer);
};

const describe = (api, path, method, operation, shared) => {
  const parameters = [...(shared ?? []), ...(operation.parameters ?? [])];
  const details = element('details', {},
    element('summary', {},
      element('b', { className: `method ${method.toUpperCase()}`, textContent: method.toUpperCase() }),
      element('code', { textContent: path }),
      element('span', { textContent: operation.summary ?? '' })));
  details.dataset.words = `${method} ${path} ${operation.summary ?? ''}`.toLowerCase();
  details.addEventListener('toggle', () => {
    if (details.childElementCount > 1) return;
    const content = element('div', { className: 'body' });
    if (operation.description) content.append(element('p', { textContent: operation.description }));
    content.append(element('p', { textContent: `Answered by: ${operation['x-opscope-service'] ?? 'gateway'}` }));
    if (parameters.length) {
      content.append(element('h3', { textContent: 'Parameters' }), element('table', {},
        ...parameters.map((one) => element('tr', {},
          element('td', {}, element('code', { textContent: one.name })),
          element('td', { textContent: `${one.in}${one.required ? ', required' : ''}` }),
          element('td', { textContent: String(sample(api, one.schema)) }),
          element('td', { textContent: one.schema?.default === undefined ? '' : `default ${one.schema.default}` }),
          element('td', { textContent: one.description ?? '' })))));
    }
    if (operation.requestBody) content.append(element('h3', { textContent: 'Body' }), shape(api, operation.requestBody.content) ?? '');
    Object.entries(operation.responses ?? {}).forEach(([status, answer]) =>
      content.append(element('h3', { textContent: `${status} ${answer.description ?? ''}` }), shape(api, answer.content) ?? ''));
    content.append(attempt(api, path, method, operation, parameters));
    details.append(content);
  });
  return details;
};

const show = (api) => {
  const byTag = new Map();
  Object.entries(api.paths).forEach(([path, item]) => METHODS.filter((method) => item[method]).forEach((method) => {
    const tag = item[method].tags?.[0] ?? 'Other';
    byTag.set(tag, [...(byTag.get(tag) ?? []), describe(api, path, method, item[method], item.parameters)]);
  }));
  const main = document.getElementById('operations');
  const contents = document.getElementById('contents');
  main.replaceChildren();
  [...byTag].sort(([one], [other]) => one.localeCompare(other)).forEach(([tag, operations]) => {
    const id = `tag-${tag.toLowerCase().replace(/\W+/g, '-')}`;
    contents.append(element('a', { href: `#${id}`, textContent: tag }));
    main.append(element('section', { id }, element('h2', { textContent: tag }), ...operations));
  });
  document.getElementById('search').addEventListener('input', (event) => {
    const words = event.target.value.toLowerCase();
    main.querySelectorAll('details').forEach((one) => { one.hidden = !one.dataset.words.includes(words); });
    main.querySelectorAll('section').forEach((one) => { one.hidden = !one.querySelector('details:not([hidden])'); });
  });
};

fetch('/openapi').then((response) => {
  if (!response.ok) throw new Error(`/openapi answered ${response.status}`);
  return response.json();
}).then(show).catch((failure) => {
  document.getElementById('operations').replaceChildren(element('p', { textContent: `The document cannot be read: ${failure.message}` }));
});
