/**
 * On the page of a text: its state is judged again by today's date, so that a page left unbuilt does not lie; the citation
 * names the clause that the address points at, and can be copied.
 */
export {};

const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(new Date());
const due = [...document.querySelectorAll<HTMLTemplateElement>('template[data-state-from]')].findLast(
  (template) => template.dataset['stateFrom']! <= today,
);
if (due) document.querySelector('[data-state]')?.replaceWith(due.content.cloneNode(true));

const cited = document.querySelector<HTMLElement>('[data-cite]')!;
const button = document.querySelector<HTMLButtonElement>('[data-copy-cite]')!;

function cite(): void {
  // Anchors of clauses are plain letters and digits: nothing in them is encoded.
  const clause = location.hash === '' ? null : document.getElementById(location.hash.slice(1));
  const label = clause?.classList.contains('clause') ? clause.querySelector('.anchor')?.textContent.trim() : undefined;
  const { cite: before = '', citeAfter: after = '' } = cited.dataset;
  cited.textContent = `${before}${label === undefined || label === '§' ? '' : `${label}，`}${after}`;
}

addEventListener('hashchange', cite);
cite();

button.hidden = navigator.clipboard === undefined;
button.addEventListener('click', async () => {
  await navigator.clipboard.writeText(`${cited.textContent.trim()} ${location.href}`);
  button.textContent = '已复制';
});
