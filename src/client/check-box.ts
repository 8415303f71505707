/** The box of other pages, which leads to the check: loads ahead what the check will need, and sends nothing that is typed. */
export {};

const form = document.querySelector<HTMLFormElement>('form.search')!;
const input = form.querySelector<HTMLInputElement>('input[type=search]')!;

async function loadAhead(): Promise<void> {
  const [{ lookupInWorker }] = await Promise.all([import('./lookup.ts'), import('./check-view.ts')]);
  await lookupInWorker().prepare();
}

// What does not come now is asked for again, and failures told, by the check itself.
input.addEventListener('focus', () => void loadAhead().catch(() => undefined), { once: true });
form.addEventListener('submit', (event) => {
  event.preventDefault();
  // What stands behind `#` stays in the browser.
  location.assign(`${form.action}#${new URLSearchParams({ q: input.value.trim() })}`);
});
