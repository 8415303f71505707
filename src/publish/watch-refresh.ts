/** The script that `npm start` adds to the pages it serves: it reloads a page when the server says that it has changed. */

/**
 * Runs in the browser, as its own text: nothing outside of it is known there.
 *
 * @param address where the server tells of changes
 */
function refresh(address: string): void {
  const KEPT = `minglu-refresh ${location.pathname}${location.search}`;
  const release = new URL((document.currentScript as HTMLScriptElement).src).searchParams.get('release') ?? '';
  let source: EventSource | undefined;
  let isComposing = false;
  let isStale = false;

  // A hidden page does not listen: a browser has few connections for each server.
  const listen = () => {
    if (document.hidden) {
      source?.close();
      source = undefined;
    } else if (source === undefined) {
      source = new EventSource(`${address}?${new URLSearchParams({ page: location.pathname, release }).toString()}`);
      source.addEventListener('reload', () => {
        isStale = true;
        reload();
      });
    }
  };

  // What is being composed with an input method would be lost.
  const reload = () => {
    if (!isStale || isComposing) return;
    source?.close();
    keep();
    location.reload();
  };

  // Browsers do not bring back fields whose completion is off.
  const fields = () => [
    ...document.querySelectorAll<HTMLInputElement>('input[type=search], input[type=text], textarea'),
  ];
  const keep = () => {
    const all = fields();
    const focus = all.indexOf(document.activeElement as HTMLInputElement);
    const { selectionStart, selectionEnd } = all[focus] ?? {};
    try {
      const kept = { values: all.map((field) => field.value), focus, selectionStart, selectionEnd };
      sessionStorage.setItem(KEPT, JSON.stringify(kept));
    } catch {
      // There is no storage, or no room in it.
    }
  };
  const bringBack = () => {
    try {
      const text = sessionStorage.getItem(KEPT);
      sessionStorage.removeItem(KEPT);
      if (text === null) return;
      const { values, focus, selectionStart, selectionEnd } = JSON.parse(text);
      const all = fields();
      for (const [i, field] of all.entries()) if (typeof values[i] === 'string') field.value = values[i];
      const focused = all[focus];
      if (focused === undefined) return;
      focused.focus({ preventScroll: true });
      focused.setSelectionRange(selectionStart, selectionEnd);
    } catch {
      // Then the page is as it comes.
    }
  };

  document.addEventListener('compositionstart', () => {
    isComposing = true;
  });
  document.addEventListener('compositionend', () => {
    isComposing = false;
    reload();
  });
  document.addEventListener('visibilitychange', listen);
  document.addEventListener('DOMContentLoaded', bringBack);
  listen();
}

/** The script's text. */
export function refreshScript(address: string): string {
  return `(${refresh.toString()})(${JSON.stringify(address)});\n`;
}

/** The page with the script in its head. Pages allow scripts and connections of their own server. */
export function withScript(html: string, address: string): string {
  const tag = `<script src="${address}" defer></script>`;
  const at = html.indexOf('</head>');
  return at < 0 ? html + tag : html.slice(0, at) + tag + html.slice(at);
}
