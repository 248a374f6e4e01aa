// The list of findings. All text is put in as text, never as markup.

const list = document.getElementById('findings');
const filters = document.getElementById('filters');
const LEVELS = [['error', '错误', '✕'], ['warning', '警告', '!'], ['info', '提示', 'i'], ['layout', '版面', '↔']];
const hidden = new Set();
let findings = [];
let pages = null;
let chosen = null;

function part(tag, text, className) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text) element.textContent = text;
  return element;
}

/** Whether the pages are older than the findings, so that nobody knows where these are. */
let isStale = false;

const visible = () => findings.filter((f) => !hidden.has(f.severity));

function place(finding) {
  if (finding.spots.length > 0) return `${finding.place} · 第 ${finding.spots[0].page} 页`;
  return isStale ? finding.place : `${finding.place} · 不在页面上`;
}

function details(finding) {
  const box = part('div', '', 'details');
  box.id = `details-${finding.id}`;
  if (finding.line) box.append(part('blockquote', finding.line));
  if (finding.help) box.append(part('p', `建议：${finding.help}`));
  if (finding.fix) box.append(part('p', finding.fix));
  for (const other of finding.related) {
    const row = part('p', '另见 ');
    const text = `${other.place}：${other.text}`;
    if (other.spots.length > 0) {
      const jump = part('button', text, 'link');
      jump.type = 'button';
      jump.addEventListener('click', () => pages.goTo(other.spots[0]));
      row.append(jump);
    } else {
      row.append(text);
    }
    box.append(row);
  }
  if (finding.rule) box.append(part('p', `详见 pilot explain ${finding.rule}`, 'rule'));
  return box;
}

function item(finding) {
  const entry = part('li', '', finding.severity);
  entry.dataset.finding = finding.id;
  const head = part('button', '', 'head');
  head.type = 'button';
  const word = part('span', `${finding.sign} ${finding.word}${finding.stop ? '（停止打包）' : ''}`, 'word');
  head.append(word, part('span', finding.message, 'message'), part('span', place(finding), 'place'));
  if (finding.basis) head.append(part('span', finding.basis, 'basis'));
  head.setAttribute('aria-expanded', 'false');
  head.setAttribute('aria-controls', `details-${finding.id}`);
  head.addEventListener('click', () => select(finding.id, { page: true, list: false }));
  entry.append(head, details(finding));
  return entry;
}

/** Lets the keyboard stop at one entry only; from there on the arrows lead. */
function stopAt(entry) {
  for (const other of list.children) other.querySelector('.head').tabIndex = other === entry ? 0 : -1;
}

function mark() {
  const entries = [...list.children];
  stopAt(entries.find((e) => e.dataset.finding === chosen) ?? entries[0]);
  for (const entry of entries) {
    const is = entry.dataset.finding === chosen;
    entry.classList.toggle('chosen', is);
    const head = entry.querySelector('.head');
    head.setAttribute('aria-expanded', String(is));
    if (is) head.setAttribute('aria-current', 'true');
    else head.removeAttribute('aria-current');
  }
  pages.showMarks(visible(), chosen);
}

/** Chooses a finding; goes to it on its page, or in the list, or both. */
export function select(id, to) {
  chosen = id;
  const finding = findings.find((f) => f.id === id);
  if (!finding) return;
  if (hidden.delete(finding.severity)) draw();
  else mark();
  if (to.page && finding.spots.length > 0) pages.goTo(finding.spots[0]);
  const entry = [...list.children].find((e) => e.dataset.finding === id);
  entry?.scrollIntoView({ block: 'nearest' });
  if (to.list) entry?.querySelector('.head').focus({ preventScroll: true });
}

function draw() {
  filters.replaceChildren(...LEVELS.flatMap(([level, word, sign]) => {
    const count = findings.filter((f) => f.severity === level).length;
    if (count === 0) return [];
    const button = part('button', `${sign} ${word} ${count}`, level);
    button.type = 'button';
    button.setAttribute('aria-pressed', String(!hidden.has(level)));
    button.addEventListener('click', () => {
      if (!hidden.delete(level)) hidden.add(level);
      draw();
      filters.querySelector(`.${level}`)?.focus();
    });
    return [button];
  }));
  list.replaceChildren(...visible().map(item));
  mark();
}

/** Shows findings; the one that was chosen stays chosen. */
export function showFindings(state, ways) {
  pages = ways;
  isStale = state.stale_pages;
  findings = state.findings.map((f) => ({ ...f, sign: LEVELS.find(([level]) => level === f.severity)?.[2] ?? '' }));
  if (!findings.some((f) => f.id === chosen)) chosen = null;
  document.getElementById('nothing').hidden = findings.length > 0 || state.starting || Boolean(state.trouble);
  // A list that is built anew loses the place of the reader and of the keyboard.
  const [at, focus] = [list.parentElement.scrollTop, document.activeElement?.closest('#findings li')?.dataset.finding];
  draw();
  list.parentElement.scrollTop = at;
  if (focus) [...list.children].find((e) => e.dataset.finding === focus)?.querySelector('.head').focus({ preventScroll: true });
}

// Up and down walk through the list, Escape lets go.
document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && chosen !== null) {
    chosen = null;
    mark();
    return;
  }
  const entry = event.target.closest?.('#findings li');
  if (!entry || (event.key !== 'ArrowDown' && event.key !== 'ArrowUp')) return;
  const next = event.key === 'ArrowDown' ? entry.nextElementSibling : entry.previousElementSibling;
  if (!next) return;
  event.preventDefault();
  stopAt(next);
  next.querySelector('.head').focus();
});
