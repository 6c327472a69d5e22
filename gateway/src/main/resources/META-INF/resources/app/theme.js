// Light or dark, decided before the first paint. Without a stored choice the page follows the system.
(() => {
  const KEY = 'opscope.theme';
  const system = window.matchMedia('(prefers-color-scheme: dark)');

  const stored = () => {
    try {
      const value = localStorage.getItem(KEY);
      return value === 'light' || value === 'dark' ? value : null;
    } catch {
      return null; // storage may be forbidden; the system's choice still stands
    }
  };
  const systemTheme = () => (system.matches ? 'dark' : 'light');
  const current = () => stored() ?? systemTheme();

  const apply = () => {
    const theme = current();
    const root = document.documentElement;
    root.dataset.theme = theme;
    root.classList.toggle('sl-theme-dark', theme === 'dark');
    window.dispatchEvent(new CustomEvent('opscope-theme', { detail: theme }));
  };

  // Choosing what the system shows anyway means following it again.
  const toggle = () => {
    const next = current() === 'dark' ? 'light' : 'dark';
    try {
      if (next === systemTheme()) {
        localStorage.removeItem(KEY);
      } else {
        localStorage.setItem(KEY, next);
      }
    } catch {
      document.documentElement.dataset.theme = next;
    }
    apply();
  };

  system.addEventListener('change', apply);
  window.addEventListener('storage', event => event.key === KEY && apply());
  window.opscopeTheme = { current, toggle };
  apply();
})();
