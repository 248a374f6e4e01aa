// The pages: pictures that are fetched when they come into view, with marks over them.

const room = document.getElementById('pages');
let pages = [];
let width = 1;
let pick = () => {};
let tell = () => {};

export const onPick = (call) => { pick = call; };
export const onWhere = (call) => { tell = call; };

const near = new IntersectionObserver((entries) => {
  for (const entry of entries) {
    const page = pages.find((p) => p.box === entry.target);
    if (!page) continue;
    page.inView = entry.isIntersecting;
    load(page);
  }
}, { root: room, rootMargin: '70% 0px' });

/** Fetches the picture of a page that is in view; the old one stays until the new one can be painted. */
async function load(page) {
  if (!page.inView || page.shown === page.digest || page.loading === page.digest) return;
  const digest = page.digest;
  page.loading = digest;
  const image = new Image();
  image.alt = page.image.alt;
  image.src = `page/${digest}.svg`;
  try {
    await image.decode();
  } catch {
    // The page has changed meanwhile, or the program has ended; the next state tells.
    if (page.loading === digest) page.loading = null;
    return;
  }
  if (page.digest !== digest) return;
  page.image.replaceWith(image);
  page.image = image;
  page.shown = digest;
  page.loading = null;
  page.box.dataset.shown = digest;
}

function make() {
  const box = document.createElement('figure');
  box.className = 'page';
  const sheet = document.createElement('div');
  sheet.className = 'sheet';
  const image = new Image();
  const layer = document.createElement('div');
  layer.className = 'layer';
  const caption = document.createElement('figcaption');
  sheet.append(image, layer);
  box.append(sheet, caption);
  return { box, sheet, image, layer, caption, digest: null, shown: null, loading: null, inView: false };
}

/** Puts a page at its place in the order. Pages that only moved keep their pictures. */
function arrange(list) {
  const free = new Map();
  for (const page of pages) {
    if (!free.has(page.digest)) free.set(page.digest, []);
    free.get(page.digest).push(page);
  }
  const next = list.map((want) => free.get(want.digest)?.shift() ?? null);
  const kept = new Set(next.filter(Boolean));
  // A page that changed stays where it is, so that its old picture is seen until the new one is there.
  return next.map((page, index) => {
    if (page) return page;
    const old = pages[index];
    if (old && !kept.has(old)) {
      kept.add(old);
      return old;
    }
    return make();
  });
}

/** Shows pages; returns the numbers of those that look different now. */
export function showPages(state, isFirst) {
  const before = new Set(pages.map((p) => p.digest));
  const next = arrange(state.pages);
  for (const page of pages) {
    if (!next.includes(page)) {
      near.unobserve(page.box);
      page.box.remove();
    }
  }
  const changed = [];
  next.forEach((page, index) => {
    const { digest, width: wide, height: high } = state.pages[index];
    if (!before.has(digest)) changed.push(index + 1);
    page.digest = digest;
    page.size = [wide, high];
    page.sheet.style.aspectRatio = `${wide} / ${high}`;
    page.image.alt = `第 ${index + 1} 页`;
    page.caption.textContent = `第 ${index + 1} 页`;
    page.box.dataset.page = index + 1;
    if (room.children[index] !== page.box) room.insertBefore(page.box, room.children[index] ?? null);
    near.observe(page.box);
  });
  room.querySelector('.empty')?.remove();
  pages = next;
  pages.forEach(load);
  if (pages.length === 0) {
    const word = document.createElement('p');
    word.className = 'empty';
    word.textContent = state.no_pages ?? (state.trouble ? '还没有能显示的页面。' : '正在排版……');
    room.append(word);
  }
  where();
  return isFirst || before.size === 0 ? [] : changed;
}

function where() {
  const middle = room.scrollTop + room.clientHeight / 3;
  let index = pages.findIndex((p) => p.box.offsetTop + p.box.offsetHeight > middle);
  if (index < 0) index = pages.length - 1;
  if (pages.length > 0) tell(index + 1, pages.length);
}

// In another width the pages have another height: what was read stays in view.
let part = 0;
room.addEventListener('scroll', () => requestAnimationFrame(() => {
  part = room.scrollTop / room.scrollHeight;
  where();
}), { passive: true });
new ResizeObserver(() => {
  room.scrollTop = part * room.scrollHeight;
  where();
}).observe(room);

/** Brings a spot into view, a third of the way down. */
export function goTo(spot) {
  const page = pages[spot.page - 1];
  if (!page) return;
  const top = page.box.offsetTop + page.sheet.offsetTop + (spot.top / page.size[1]) * page.sheet.offsetHeight;
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const far = Math.abs(top - room.scrollTop) > 3 * room.clientHeight;
  room.scrollTo({ top: Math.max(0, top - room.clientHeight / 3), behavior: calm || far ? 'auto' : 'smooth' });
}

export function zoom(by) {
  const middle = (room.scrollTop + room.clientHeight / 2) / room.scrollHeight;
  width = Math.min(3, Math.max(0.4, width * by));
  room.style.setProperty('--zoom', width);
  room.scrollTop = middle * room.scrollHeight - room.clientHeight / 2;
}

const percent = (part, whole) => `${(100 * part) / whole}%`;

/** Marks findings: a sign in the margin for each page it is on, and what it is about in the text. */
export function showMarks(findings, chosen) {
  const columns = new Map();
  for (const page of pages) page.layer.replaceChildren();
  for (const finding of findings) {
    const signed = new Set();
    for (const spot of finding.spots) {
      const page = pages[spot.page - 1];
      if (!page) continue;
      const [wide, high] = page.size;
      if (!spot.near) {
        const hit = document.createElement('div');
        hit.className = `hit ${finding.severity}`;
        hit.classList.toggle('chosen', finding.id === chosen);
        hit.style.left = percent(spot.left, wide);
        hit.style.top = percent(spot.top, high);
        hit.style.width = percent(spot.width, wide);
        hit.style.height = percent(spot.height, high);
        hit.title = `${finding.word}：${finding.message}`;
        hit.addEventListener('click', () => pick(finding.id));
        page.layer.append(hit);
      }
      if (signed.has(spot.page)) continue;
      signed.add(spot.page);
      page.layer.append(sign(finding, spot, page, chosen, columns));
    }
  }
}

/** The sign in the margin; signs at one height stand beside each other. */
function sign(finding, spot, page, chosen, columns) {
  const mark = document.createElement('button');
  mark.type = 'button';
  mark.className = `mark ${finding.severity}`;
  mark.classList.toggle('chosen', finding.id === chosen);
  mark.dataset.finding = finding.id;
  mark.textContent = finding.sign;
  mark.setAttribute('aria-label', `${finding.word}：${finding.message}`);
  mark.title = `${finding.word}：${finding.message}`;
  const row = `${spot.page}:${Math.round(spot.top / 14)}`;
  const column = columns.get(row) ?? 0;
  columns.set(row, column + 1);
  mark.style.top = percent(spot.top, page.size[1]);
  mark.style.right = `${0.8 + (column % 4) * 2.6}%`;
  mark.addEventListener('click', () => pick(finding.id));
  return mark;
}
