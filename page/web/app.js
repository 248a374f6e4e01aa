// The page: takes files, asks the program in the worker, shows what it says. It judges nothing itself.
"use strict";

const element = (id) => document.getElementById(id);
const GIVEN_NOTICE = "/given";
const SEVERITY_WORDS = { error: "错误", warning: "警告", info: "提示" };
const SEVERITIES = ["error", "warning", "info"];
const WEIGHTS = [
  ["application", "会被退回的"],
  ["expert", "专家会指出的"],
  ["quality", "可以写得更好的"],
];
const ORIGIN_WORDS = { stated: "通知写明", inferred: "推断，请核对", open: "通知没有写清" };

// No script but this one runs from here on, and nothing is evaluated. Chromium before 97 does not know the word
// that allows WebAssembly and would forbid it.
(function forbidOtherScripts() {
  const chromium = /Chrom(?:e|ium)\/(\d+)/.exec(navigator.userAgent);
  if (chromium && Number(chromium[1]) < 97) return;
  const policy = document.createElement("meta");
  policy.httpEquiv = "Content-Security-Policy";
  policy.content = "script-src 'wasm-unsafe-eval'; worker-src blob:";
  document.head.append(policy);
})();

// ---- elements -------------------------------------------------------------------------------------------------

function make(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name === "class") node.className = value;
    else if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value !== undefined && value !== null) node.setAttribute(name, value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return node;
}

function sizeWords(bytes) {
  if (bytes >= 1e6) return `${(bytes / 1e6).toFixed(1)} MB`;
  return `${Math.max(1, Math.round(bytes / 1e3))} kB`;
}

// ---- the program ----------------------------------------------------------------------------------------------

// Asks the worker; each question is answered once.
class Program {
  constructor(onProgress) {
    this.onProgress = onProgress;
    this.packed = element("program").textContent.trim();
    this.source = element("worker-source").textContent;
    element("program").remove();
    this.start();
  }

  start() {
    this.waiting = new Map();
    this.lastId = 0;
    const address = URL.createObjectURL(new Blob([this.source], { type: "text/javascript" }));
    this.worker = new Worker(address);
    this.ready = new Promise((resolve, reject) => {
      this.worker.onmessage = ({ data }) => this.receive(data, resolve, reject);
      this.worker.onerror = () => reject(new Error("浏览器不让这一页运行程序"));
    });
    this.worker.postMessage({ kind: "program", packed: this.packed });
  }

  receive(data, resolve, reject) {
    if (data.kind === "ready") return resolve();
    if (data.kind === "unusable") return reject(new Error("这个浏览器太旧，或禁用了 WebAssembly"));
    if (data.kind === "progress") return this.onProgress(data.text);
    const waiting = this.waiting.get(data.id);
    this.waiting.delete(data.id);
    if (!waiting) return undefined;
    if (data.kind === "answer") {
      return data.fault ? waiting.reject(new Error(data.fault)) : waiting.resolve(data.value);
    }
    return waiting.resolve(data);
  }

  async ask(message, transfer) {
    // After a stop the worker has to be ready again.
    await this.ready;
    this.lastId += 1;
    const id = this.lastId;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.worker.postMessage({ ...message, id }, transfer || []);
    });
  }

  // Runs a verb and returns { status, text, talk }; a crash of the program is a fault with the file it was reading.
  async run(args) {
    let talk = "";
    const before = this.onProgress;
    this.onProgress = (text) => {
      talk += text;
      before(text);
    };
    try {
      const variables = { NO_COLOR: "1", COLUMNS: "100" };
      const end = await this.ask({ kind: "run", args, variables });
      if (end.kind === "broke") {
        const name = end.lastOpened.split("/").pop();
        throw new Error(`读“${name}”时程序中止了（${end.message}）。请把这个文件拿走再检查，并用别的软件打开看看它是否损坏`);
      }
      return { status: end.status, text: new TextDecoder().decode(end.output), talk };
    } finally {
      this.onProgress = before;
    }
  }

  stop() {
    for (const { reject } of this.waiting.values()) reject(new Stopped());
    this.worker.terminate();
    this.start();
    return this.ready;
  }
}

class Stopped extends Error {
  constructor() {
    super("已停止");
  }
}

// ---- what the user gave ---------------------------------------------------------------------------------------

const given = { files: [], notice: null, noticeFiles: [], confirmedBy: "" };
let program = null;
let isBusy = false;
// What the last check gave; tests compare it with what the program says by itself.
let lastResult = null;

async function filesOfDrop(transfer) {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry && item.webkitGetAsEntry()).filter(Boolean);
  if (entries.length === 0) return [...transfer.files].map((file) => ({ path: file.name, file }));
  const found = [];
  const walk = async (entry, before) => {
    if (entry.isFile) {
      const file = await new Promise((resolve, reject) => entry.file(resolve, reject));
      found.push({ path: before + entry.name, file });
      return;
    }
    const reader = entry.createReader();
    for (;;) {
      const part = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
      if (part.length === 0) return;
      for (const child of part) await walk(child, `${before}${entry.name}/`);
    }
  };
  for (const entry of entries) await walk(entry, "");
  return found;
}

function filesOfInput(input) {
  const found = [...input.files].map((file) => ({ path: file.webkitRelativePath || file.name, file }));
  input.value = "";
  return found;
}

function addFiles(found) {
  for (const { path, file } of found) {
    given.files = given.files.filter((known) => known.path !== path);
    given.files.push({ path, file });
  }
  showFiles();
}

function showFiles() {
  const list = element("file-list");
  list.replaceChildren(
    ...given.files.map(({ path, file }) =>
      make("li", {}, make("span", {}, path), make("span", { class: "size" }, sizeWords(file.size)), make("button", {
        type: "button",
        "aria-label": `拿走 ${path}`,
        onclick: () => {
          given.files = given.files.filter((known) => known.path !== path);
          showFiles();
        },
      }, "拿走")),
    ),
  );
  enable();
}

function enable() {
  for (const id of ["notice", "choose-notice", "choose-files", "choose-folder"]) element(id).disabled = isBusy || !program;
  element("check").disabled = isBusy || (given.files.length === 0 && given.noticeFiles.length === 0);
  element("clear").disabled = isBusy || given.files.length === 0;
  element("cancel").hidden = !isBusy;
  element("progress").hidden = !isBusy;
}

// ---- one check ------------------------------------------------------------------------------------------------

function say(text) {
  element("state").textContent = text;
}

function fault(text) {
  const place = element("fault");
  place.hidden = !text;
  place.textContent = text || "";
}

async function guarded(work) {
  isBusy = true;
  fault("");
  enable();
  try {
    await work();
  } catch (problem) {
    if (problem instanceof Stopped) say("已停止，文件都还在");
    else {
      say("没有做完");
      fault(problem.message);
    }
  } finally {
    isBusy = false;
    enable();
  }
}

async function putFile(path, file) {
  const bytes = await file.arrayBuffer();
  await program.ask({ kind: "put", path, bytes, changed: file.lastModified }, [bytes]);
}

// The last line of what the program says when it refuses is what to do; all of it is shown.
function refusal(run) {
  return new Error(run.talk.trim() || "程序没有说明原因");
}

async function useNotice(files) {
  await program.ask({ kind: "remove", path: "/notice" });
  await program.ask({ kind: "remove", path: GIVEN_NOTICE });
  for (const { path, file } of files) await putFile(`/notice/${path}`, file);
  const main = `/notice/${files[0].path}`;
  const annexes = files.slice(1).flatMap(({ path }) => ["--annex", `/notice/${path}`]);
  const read = await program.run(["read", main, ...annexes, "--format", "json"]);
  if (read.status === 2 || read.text === "") throw refusal(read);
  const sheet = JSON.parse(read.text);
  if (sheet.is_call === false) throw new Error(`“${files[0].path}”看来不是征集申报的通知；${read.talk.trim()}`);
  const drafted = await program.run(["new", "notice", GIVEN_NOTICE.slice(1), "--from", main, ...annexes]);
  if (drafted.status !== 0) throw refusal(drafted);
  given.notice = { id: GIVEN_NOTICE, sheet };
}

// What the dropped files are: a received package, a project, a plan alone, or a plan with its annexes.
function whatIsGiven(files) {
  const projects = files.filter(({ path }) => path.split("/").pop() === "pilot.toml");
  const depth = (path) => path.split("/").length;
  projects.sort((a, b) => depth(a.path) - depth(b.path));
  if (projects.length > 0) {
    return { kind: "project", root: `/in/${projects[0].path}`.replace(/\/?pilot\.toml$/, "") };
  }
  const packages = files.filter(({ path }) => /\.(zip|eml|msg)$/i.test(path));
  const plans = files.filter(({ path }) => /\.(docx|docm|doc|wps|md|markdown)$/i.test(path));
  if (packages.length > 0 && plans.length === 0) {
    return { kind: "packages", paths: packages.map(({ path }) => `/in/${path}`) };
  }
  if (files.length === 1) return { kind: "plan", path: `/in/${files[0].path}` };
  return { kind: "set" };
}

async function check() {
  say("正在放入文件…");
  await program.ask({ kind: "remove", path: "/in" });
  await program.ask({ kind: "remove", path: "/project" });
  await program.ask({ kind: "remove", path: "/out" });
  await program.ask({ kind: "folder", path: "/in" });
  await program.ask({ kind: "folder", path: "/out" });
  if (given.noticeFiles.length > 0 && !given.notice) {
    say("正在读通知…");
    await useNotice(given.noticeFiles);
  }
  const result = { sheet: given.notice && given.notice.sheet, findings: [], reports: [], texts: new Map(), downloads: [], lacking: null, talk: "" };
  if (given.files.length > 0) {
    for (const { path, file } of given.files) await putFile(`/in/${path}`, file);
    await judge(whatIsGiven(given.files), result);
  }
  lastResult = result;
  show(result);
  const counted = countWords(result.findings);
  say(given.files.length === 0 ? "通知读好了" : `检查完了：${counted}`);
}

// The moment to judge by, if the user gave one.
function momentArguments() {
  const moment = element("as-of").value;
  return moment ? ["--as-of", moment] : [];
}

function noticeArgument() {
  return given.notice ? given.notice.id : element("notice").value;
}

async function report(args, result) {
  const run = await program.run([...args, "--format", "json"]);
  if (run.text === "") throw refusal(run);
  const report = JSON.parse(run.text);
  result.reports.push(report);
  result.json = run.text;
  result.findings.push(...report.findings);
  result.talk += run.talk;
  return report;
}

async function judge(what, result) {
  const notice = noticeArgument();
  if (what.kind === "packages") {
    say("正在核验收到的材料…");
    const args = ["verify", ...what.paths, "--notice", notice, ...momentArguments()];
    await report(args, result);
    result.args = args;
    result.kind = "received";
    return;
  }
  if (what.kind === "plan") {
    say("正在检查方案…");
    result.args = ["check", what.path, "--notice", notice, ...momentArguments()];
    result.kind = "plan";
    await report(result.args, result);
    await readText(what.path, result);
    await adopt(notice, result);
    return;
  }
  let root = what.root;
  if (what.kind === "set") {
    say("正在把材料放成一个项目…");
    if (!(await adopt(notice, result))) throw new Error(result.adoptFault);
    root = "/project";
  }
  say("正在检查方案和附件…");
  result.args = ["check", root, ...momentArguments()];
  result.kind = "project";
  result.root = root;
  await report(result.args, result);
  const status = await program.run(["status", root, ...momentArguments()]);
  result.lacking = status.text;
  const plans = await program.ask({ kind: "list", path: root });
  for (const { name } of plans) {
    if (/^[^/]*\.(md|markdown|docx)$/i.test(name) && !/^(README|letter)\.md$/.test(name)) {
      await readText(`${root}/${name}`, result, name);
    }
  }
}

// A project out of what was dropped, for what is still lacking; whether it could be made.
async function adopt(notice, result) {
  const adopted = await program.run(["adopt", "/in", "/project", "--notice", notice]);
  const made = await program.ask({ kind: "list", path: "/project" });
  if (made.length === 0) {
    result.adoptFault = adopted.talk.trim();
    return false;
  }
  result.root = "/project";
  result.adopted = adopted.talk.trim();
  const status = await program.run(["status", "/project", ...momentArguments()]);
  result.lacking = status.text;
  return true;
}

// The text of a plan, paragraph by paragraph, as findings count them.
async function readText(path, result, name) {
  const run = await program.run(["text", path, "--format", "json"]);
  if (run.text === "") return;
  const text = JSON.parse(run.text);
  result.texts.set(name || text.path, text);
}

// ---- results --------------------------------------------------------------------------------------------------

const TABS = [
  ["notice", "通知"],
  ["findings", "问题"],
  ["lacking", "还缺什么"],
  ["downloads", "下载"],
];

function countWords(findings) {
  if (findings.length === 0) return "看过的地方没有发现问题";
  return SEVERITIES.map((severity) => `${SEVERITY_WORDS[severity]} ${findings.filter((f) => f.severity === severity).length} 条`).join("，");
}

function selectTab(name, focus) {
  for (const [other] of TABS) {
    const tab = element(`tab-${other}`);
    const isChosen = other === name;
    tab.setAttribute("aria-selected", String(isChosen));
    tab.tabIndex = isChosen ? 0 : -1;
    element(`panel-${other}`).hidden = !isChosen;
    if (isChosen && focus) tab.focus();
  }
}

function showTabs() {
  element("tabs").replaceChildren(
    ...TABS.map(([name, title]) =>
      make("button", {
        type: "button",
        role: "tab",
        id: `tab-${name}`,
        "aria-controls": `panel-${name}`,
        onclick: () => selectTab(name),
        onkeydown: (event) => {
          const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
          if (!step) return;
          const at = TABS.findIndex(([other]) => other === name);
          selectTab(TABS[(at + step + TABS.length) % TABS.length][0], true);
        },
      }, title),
    ),
  );
}

function show(result) {
  showTabs();
  element("results").hidden = false;
  showNotice(result);
  showFindings(result);
  showLacking(result);
  showDownloads(result);
  selectTab(given.files.length === 0 ? "notice" : "findings");
}

// -- the notice

// Facts of the sheet as rows: [key as the program names it, title, fact].
function factRows(sheet) {
  const titles = given.factTitles || {};
  const rows = [];
  for (const [key, value] of Object.entries(sheet)) {
    const facts = Array.isArray(value) ? value : [value];
    facts.forEach((fact, index) => {
      if (!fact || typeof fact !== "object" || !("quote" in fact)) return;
      rows.push([Array.isArray(value) ? `${key}.${index}` : key, titles[key] || FACT_TITLES[key] || key, fact]);
    });
  }
  return rows;
}

const FACT_TITLES = {
  title: "名称", doc_no: "文号", issuers: "发文机关", signed_on: "成文日期", posted_on: "发布日期", source: "来源", categories: "类别", applicants: "谁可以申报",
  same_body: "同一主体", quota: "名额", period: "周期", conditions: "条件", outline: "提纲", deadlines: "期限", materials: "材料", copies: "份数", binding: "装订", discs: "光盘",
  platform: "平台", naming: "文件名", mail: "邮件", letter: "推荐函", address: "地址", contacts: "联系", annexes: "附件", obligations: "其他要求", open: "没有写清的",
};

function valueWords(value) {
  if (value === null || value === undefined || value === "unstated") return "";
  if (Array.isArray(value)) return value.map(valueWords).filter(Boolean).join("、");
  if (typeof value === "object") {
    return Object.values(value).filter((part) => typeof part !== "boolean").map(valueWords).filter(Boolean).join("，");
  }
  return String(value);
}

function showNotice(result) {
  const panel = element("panel-notice");
  const sheet = result.sheet;
  if (!sheet) {
    const option = element("notice").selectedOptions[0];
    panel.replaceChildren(
      make("h2", {}, option ? option.dataset.title : ""),
      make("p", {}, option && option.dataset.deadline ? `期限：${option.dataset.deadline}` : ""),
      make("p", { class: "hint" }, "这份通知随程序提供，内容由人逐条核对过。"),
    );
    return;
  }
  const rows = factRows(sheet).map(([key, title, fact]) => {
    const button = make("button", { type: "button", onclick: () => guarded(() => confirmFact(key, button)) }, "核对无误");
    return make("tr", {},
      make("th", { scope: "row" }, title),
      make("td", {}, valueWords(fact.value), fact.why ? make("p", { class: "hint" }, fact.why) : null),
      make("td", {}, fact.quote || "", fact.line ? make("span", { class: "size" }, `（第 ${fact.line} 行）`) : null),
      make("td", {}, ORIGIN_WORDS[fact.origin] || "", " ", fact.origin === "open" ? null : button));
  });
  const head = make("tr", {}, ...["事项", "读到的", "通知原文", "核对"].map((text) => make("th", { scope: "col" }, text)));
  panel.replaceChildren(
    make("p", {}, "左边是程序读到的，右边是它所依的原文；逐条对照，对的按“核对无误”。没有核对的照用，但会写明是草稿。"),
    make("div", { class: "wide" }, make("table", { class: "facts" }, make("thead", {}, head), make("tbody", {}, ...rows))),
  );
}

async function confirmFact(key, button) {
  const by = given.confirmedBy || window.prompt("由谁核对（姓名或处室）？");
  if (!by) return;
  given.confirmedBy = by;
  const run = await program.run(["read", GIVEN_NOTICE, "--confirm", key, "--by", by]);
  if (run.status !== 0) throw refusal(run);
  button.replaceWith(make("span", { class: "done" }, `已由${by}核对`));
  say(run.talk.trim().split("\n").pop());
}

// -- findings beside the text

// The line of a text or the paragraph of a document that a finding is at; 0 for a file as a whole.
const paragraphOf = (finding) => finding.paragraph || (finding.start ? finding.start.line : 0);

const isOf = (finding, name, text) => finding.path === text.path || finding.path === name;

// The headings that a finding stands under, the outermost first.
function headingsOf(finding, texts) {
  if (finding.headings) return finding.headings;
  for (const [name, text] of texts) {
    if (!isOf(finding, name, text)) continue;
    const above = [];
    for (const { number, level, text: words } of text.paragraphs) {
      if (number > paragraphOf(finding)) break;
      // The title of the plan stands over everything.
      if (level > 1) above.splice(level - 2, above.length, words.replace(/^#+\s*/, ""));
    }
    return above.filter(Boolean);
  }
  return [];
}

function placeWords(finding) {
  if (finding.start) return `${finding.path} 第 ${finding.start.line} 行`;
  if (finding.paragraph) return `${finding.path} 第 ${finding.paragraph} 段`;
  return finding.path || "整套材料";
}

function showFindings(result) {
  const panel = element("panel-findings");
  const assumed = result.reports.flatMap((report) => report.assumed || []);
  const marked = new Map();
  const sections = WEIGHTS.map(([weight, title]) => {
    const found = result.findings.filter((finding) => finding.weight === weight);
    if (found.length === 0) return null;
    return make("section", {}, make("h3", {}, `${title}（${found.length} 条）`), ...byChapter(found, result.texts, marked));
  }).filter(Boolean);
  const texts = [...result.texts.entries()].map(([name, text]) => planText(name, text, result.findings, marked));
  panel.replaceChildren(
    make("p", { class: "verdict" }, countWords(result.findings)),
    ...assumed.map((text) => make("p", { class: "hint" }, text)),
    make("div", { class: texts.length > 0 ? "beside" : "" }, make("div", {}, ...sections), texts.length > 0 ? make("div", { class: "texts" }, ...texts) : null),
  );
}

// Findings in their order, with the chapter as a heading where it changes.
function byChapter(found, texts, marked) {
  const parts = [];
  let chapter = null;
  for (const finding of found) {
    const [own] = headingsOf(finding, texts);
    if (parts.length === 0 || own !== chapter) {
      chapter = own;
      if (own) parts.push(make("h4", {}, own));
      parts.push(make("ol", { class: "findings" }));
    }
    parts[parts.length - 1].append(findingItem(finding, marked));
  }
  return parts;
}

function findingItem(finding, marked) {
  const number = marked.size;
  marked.set(finding, number);
  const authority = finding.authority || {};
  return make("li", { id: `finding-${number}`, class: finding.severity },
    make("p", { class: "message" }, `${SEVERITY_WORDS[finding.severity]}：${finding.message}`),
    make("p", {}, make("button", { type: "button", class: "link", onclick: () => goTo(`mark-${number}`) }, placeWords(finding))),
    finding.help ? make("p", {}, `怎样改：${finding.help}`) : null,
    authority.quote ? make("p", { class: "hint" }, `依据：${authority.ref}：${authority.quote}`) : null);
}

function goTo(id) {
  const target = element(id);
  if (!target) return;
  const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  target.scrollIntoView({ block: "center", behavior: still ? "auto" : "smooth" });
  target.focus({ preventScroll: true });
}

// Where in its paragraph a finding's words are: [start, end] in UTF-16 units.
function wordsIn(paragraph, finding) {
  const whole = [0, paragraph.text.length];
  if (finding.start && paragraph.text !== "") {
    const characters = [...paragraph.text];
    const unit = (column) => characters.slice(0, column - 1).join("").length;
    const isOneLine = finding.end && finding.end.line === finding.start.line;
    return [unit(finding.start.column), isOneLine ? unit(finding.end.column) : paragraph.text.length];
  }
  const at = finding.text ? paragraph.text.indexOf(finding.text) : -1;
  return at < 0 ? whole : [at, at + finding.text.length];
}

function planText(name, text, findings, marked) {
  const byNumber = new Map();
  for (const finding of findings.filter((finding) => isOf(finding, name, text))) {
    const number = paragraphOf(finding);
    if (!byNumber.has(number)) byNumber.set(number, []);
    byNumber.get(number).push(finding);
  }
  // Where something is missing there may be no words: such a place is a paragraph of its own.
  const written = new Set(text.paragraphs.map(({ number }) => number));
  const empty = [...byNumber.keys()].filter((number) => !written.has(number));
  const all = [...text.paragraphs, ...empty.map((number) => ({ number, text: "" }))];
  all.sort((a, b) => a.number - b.number);
  const paragraphs = all.map((paragraph) => {
    const tag = paragraph.level ? `h${Math.min(paragraph.level + 2, 6)}` : "p";
    return make(tag, {}, ...markedParts(paragraph, byNumber.get(paragraph.number) || [], marked));
  });
  return make("article", { class: "plan", "aria-label": name }, make("h3", {}, name), ...paragraphs);
}

function markedParts(paragraph, findings, marked) {
  const places = findings.map((finding) => [wordsIn(paragraph, finding), finding]);
  places.sort(([a], [b]) => a[0] - b[0] || a[1] - b[1]);
  const parts = [];
  let at = 0;
  for (const [[start, end], finding] of places) {
    const from = Math.max(start, at);
    if (from > at) parts.push(paragraph.text.slice(at, from));
    const words = paragraph.text.slice(from, Math.max(end, from));
    const number = marked.get(finding);
    parts.push(make("mark", { id: `mark-${number}`, class: finding.severity, tabindex: "0", role: "link", title: finding.message, "aria-label": `${words || "这里"}：${finding.message}`, onclick: () => goTo(`finding-${number}`) }, words || "‸"));
    at = Math.max(end, from);
  }
  if (at < paragraph.text.length) parts.push(paragraph.text.slice(at));
  return parts;
}

// -- what is lacking

function showLacking(result) {
  const panel = element("panel-lacking");
  if (!result.lacking) {
    const words = result.kind === "received" ? "收到的材料缺什么，列在“问题”里。" : "放进方案以后，这里列出还缺哪些材料。";
    panel.replaceChildren(make("p", { class: "hint" }, result.adoptFault ? `还不能放成一个项目：${result.adoptFault}` : words));
    return;
  }
  panel.replaceChildren(make("pre", { class: "status" }, result.lacking));
}

// -- downloads

function save(name, bytes, type) {
  const address = URL.createObjectURL(new Blob([bytes], { type }));
  const link = make("a", { href: address, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
}

const TYPES = {
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  html: "text/html",
  json: "application/json",
  zip: "application/zip",
};

function downloadButton(title, hint, work) {
  return make("li", {}, make("button", { type: "button", onclick: () => guarded(work) }, title), make("p", { class: "hint" }, hint));
}

// Runs a verb that writes a file, and hands that file over.
async function saveWritten(args, path, name, ending) {
  say(`正在写 ${name}…`);
  const run = await program.run(args);
  const bytes = await program.ask({ kind: "take", path });
  if (!bytes) throw refusal(run);
  save(name, bytes, TYPES[ending]);
  say(`${name} 已交给浏览器下载`);
}

async function saveFolder(path, name) {
  save(name, await program.ask({ kind: "zip", path }), TYPES.zip);
  say(`${name} 已交给浏览器下载`);
}

function showDownloads(result) {
  const items = [];
  if (result.args) {
    for (const [format, title, hint] of REPORTS) {
      const path = `/out/report.${format}`;
      const name = `检查报告.${format}`;
      items.push(downloadButton(title, hint, () => saveWritten([...result.args, "--format", format, "--output", path], path, name, format)));
    }
  }
  const plan = [...result.texts.values()].find((text) => /\.docx$/i.test(text.path));
  if (plan && result.kind !== "received") {
    const place = result.kind === "plan" ? result.args[1] : result.root;
    const args = result.kind === "plan" ? result.args : ["check", place, ...momentArguments()];
    const name = `批注-${plan.path.split("/").pop()}`;
    items.push(downloadButton("带批注的方案（Word）", "每个问题是一条批注，标在原来的字上；方案本身不动。", () => saveWritten([...args, "--annotate", "/out/annotated.docx"], "/out/annotated.docx", name, "docx")));
    items.push(downloadButton("带批注和修订的方案（Word）", "不会改变意思的修改写成修订，可以逐条接受。", async () => {
      await program.ask({ kind: "remove", path: "/out/annotated.docx" });
      await saveWritten([...args, "--annotate", "/out/annotated.docx", "--fix"], "/out/annotated.docx", `修订-${plan.path.split("/").pop()}`, "docx");
    }));
  }
  if (result.kind === "received") {
    items.push(downloadButton("核验结果表（Excel）", "一个包一行，逐项写着符合与不符合。", () => saveWritten([...result.args, "--summary", "/out/summary.xlsx"], "/out/summary.xlsx", "形式校核.xlsx", "xlsx")));
  }
  if (result.root) {
    items.push(downloadButton("项目文件夹（zip）", "方案、附件和 pilot.toml，解开后用 pilot 程序接着做：排版、打包。", () => saveFolder(result.root, "项目.zip")));
  }
  if (result.sheet) {
    items.push(downloadButton("读通知（Word）", "期限、材料、条件，逐条附原文。", () => saveWritten(["read", `/notice/${given.noticeFiles[0].path}`, "--format", "docx", "--output", "/out/sheet.docx"], "/out/sheet.docx", "读通知.docx", "docx")));
    items.push(downloadButton("通知文件夹（zip）", "核对过的事实都记在里面，下次直接用。", () => saveFolder(GIVEN_NOTICE, "通知.zip")));
  }
  element("panel-downloads").replaceChildren(make("ul", { class: "downloads" }, ...items));
}

const REPORTS = [
  ["html", "检查报告（网页）", "一个文件，可以打印，也可以转给别人。"],
  ["json", "检查报告（JSON）", "给程序读；和命令行写的一字不差。"],
];

// ---- start ----------------------------------------------------------------------------------------------------

function dropPlace(place, take) {
  place.addEventListener("dragover", (event) => {
    event.preventDefault();
    place.classList.add("over");
  });
  place.addEventListener("dragleave", () => place.classList.remove("over"));
  place.addEventListener("drop", async (event) => {
    event.preventDefault();
    place.classList.remove("over");
    if (isBusy || !program) return;
    take(await filesOfDrop(event.dataTransfer));
  });
}

function takeNotice(found) {
  if (found.length === 0) return;
  given.noticeFiles = found;
  given.notice = null;
  const select = element("notice");
  for (const option of [...select.options]) if (option.value === GIVEN_NOTICE) option.remove();
  select.append(make("option", { value: GIVEN_NOTICE }, found.map(({ path }) => path).join("、")));
  select.value = GIVEN_NOTICE;
  guarded(check);
}

async function begin() {
  try {
    program = new Program((text) => {
      const line = text.trim().split("\n").pop();
      if (isBusy && line) say(line);
    });
    await program.ready;
    const version = await program.run(["--version"]);
    element("version").textContent = version.text.trim();
    const listed = await program.run(["list", "notices", "--format", "json"]);
    for (const notice of JSON.parse(listed.text)) {
      element("notice").append(make("option", { value: notice.id, "data-title": notice.title, "data-deadline": notice.deadline }, notice.title));
    }
    say("准备好了");
  } catch (problem) {
    program = null;
    say("用不了");
    fault(problem.message);
  }
  enable();
}

element("choose-files").addEventListener("click", () => element("files").click());
element("choose-folder").addEventListener("click", () => element("folder").click());
element("choose-notice").addEventListener("click", () => element("notice-file").click());
element("files").addEventListener("change", (event) => addFiles(filesOfInput(event.target)));
element("folder").addEventListener("change", (event) => addFiles(filesOfInput(event.target)));
element("notice-file").addEventListener("change", (event) => takeNotice(filesOfInput(event.target)));
element("notice").addEventListener("change", () => {
  if (element("notice").value !== GIVEN_NOTICE) {
    given.notice = null;
    given.noticeFiles = [];
  }
  enable();
});
element("drop").addEventListener("keydown", (event) => {
  if (event.target === element("drop") && (event.key === "Enter" || event.key === " ")) {
    event.preventDefault();
    element("files").click();
  }
});
element("check").addEventListener("click", () => guarded(check));
element("cancel").addEventListener("click", () => {
  given.notice = null;
  program.stop().catch((problem) => fault(problem.message));
});
element("clear").addEventListener("click", () => {
  given.files = [];
  element("results").hidden = true;
  say("准备好了");
  showFiles();
});
dropPlace(element("drop"), addFiles);
dropPlace(element("step-notice").parentElement, takeNotice);
for (const name of ["dragover", "drop"]) window.addEventListener(name, (event) => event.preventDefault());
begin();
