/**
 * On an organisation's page: judges again by today's date, so that a page left unbuilt does not lie. The build has laid the
 * verdicts of coming days beside the present one; this picks today's and takes away what may no longer be shown.
 */
import { chooseKinds } from './timeline.ts';

const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(new Date());
const main = document.querySelector<HTMLElement>('main')!;
const box = document.querySelector<HTMLElement>('[data-verdict]');

const due = [...document.querySelectorAll<HTMLTemplateElement>('template[data-from]')].findLast(
  (template) => template.dataset['from']! <= today,
);
if (box && due) {
  box.replaceWith(due.content.cloneNode(true));
  main.dataset['standing'] = due.dataset['standing'];
  main.dataset['fundraising'] = due.dataset['fundraising'];
}
for (const entry of document.querySelectorAll<HTMLElement>('[data-until]')) {
  if (entry.dataset['until']! < today) entry.remove();
}
chooseKinds();

for (const button of document.querySelectorAll<HTMLButtonElement>('[data-copy], [data-print]')) {
  // Copying needs a secure address; a button that cannot do its work is not shown.
  button.hidden = button.dataset['copy'] !== undefined && navigator.clipboard === undefined;
  button.addEventListener('click', async () => {
    if (button.dataset['copy'] === undefined) return print();
    await navigator.clipboard.writeText(button.dataset['copy']);
    button.textContent = '已复制';
  });
}
