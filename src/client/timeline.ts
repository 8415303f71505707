/**
 * The timeline by kinds. Without scripts each kind is a link to itself that hides the others while it is the target; with
 * them the links become buttons of the same look that can be pressed together. The address keeps what is pressed, so that
 * one kind has the same address either way.
 */

const PREFIX = '#only-';

/** To be called when the entries are those that may be shown today. */
export function chooseKinds(): void {
  const row = document.querySelector<HTMLElement>('.kinds');
  if (row === null) return;
  const entries = [...document.querySelectorAll<HTMLElement>('.timeline > li')];
  const said = document.querySelector<HTMLElement>('.kinds + [role=status]')!;
  const buttons = new Map<string, HTMLButtonElement>();
  let chosen: string[] = [];

  for (const link of row.querySelectorAll('a')) {
    const kind = link.id.slice(PREFIX.length - 1);
    const count = entries.filter((entry) => entry.dataset['group'] === kind).length;
    const button = document.createElement('button');
    button.type = 'button';
    button.className = link.className;
    button.id = link.id;
    button.append(...link.childNodes);
    link.replaceWith(button);
    const number = button.querySelector('span');
    if (number) {
      number.textContent = String(count);
      button.hidden = count === 0;
    }
    button.addEventListener('click', () => {
      if (kind === '') chosen = [];
      else chosen = chosen.includes(kind) ? chosen.filter((other) => other !== kind) : [...chosen, kind];
      show();
      history.replaceState(null, '', chosen.length === 0 ? location.pathname : PREFIX + chosen.join('+'));
    });
    buttons.set(kind, button);
  }

  function show(): void {
    const isShown = (kind: string) => chosen.length === 0 || chosen.includes(kind);
    for (const entry of entries) entry.toggleAttribute('data-off', !isShown(entry.dataset['group']!));
    for (const [kind, button] of buttons)
      button.setAttribute('aria-pressed', String(kind === '' ? chosen.length === 0 : chosen.includes(kind)));
    const shown = entries.filter((entry) => isShown(entry.dataset['group']!)).length;
    said.textContent = shown === entries.length ? `共${shown}条。` : `显示${shown}条，共${entries.length}条。`;
  }

  function readAddress(): void {
    const named = location.hash.startsWith(PREFIX) ? location.hash.slice(PREFIX.length).split('+') : [];
    chosen = named.filter((kind) => kind !== '' && buttons.has(kind));
    show();
  }

  row.setAttribute('role', 'group');
  row.setAttribute('aria-label', '按类别看');
  addEventListener('hashchange', readAddress);
  readAddress();
  if (chosen.length > 1) row.scrollIntoView();
}
