// Keeps the page as the program has it: listens for changes, fetches the state, shares it out.

import { select, showFindings } from './findings.js';
import { zoom, goTo, onPick, onWhere, showMarks, showPages } from './pages.js';

const $ = (id) => document.getElementById(id);
let shown = null;
let wanted = null;
let busy = false;

/** Tells in the head of the page how things are; `pages` are those that changed, and can be gone to. */
function status(text, pages = []) {
  $('status').replaceChildren(text);
  if (pages.length === 0) return;
  const jump = document.createElement('button');
  jump.type = 'button';
  jump.className = 'link';
  const more = pages.length > 3 ? ' 等' : '';
  jump.textContent = `第 ${pages.slice(0, 3).join('、')}${more} 页有变化`;
  jump.addEventListener('click', () => goTo({ page: pages[0], top: 0 }));
  $('status').append(' · ', jump);
}

/** Tells why there is nothing new to be seen, if that is so. */
function trouble(state) {
  const box = $('trouble');
  const what = state.trouble ?? (state.stale_pages ? { message: state.no_pages, hints: [] } : null);
  box.hidden = !what;
  box.replaceChildren();
  if (!what) return;
  const head = document.createElement('strong');
  head.textContent = what.message;
  const list = document.createElement('ul');
  for (const hint of what.hints) {
    const item = document.createElement('li');
    item.textContent = hint.trim();
    item.classList.toggle('more', hint.startsWith(' '));
    list.append(item);
  }
  box.append(head, list);
  if (state.stale_pages && state.pages.length > 0) {
    const word = document.createElement('p');
    word.textContent = '下面还是改动前的页面；改好保存后会自动更新。';
    box.append(word);
  }
}

function notes(list) {
  $('notes').hidden = list.length === 0;
  $('notes').replaceChildren(...list.map((text) => {
    const item = document.createElement('li');
    item.textContent = text;
    return item;
  }));
}

function show(state) {
  document.title = `${state.title} 预览`;
  $('title').textContent = state.title;
  $('about').textContent = state.about;
  $('title').title = state.title;
  $('about').title = state.about;
  const changed = showPages(state, shown === null);
  trouble(state);
  notes(state.notes);
  document.body.classList.toggle('stale-pages', state.stale_pages);
  document.body.classList.toggle('stale-findings', state.stale_findings);
  showFindings(state, { goTo, showMarks });
  if (state.starting) status('正在排版……');
  else if (state.trouble || state.stale_pages) status(`${state.time} 没能更新`);
  else status(`${state.time} 已更新${state.pages.length ? `，共 ${state.pages.length} 页` : ''}`, changed);
  shown = state.version;
}

/** Fetches the state until it is as new as what was told. */
async function refresh(version) {
  wanted = version;
  if (busy) return;
  busy = true;
  try {
    while (shown !== wanted) {
      const aim = wanted;
      const answer = await fetch('state', { cache: 'no-store' });
      if (!answer.ok) throw new Error(`state ${answer.status}`);
      const state = await answer.json();
      show(state);
      if (state.version < aim) break;
      wanted = Math.max(wanted, state.version);
    }
  } catch {
    status('没能取到新的结果，请刷新这一页');
  } finally {
    busy = false;
  }
}

const events = new EventSource('events');
events.addEventListener('state', (event) => refresh(Number(event.data)));
events.addEventListener('error', () => {
  document.body.classList.add('cut-off');
  status('连接断开：pilot preview 可能已经结束');
});
events.addEventListener('open', () => {
  document.body.classList.remove('cut-off');
  // The same version may be told again after a break; what is shown must not go on saying that it is cut off.
  shown = null;
});

onPick((id) => select(id, { page: false, list: true }));
onWhere((page, of) => { $('where').textContent = `第 ${page} / ${of} 页`; });
$('smaller').addEventListener('click', () => zoom(1 / 1.2));
$('larger').addEventListener('click', () => zoom(1.2));
