/** On every page: 长辈模式, larger type and fewer choices at the same address, remembered on this device only. */
export {};

const KEY = 'minglu-elder';
const root = document.documentElement;
const button = document.querySelector<HTMLButtonElement>('[data-elder-switch]');

function apply(on: boolean): void {
  root.toggleAttribute('data-elder', on);
  button?.setAttribute('aria-pressed', String(on));
}

function stored(): boolean {
  try {
    return localStorage.getItem(KEY) === '1';
  } catch {
    return false;
  }
}

if (button) {
  button.hidden = false;
  apply(stored());
  button.addEventListener('click', () => {
    const on = !root.hasAttribute('data-elder');
    apply(on);
    try {
      localStorage.setItem(KEY, on ? '1' : '0');
    } catch {
      // Storage may be forbidden: the mode then lasts for this page.
    }
  });
}
