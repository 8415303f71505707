/** Draws each figure from the table that is already in the page. Without this script the table is the figure. */
import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  Legend,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
  type ChartDataset,
} from 'chart.js';

Chart.register(
  BarController,
  BarElement,
  CategoryScale,
  Legend,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
);

function draw(figure: HTMLElement): void {
  const style = getComputedStyle(document.documentElement);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  const headers = [...figure.querySelectorAll('thead th')].map((cell) => cell.textContent.trim());
  const rows = [...figure.querySelectorAll('tbody tr')];
  const labels = rows.map((row) => row.querySelector('th')?.textContent.trim() ?? '');
  const type = figure.dataset['figure'] === 'line' ? 'line' : 'bar';
  const datasets = headers.slice(1).map((label, series): ChartDataset<'bar' | 'line', number[]> => ({
    label,
    data: rows.map((row) => Number(row.querySelectorAll<HTMLElement>('td')[series]?.dataset['value'])),
    backgroundColor: colour(`--chart-${series + 1}`),
    borderColor: colour(`--chart-${series + 1}`),
    borderWidth: type === 'line' ? 2 : 0,
    pointRadius: 0,
  }));
  const box = figure.querySelector<HTMLElement>('.chart')!;
  const canvas = document.createElement('canvas');
  canvas.setAttribute('role', 'img');
  canvas.setAttribute('aria-label', `${figure.querySelector('h2')?.textContent ?? ''}。数字见下表。`);
  box.replaceChildren(canvas);
  Chart.defaults.color = colour('--colour-quiet');
  Chart.defaults.borderColor = colour('--colour-hairline');
  Chart.defaults.font.family = style.getPropertyValue('--font');
  // Chart.js draws when it is made.
  // oxlint-disable-next-line no-new
  new Chart<'bar' | 'line', number[]>(canvas, {
    type,
    data: { labels, datasets },
    options: {
      animation: false,
      aspectRatio: 2,
      interaction: { mode: 'index', intersect: false },
      plugins: { legend: { display: datasets.length > 1 } },
      scales: { y: { beginAtZero: true, ticks: { precision: 0 } } },
    },
  });
}

const figures = [...document.querySelectorAll<HTMLElement>('[data-figure]')];
// Drawn when they come near the window: a long page then costs what is looked at.
const observer = new IntersectionObserver(
  (entries) => {
    for (const entry of entries) {
      if (!entry.isIntersecting) continue;
      observer.unobserve(entry.target);
      draw(entry.target as HTMLElement);
    }
  },
  { rootMargin: '200px' },
);
for (const figure of figures) {
  // The room for all of them first: what is read, or has the focus, must not move when one is drawn above it.
  figure.querySelector<HTMLElement>('.chart')!.hidden = false;
  observer.observe(figure);
}
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
  for (const figure of figures) if (figure.querySelector('canvas')) draw(figure);
});
