// Every library that is not ours, and the only place that knows its version: the paths are those of the
// Maven artifacts in the gateway's pom.xml. Only files without bare imports are used, so no import map is needed.
import { html, svg, nothing, render } from '/webjars/lit-html/3.3.2/lit-html.js';
import { ReactiveElement } from '/webjars/lit__reactive-element/2.1.2/reactive-element.js';
import { repeat } from '/webjars/lit-html/3.3.2/directives/repeat.js';
import { classMap } from '/webjars/lit-html/3.3.2/directives/class-map.js';

export { html, svg, nothing, repeat, classMap };

const SHOELACE = '/webjars/shoelace-style__shoelace/2.17.1/cdn';
const CHART = '/webjars/chart.js/4.5.1/dist/chart.umd.min.js';

/**
 * Lit's reactive element drawing its template into the page itself: one style sheet and one set of ids
 * serve all parts, which is what labels and descriptions for screen readers need.
 */
export class Element extends ReactiveElement {
  createRenderRoot() {
    return this;
  }

  update(changed) {
    const template = this.render();
    super.update(changed);
    render(template, this.renderRoot, { host: this });
  }

  render() {
    return nothing;
  }
}

function styleSheet(href) {
  const link = document.createElement('link');
  link.rel = 'stylesheet';
  link.href = href;
  document.head.prepend(link); // before our own, which overrides its colours
}

let components;

/** Shoelace's controls; they upgrade in place once they have arrived. */
export function loadComponents() {
  components ??= (async () => {
    styleSheet(`${SHOELACE}/themes/dark.css`);
    styleSheet(`${SHOELACE}/themes/light.css`);
    const [{ setBasePath }, { registerIconLibrary }] = await Promise.all([
      import(`${SHOELACE}/utilities/base-path.js`),
      import(`${SHOELACE}/utilities/icon-library.js`),
    ]);
    setBasePath(SHOELACE);
    // Its built-in icons are data: addresses, which the content security policy refuses to fetch.
    const names = { caret: 'chevron-down', indeterminate: 'dash-lg', radio: 'circle-fill' };
    registerIconLibrary('system', {
      resolver: name => `${SHOELACE}/assets/icons/${names[name] ?? name}.svg`,
    });
    await Promise.all(
      ['radio-group', 'radio-button', 'tooltip', 'dropdown', 'menu', 'menu-item', 'menu-label', 'divider'].map(
        name => import(`${SHOELACE}/components/${name}/${name}.js`),
      ),
    );
  })();
  return components;
}

let chart;

/** Chart.js, which is a classic script and leaves its name in the global scope. */
export function loadChart() {
  chart ??= import(CHART).then(() => globalThis.Chart);
  return chart;
}
