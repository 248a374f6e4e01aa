//! `pilot preview`: who is let in, what is said, and that a real browser shows it.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use pilot::cli::{Env, Exit, run_until};
use pilot::text::Moment;
use serde_json::{Value, json};

use crate::support::browser::Browser;
use crate::support::copy;
use crate::support::pilot_in;
use crate::support::waiting::{PATIENCE, Shared, interrupt, until};

/// A preview at work; it is told to stop when this goes.
struct Running {
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<Exit>>,
    err: Shared,
    address: String,
}

impl Running {
    /// Starts one on any port and waits for its address.
    fn start(dir: &Path, words: &[&str]) -> Self {
        let (out, err, stop) =
            (Shared::default(), Shared::default(), Arc::new(AtomicBool::new(false)));
        let (mut to_out, mut to_err, told) = (out.clone(), err.clone(), Arc::clone(&stop));
        let cwd = dir.to_owned();
        let words: Vec<_> =
            ["pilot", "preview"].iter().chain(words).map(std::ffi::OsString::from).collect();
        let thread = thread::spawn(move || {
            let mut env = Env {
                cwd,
                now: Moment::parse("2023-10-16T09:00").expect("a moment"),
                vars: BTreeMap::new(),
                out: &mut to_out,
                err: &mut to_err,
                can_ask: false,
                out_is_terminal: false,
                err_is_terminal: false,
                width: 100,
                workers: Default::default(),
            };
            run_until(words, &mut env, &|| told.load(Ordering::SeqCst))
        });
        let mut running = Self { stop, thread: Some(thread), err, address: String::new() };
        assert!(until(|| out.text().ends_with('\n')), "no address: {}", running.err.text());
        running.address = out.text().trim().to_owned();
        running
    }

    /// One of the demonstration workshop.
    fn workshop(dir: &Path) -> Self {
        Self::start(dir, &["项目 一", "--outline", "notices"])
    }

    fn port(&self) -> u16 {
        let rest = self
            .address
            .strip_prefix("http://127.0.0.1:")
            .unwrap_or_else(|| panic!("{}", self.address));
        rest.split('/').next().and_then(|port| port.parse().ok()).expect("a port")
    }

    /// The path of the page, with the token.
    fn path(&self) -> String {
        format!("/{}/", self.address.split('/').nth(3).expect("a token"))
    }

    fn get(&self, name: &str) -> Answer {
        let target = format!("{}{name}", self.path());
        self.ask(&format!("GET {target} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n\r\n", self.port()))
    }

    fn ask(&self, request: &str) -> Answer {
        let mut stream = self.connect();
        stream.write_all(request.as_bytes()).expect("sent");
        Answer::read(stream)
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(("127.0.0.1", self.port())).expect("connected");
        stream.set_read_timeout(Some(PATIENCE)).expect("set");
        stream
    }

    fn state(&self) -> Value {
        let answer = self.get("state");
        assert_eq!(answer.head("content-type"), "application/json");
        serde_json::from_str(&answer.body).expect("JSON")
    }

    /// Waits for a state that is as wanted.
    fn state_when(&self, what: &str, done: impl Fn(&Value) -> bool) -> Value {
        let begun = std::time::Instant::now();
        loop {
            let state = self.state();
            if done(&state) {
                return state;
            }
            assert!(begun.elapsed() < PATIENCE, "never {what}: {state:#}\n{}", self.err.text());
            thread::sleep(Duration::from_millis(10));
        }
    }

    fn end(mut self) -> (Exit, String) {
        self.stop.store(true, Ordering::SeqCst);
        let exit = self.thread.take().expect("running").join().expect("no panic");
        (exit, self.err.text())
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::SeqCst);
    }
}

struct Answer {
    status: u16,
    heads: Vec<(String, String)>,
    body: String,
}

impl Answer {
    fn read(mut stream: TcpStream) -> Self {
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).expect("an answer");
        let text = String::from_utf8(bytes).expect("UTF-8");
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or_else(|| panic!("no head: {text}"));
        let mut lines = head.lines();
        let status =
            lines.next().and_then(|l| l.split(' ').nth(1)?.parse().ok()).expect("a status");
        let heads = lines
            .filter_map(|l| l.split_once(": "))
            .map(|(k, v)| (k.to_lowercase(), v.to_owned()))
            .collect();
        Self { status, heads, body: body.to_owned() }
    }

    fn head(&self, name: &str) -> &str {
        match self.heads.iter().find(|(k, _)| k == name) {
            Some((_, v)) => v.as_str(),
            None => "",
        }
    }
}

/// The workshop of the reports with a look for its pages.
fn workshop(plan: &[u8]) -> tempfile::TempDir {
    let dir = crate::support::workshop::workshop(plan);
    let styles = dir.path().join("notices/demo/styles");
    fs::create_dir(&styles).expect("made");
    fs::copy("outline/common/styles/gbt9704.toml", styles.join("gbt9704.toml")).expect("copied");
    dir
}

const PLAN: &str = "# 某县示范项目实施方案\n\n## 一、项目概况\n\n### （一）基本情况\n\n很好。\n\n尚待定<script>alert(1)</script>。\n";

/// Saves in one step, as editors do, so that no half of it is looked at.
fn save(path: &Path, text: impl AsRef<[u8]>) {
    let beside = path.with_file_name(".pilot-test.tmp");
    fs::write(&beside, text).expect("written");
    fs::rename(&beside, path).expect("renamed");
}

#[test]
fn the_page_its_parts_and_nothing_else_are_served() {
    let dir = workshop(PLAN.as_bytes());
    let running = Running::workshop(dir.path());
    let state =
        running.state_when("typeset", |s| s["pages"].as_array().is_some_and(|p| !p.is_empty()));
    let picture = format!("page/{}.svg", state["pages"][0]["digest"].as_str().expect("a digest"));
    for (name, media, begins) in [
        ("", "text/html; charset=utf-8", "<!doctype html>"),
        ("style.css", "text/css; charset=utf-8", ":root"),
        ("app.js", "text/javascript; charset=utf-8", "//"),
        ("pages.js", "text/javascript; charset=utf-8", "//"),
        ("findings.js", "text/javascript; charset=utf-8", "//"),
        ("icon.svg", "image/svg+xml", "<svg"),
        ("state", "application/json", "{"),
        (&picture, "image/svg+xml", "<svg"),
    ] {
        let answer = running.get(name);
        assert_eq!((answer.status, answer.head("content-type")), (200, media), "{name}");
        assert!(answer.body.starts_with(begins), "{name}");
        assert_eq!(answer.head("content-length"), answer.body.len().to_string(), "{name}");
        let policy = answer.head("content-security-policy");
        assert!(
            policy.starts_with("default-src 'none'") && policy.contains("frame-ancestors 'none'"),
            "{name}: {policy}"
        );
        assert!(!policy.contains("unsafe-inline") || name.starts_with("page/"), "{name}: {policy}");
        assert!(
            !policy.contains("unsafe-eval") && !policy.contains('*') && !policy.contains("http"),
            "{name}: {policy}"
        );
        for (head, value) in [
            ("cache-control", "no-store"),
            ("referrer-policy", "no-referrer"),
            ("x-content-type-options", "nosniff"),
            ("cross-origin-resource-policy", "same-origin"),
        ] {
            assert_eq!(answer.head(head), value, "{name} {head}");
        }
    }
    for name in [
        "plan.md",
        "pilot.toml",
        "../plan.md",
        "%e6%96%b9%e6%a1%88.md",
        "..%2fpilot.toml",
        "page/../../pilot.toml.svg",
        "page/0.svg",
        "app.js/",
    ] {
        let answer = running.get(name);
        assert!(
            answer.status == 404 && answer.body.len() < 100,
            "{name}: {} {}",
            answer.status,
            answer.body
        );
    }
    let (exit, _) = running.end();
    assert_eq!(exit, Exit::Clean);
}

#[test]
fn strangers_are_sent_away() {
    let dir = workshop(PLAN.as_bytes());
    let running = Running::workshop(dir.path());
    let (port, path) = (running.port(), running.path());
    assert!(path.len() == 34 && path[1..33].bytes().all(|b| b.is_ascii_hexdigit()), "{path}");
    let status = |request: &str| {
        let answer = running.ask(request);
        assert!(
            answer.body.chars().count() < 60
                && answer.head("content-security-policy").starts_with("default-src 'none'")
        );
        answer.status
    };
    let state = format!("{path}state");
    for (wanted, request) in [
        (403, format!("GET /state HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n")),
        (403, format!("GET /{}/state HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n", "0".repeat(32))),
        (403, format!("GET /favicon.ico HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n")),
        (403, format!("GET {state} HTTP/1.1\r\nHost: rebound.example:{port}\r\n\r\n")),
        (403, format!("GET {state} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n\r\n", port ^ 1)),
        (
            403,
            format!(
                "GET {state} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nOrigin: http://rebound.example\r\n\r\n"
            ),
        ),
        (400, format!("GET {state} HTTP/1.1\r\n\r\n")),
        (
            400,
            format!(
                "GET {state} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nHost: rebound.example\r\n\r\n"
            ),
        ),
        (
            400,
            format!(
                "GET http://127.0.0.1:{port}{state} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n"
            ),
        ),
        (400, "你好\r\n\r\n".to_owned()),
        (
            405,
            format!(
                "POST {state} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Length: 3\r\n\r\na=1"
            ),
        ),
        (405, format!("HEAD {state} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n")),
        (
            431,
            format!(
                "GET {state} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: {}\r\n\r\n",
                "a".repeat(20_000)
            ),
        ),
        (
            431,
            format!(
                "GET {state} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n{}\r\n",
                "A: b\r\n".repeat(100)
            ),
        ),
        (
            200,
            format!(
                "GET {path}icon.svg HTTP/1.1\r\nHost: localhost:{port}\r\nOrigin: http://localhost:{port}\r\n\r\n"
            ),
        ),
    ] {
        let got = if wanted == 200 { running.ask(&request).status } else { status(&request) };
        assert_eq!(got, wanted, "{}", request.chars().take(200).collect::<String>());
    }
    assert_eq!(
        running
            .ask(&format!("PUT {state} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n"))
            .head("allow"),
        "GET"
    );
}

#[test]
fn the_slow_and_the_many_do_not_keep_others_waiting() {
    let dir = workshop(PLAN.as_bytes());
    let running = Running::workshop(dir.path());
    let mut slow = running.connect();
    slow.write_all(b"GET / HTTP/1.1\r\nHost: ").expect("sent");
    let silent = running.connect();
    // Others are served meanwhile.
    assert_eq!(running.get("icon.svg").status, 200);
    // Byte by byte is no way to stay.
    let mut dripping = slow.try_clone().expect("cloned");
    let dripped = thread::spawn(move || {
        while dripping.write_all(b"a").is_ok() && dripping.take_error().is_ok_and(|e| e.is_none()) {
            thread::sleep(Duration::from_millis(300));
        }
    });
    assert_eq!(Answer::read(slow).status, 408);
    dripped.join().expect("no panic");
    let mut rest = Vec::new();
    (&silent).read_to_end(&mut rest).expect("closed");
    assert!(rest.is_empty(), "who says nothing is told nothing");

    let many: Vec<TcpStream> = (0..60).map(|_| running.connect()).collect();
    let refused = |stream: &TcpStream| {
        let mut text = String::new();
        let mut stream = stream;
        let _ = stream.read_to_string(&mut text);
        text.starts_with("HTTP/1.1 503 ")
    };
    assert!(many.iter().any(refused), "there is a limit");
    drop(many);
    assert!(until(|| running.get("icon.svg").status == 200), "and an end to it");
}

/// Linux lists the sockets that are listened on with their addresses.
#[test]
#[cfg(target_os = "linux")]
fn only_this_machine_can_connect() {
    let dir = workshop(PLAN.as_bytes());
    let running = Running::workshop(dir.path());
    let port = format!(":{:04X}", running.port());
    let listened = |file: &str| -> Vec<String> {
        let text = fs::read_to_string(file).unwrap_or_default();
        let fields = text.lines().skip(1).map(|l| l.split_whitespace().collect::<Vec<_>>());
        let listening = fields
            .filter(|f| f.len() > 3 && f[3] == "0A" && f[1].ends_with(&port))
            .map(|f| f[1].to_owned());
        listening.collect()
    };
    assert_eq!(listened("/proc/net/tcp"), [format!("0100007F{port}")]);
    assert!(listened("/proc/net/tcp6").is_empty());
    let number = running.port();
    running.end();
    assert!(
        until(|| TcpStream::connect(("127.0.0.1", number)).is_err()),
        "nobody listens any more"
    );
}

/// The versions that a stream of events tells of.
struct Events(BufReader<TcpStream>);

impl Events {
    fn of(running: &Running) -> Self {
        let mut stream = running.connect();
        let request = format!(
            "GET {}events HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n\r\n",
            running.path(),
            running.port()
        );
        stream.write_all(request.as_bytes()).expect("sent");
        Self(BufReader::new(stream))
    }

    /// The next version; `None` at the end of the stream.
    fn next(&mut self) -> Option<u64> {
        let mut line = String::new();
        loop {
            line.clear();
            if self.0.read_line(&mut line).expect("a line") == 0 {
                return None;
            }
            if let Some(version) = line.strip_prefix("data: ") {
                return Some(version.trim().parse().expect("a version"));
            }
        }
    }
}

/// A plan of several pages.
fn long_plan(end: &str) -> String {
    let text = "本段文字说明园区的基本情况，用来占满一行又一行的版面，直到一页写满为止。".repeat(6);
    format!(
        "# 某县示范项目实施方案\n\n## 一、项目概况\n\n### （一）基本情况\n\n首段。\n\n{}\n## 二、保障措施\n\n{end}\n",
        format!("{text}\n\n").repeat(14)
    )
}

#[test]
fn a_save_is_told_and_changes_only_the_pages_it_changes() {
    let dir = workshop(long_plan("末段。").as_bytes());
    let running = Running::workshop(dir.path());
    let mut events = Events::of(&running);
    let before = running.state_when("typeset", |s| s["starting"] == false);
    let known = before["version"].as_u64().expect("a number");
    while events.next().expect("told") < known {}
    let digests = |state: &Value| -> Vec<String> {
        state["pages"]
            .as_array()
            .expect("pages")
            .iter()
            .map(|p| p["digest"].as_str().expect("text").to_owned())
            .collect()
    };
    let old = digests(&before);
    assert!(old.len() > 6, "{}", old.len());

    // The same number of characters on the first page of the text: every place behind it moves, no
    // other page changes.
    let plan = dir.path().join("项目 一/plan.md");
    save(&plan, long_plan("末段。").replace("首段。", "待 定。"));
    assert_eq!(events.next(), Some(known + 1));
    let after = running.state();
    assert_eq!(after["version"], known + 1);
    let changed: Vec<usize> = digests(&after)
        .iter()
        .zip(&old)
        .enumerate()
        .filter(|(_, (a, b))| a != b)
        .map(|(i, _)| i + 1)
        .collect();
    assert_eq!((changed.len(), digests(&after).len()), (1, old.len()), "{changed:?}");

    // A finding at the end is found on the last page, although its section stands in the contents,
    // too.
    save(&plan, long_plan("尚待定，大概如此。"));
    assert!(events.next().is_some());
    let last = running.state_when("judged", |s| {
        s["findings"].as_array().is_some_and(|f| f.iter().any(|f| f["rule"] == "blank"))
    });
    let find = |rule: &str| {
        last["findings"]
            .as_array()
            .and_then(|f| f.iter().find(|f| f["rule"] == rule))
            .expect(rule)
            .clone()
    };
    let (blank, vague) = (find("blank"), find("vague"));
    assert_eq!(blank["spots"].as_array().map(Vec::len), Some(1), "{blank:#}");
    let spot = |finding: &Value, key: &str| finding["spots"][0][key].as_f64().expect("a number");
    assert_eq!(spot(&blank, "page") as usize, digests(&last).len());
    assert_eq!(
        (spot(&blank, "page"), spot(&blank, "top")),
        (spot(&vague, "page"), spot(&vague, "top")),
        "one line"
    );
    // Three characters later, each as wide as the type is high: 3号, 15.75 points.
    let (width, apart) = (spot(&blank, "width"), spot(&vague, "left") - spot(&blank, "left"));
    assert!((width - 31.5).abs() < 2.0 && (apart - 47.25).abs() < 6.0, "{width} {apart}");
    assert!(blank["basis"].as_str().is_some_and(|b| b.contains("方案不得留有空白")), "{blank:#}");

    // Findings without a place on paper say where they are.
    let exe = find("exe");
    assert_eq!(
        (exe["spots"].as_array().map(Vec::len), exe["place"].as_str()),
        (Some(0), Some("attachments/a,b.exe"))
    );
    let (exit, err) = running.end();
    assert_eq!(exit, Exit::Clean, "{err}");
    assert_eq!(events.next(), None, "the stream ends with the program");
}

#[test]
fn what_cannot_be_read_is_told_and_the_last_pages_stay() {
    let dir = workshop(PLAN.as_bytes());
    let running = Running::workshop(dir.path());
    let good = running.state_when("typeset", |s| s["starting"] == false);
    assert!(good["trouble"].is_null() && good["stale_pages"] == false, "{good:#}");
    let (config, plan) =
        (dir.path().join("项目 一/pilot.toml"), dir.path().join("项目 一/plan.md"));
    let text = fs::read_to_string(&config).expect("text");

    // Not to be understood: only its own faults are reported.
    save(&config, text.replace("[project]", "[projekt]"));
    let state = running.state_when("broken", |s| !s["trouble"].is_null());
    assert!(
        state["stale_pages"] == true
            && state["stale_findings"] == false
            && state["pages"] == good["pages"],
        "{state:#}"
    );
    let hint = state["trouble"]["hints"][0].as_str().expect("a hint");
    assert!(hint.starts_with("pilot.toml:") && hint.contains("projekt"), "{state:#}");

    // Not to be read at all: the findings are the former ones, too.
    save(&config, [0xff, 0xfe, 0x00]);
    let state = running.state_when("unreadable", |s| {
        s["trouble"]["message"].as_str().is_some_and(|m| m.contains("UTF-8"))
    });
    assert!(
        state["stale_pages"] == true
            && state["stale_findings"] == true
            && state["pages"] == good["pages"],
        "{state:#}"
    );

    // Not to be typeset: fresh findings, old pages.
    save(&config, &text);
    save(&plan, format!("{PLAN}\n![图](figures/无.png)\n"));
    let state = running.state_when("without picture", |s| s["trouble"]["message"] == "排不出来");
    assert!(
        state["trouble"]["hints"][0].as_str().is_some_and(|h| h.contains("figures/无.png")),
        "{state:#}"
    );
    assert!(state["stale_pages"] == true && state["stale_findings"] == false, "{state:#}");

    // The plan is gone, and comes back.
    fs::remove_file(&plan).expect("removed");
    let state = running.state_when("without plan", |s| s["no_pages"].is_string());
    assert!(state["stale_pages"] == true && state["pages"] == good["pages"], "{state:#}");
    save(&plan, PLAN);
    let state =
        running.state_when("good again", |s| s["trouble"].is_null() && s["stale_pages"] == false);
    assert_eq!((&state["pages"], &state["findings"]), (&good["pages"], &good["findings"]));
    let (exit, err) = running.end();
    assert_eq!(exit, Exit::Clean, "{err}");
}

#[test]
fn what_is_not_typeset_here_has_findings_only() {
    let dir = workshop(PLAN.as_bytes());
    let config = dir.path().join("项目 一/pilot.toml");
    let text = fs::read_to_string(&config).expect("text");
    save(&config, format!("{text}\n[plan]\npdf = \"成品.pdf\"\n"));
    let running = Running::workshop(dir.path());
    let state = running.state_when("judged", |s| s["starting"] == false);
    assert!(state["no_pages"].as_str().is_some_and(|w| w.contains("现成的 PDF")), "{state:#}");
    assert!(
        state["pages"].as_array().is_some_and(Vec::is_empty)
            && state["findings"].as_array().is_some_and(|f| !f.is_empty())
    );
    // Pages that were there before are not left standing as if they were it.
    save(&config, &text);
    running.state_when("typeset", |s| {
        s["no_pages"].is_null() && s["pages"].as_array().is_some_and(|p| !p.is_empty())
    });
    save(&config, format!("{text}\n[plan]\npdf = \"成品.pdf\"\n"));
    running.state_when("gone", |s| s["pages"].as_array().is_some_and(Vec::is_empty));
}

/// What nests as deeply as the typesetter allows is typeset and drawn; a level more is reported, and
/// the program goes on.
#[test]
fn deep_nesting_does_not_end_the_program() {
    let dir = workshop(PLAN.as_bytes());
    let running = Running::workshop(dir.path());
    let plan = dir.path().join("项目 一/plan.md");
    let list = |depth: usize| -> String {
        (0..depth).map(|level| format!("{}- 项\n", "  ".repeat(level))).collect()
    };
    for (nested, may_fail) in
        [(list(60), false), ("> ".repeat(300) + "深\n", true), (list(400), true)]
    {
        let known = running.state()["version"].as_u64().expect("a number");
        save(&plan, format!("{PLAN}\n{nested}"));
        let state = running.state_when("looked at", |s| s["version"].as_u64() > Some(known));
        assert!(may_fail || state["trouble"].is_null(), "{state:#}");
        for page in state["pages"].as_array().expect("pages") {
            let answer =
                running.get(&format!("page/{}.svg", page["digest"].as_str().expect("text")));
            assert_eq!(answer.status, 200);
        }
    }
    save(&plan, PLAN);
    running.state_when("well again", |s| s["trouble"].is_null());
    assert_eq!(running.end().0, Exit::Clean);
}

#[test]
fn a_plan_by_itself_can_be_seen() {
    let dir = workshop(PLAN.as_bytes());
    let running = Running::start(
        dir.path(),
        &["项目 一/plan.md", "--outline", "notices", "--notice", "demo"],
    );
    let state = running.state_when("typeset", |s| s["starting"] == false);
    assert!(
        state["trouble"].is_null() && state["pages"].as_array().is_some_and(|p| p.len() >= 2),
        "{state:#}"
    );
    assert!(
        state["findings"]
            .as_array()
            .is_some_and(|f| f.iter().any(|f| f["spots"][0]["page"].is_u64())),
        "{state:#}"
    );
}

#[test]
fn what_is_wrong_at_the_start_ends_the_run() {
    let dir = workshop(PLAN.as_bytes());
    let running = Running::workshop(dir.path());
    let port = running.port().to_string();
    for (words, told) in [
        (&["没有"][..], "没有 没有 这个文件夹"),
        (&["notices"], "没有 pilot.toml"),
        (&["项目 一", "--notice", "gx-2022"], "没有编号为“gx-2022”的通知"),
        (&["项目 一", "--as-of", "昨天"], "--as-of 不是一个时间"),
        (&["项目 一", "--port", "70000"], "不能是“70000”"),
        (&["项目 一", "--port", &port], "已被占用"),
    ] {
        let ran = pilot_in(dir.path(), &[&["preview", "--outline", "notices"], words].concat());
        assert!(
            ran.exit == Exit::Failed && ran.out.is_empty() && ran.err.contains(told),
            "{words:?}: {} {}",
            ran.out,
            ran.err
        );
    }
}

/// As a user runs it: one line with the address, the browser opened, Ctrl-C.
#[test]
#[cfg(target_os = "linux")]
fn the_program_opens_the_browser_and_ends_well_with_ctrl_c() {
    use std::os::unix::fs::PermissionsExt as _;
    let dir = workshop(PLAN.as_bytes());
    let opener = dir.path().join("bin/xdg-open");
    fs::create_dir(dir.path().join("bin")).expect("made");
    fs::write(&opener, "#!/bin/sh\nprintf '%s\\n' \"$1\" > \"$OPENED\"\n").expect("written");
    fs::set_permissions(&opener, fs::Permissions::from_mode(0o755)).expect("set");
    let opened = dir.path().join("opened");
    let path =
        format!("{}:{}", dir.path().join("bin").display(), std::env::var("PATH").expect("a path"));
    let mut child = Command::new(env!("CARGO_BIN_EXE_pilot"))
        .args(["preview", "项目 一", "--outline", "notices", "--open", "-q"])
        .current_dir(dir.path())
        .env("PATH", path)
        .env("OPENED", &opened)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("started");
    let mut out = BufReader::new(child.stdout.take().expect("piped"));
    let mut line = String::new();
    out.read_line(&mut line).expect("a line");
    assert!(line.starts_with("http://127.0.0.1:"), "{line}");
    let found = until(|| fs::read_to_string(&opened).is_ok_and(|text| text.ends_with('\n')));
    assert!(interrupt(child.id()));
    let ended = child.wait_with_output().expect("ended");
    assert_eq!(
        (ended.status.code(), String::from_utf8_lossy(&ended.stderr).as_ref()),
        (Some(0), "")
    );
    let mut rest = String::new();
    out.read_to_string(&mut rest).expect("text");
    assert_eq!(rest, "");
    assert!(found && fs::read_to_string(&opened).expect("text").trim() == line.trim());
}

/// The example with some faults in its text.
fn faulty_example() -> (tempfile::TempDir, PathBuf) {
    let dir = tempfile::tempdir().expect("a folder");
    let project = dir.path().join("项目");
    copy(Path::new("examples/pingguo-nawa-park"), &project);
    let plan = project.join("plan.md");
    let text = fs::read_to_string(&plan).expect("the plan");
    let heading = "\n### (三)";
    let at = text.rfind(heading).expect("a heading") + heading.len();
    let line = at + text[at..].find('\n').expect("a line");
    let faulty = format!(
        "{}\n\n这里（待定）<b onclick=alert(1)>，见</b>\\<script>alert(1)\\</script>。\n{}",
        &text[..line],
        &text[line..]
    );
    fs::write(&plan, faulty).expect("written");
    (dir, plan)
}

/// Whether what a selector names is within the room of the pages.
const IN_VIEW: &str = "const [room, it] = [document.getElementById('pages'), document.querySelector(arguments[0])]; if (!it) return false; \
    const [a, b] = [room.getBoundingClientRect(), it.getBoundingClientRect()]; return b.top >= a.top && b.bottom <= a.bottom;";

#[test]
fn conformance_the_page_works_in_a_real_browser() {
    let Some(browser) = Browser::start() else { return };
    let (_dir, plan) = faulty_example();
    let running = Running::start(plan.parent().expect("a folder"), &["--as-of", "2023-10-16"]);
    browser.open(&running.address);
    browser
        .until("return document.querySelectorAll('#findings li').length > 0 && document.querySelector('.page[data-shown]') !== null", &[]);
    let state = running.state();
    let count = |what: &str| {
        browser
            .run("return document.querySelectorAll(arguments[0]).length", &[json!(what)])
            .as_u64()
            .expect("a count")
    };
    let length = |key: &str| {
        (match state[key].as_array() {
            Some(value) => Vec::len(value),
            None => 0,
        }) as u64
    };
    assert_eq!(
        (count("#findings li"), count(".page")),
        (length("findings"), length("pages")),
        "everything is listed"
    );
    assert!(length("pages") > 50);
    let shown = |page: u64| {
        browser.run(
            "return document.querySelector(arguments[0]).dataset.shown ?? ''",
            &[json!(format!(".page[data-page='{page}']"))],
        )
    };

    // From the finding to its page, by mouse.
    let blank = state["findings"]
        .as_array()
        .and_then(|f| f.iter().find(|f| f["rule"] == "placeholder-left"))
        .expect("a finding")
        .clone();
    let (id, page) =
        (blank["id"].as_str().expect("an id"), blank["spots"][0]["page"].as_u64().expect("a page"));
    let (entry, mark) =
        (format!("#findings li[data-finding='{id}'] .head"), format!(".mark[data-finding='{id}']"));
    let in_view = |what: &str| browser.run(IN_VIEW, &[json!(what)]) == true;
    assert!(!in_view(&mark), "page {page} is far down");
    browser.click(&entry);
    browser.until(IN_VIEW, &[json!(&mark)]);
    browser.until(IN_VIEW, &[json!(".hit.chosen")]);
    browser.until(
        "return document.querySelector(arguments[0]).dataset.shown",
        &[json!(format!(".page[data-page='{page}']"))],
    );
    let text = browser.run("return document.querySelector('#findings li.chosen').innerText", &[]);
    let text = text.as_str().expect("text");
    assert!(text.contains("依据") || text.contains("实务经验"), "{text}");
    assert!(text.contains("<script>alert(1)"), "the line as it is: {text}");
    assert_eq!(count("script"), 1, "and nothing of it in the page");

    // From the mark to the finding, while another one is chosen.
    browser.run("document.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }))", &[]);
    assert_eq!(count("#findings li.chosen"), 0);
    browser.click(&mark);
    assert_eq!(
        browser.run("return document.querySelector('#findings li.chosen').dataset.finding", &[]),
        id
    );
    assert_eq!(
        browser.run("return document.activeElement.closest('li').dataset.finding", &[]),
        id,
        "the keyboard is there, too"
    );

    // By keyboard.
    browser.run("document.getElementById('pages').scrollTop = 0; document.querySelector(arguments[0]).focus()", &[json!(&entry)]);
    browser.keys(&entry, "\u{e007}");
    browser.until(IN_VIEW, &[json!(&mark)]);

    // The pictures of the plan are seen: drawings are outlines and could be lost to the policies.
    let number = (0..length("pages")).find(|i| {
        running
            .get(&format!(
                "page/{}.svg",
                state["pages"][*i as usize]["digest"].as_str().expect("text")
            ))
            .body
            .contains("<image")
    });
    let figure = number.expect("a page with a picture") + 1;
    browser.run(
        "document.getElementById('pages').scrollTop = document.querySelector(arguments[0]).offsetTop",
        &[json!(format!(".page[data-page='{figure}']"))],
    );
    browser.until(
        "return document.querySelector(arguments[0]).dataset.shown",
        &[json!(format!(".page[data-page='{figure}']"))],
    );
    let ink = "const image = document.querySelector(arguments[0]); const canvas = document.createElement('canvas'); \
        [canvas.width, canvas.height] = [600, 850]; const pen = canvas.getContext('2d'); pen.drawImage(image, 0, 0, 600, 850); \
        const dots = pen.getImageData(0, 0, 600, 850).data; let count = 0; \
        for (let i = 0; i < dots.length; i += 4) if (dots[i] > 200 && dots[i] < 250) count += 1; return count;";
    let grey = browser
        .run(ink, &[json!(format!(".page[data-page='{figure}'] img"))])
        .as_u64()
        .expect("a count");
    assert!(grey > 5_000, "the shaded areas of the figure: {grey}");

    // A save: the page changes, the others are not even asked for, the finding is gone, the reader
    // stays where he is.
    browser.click(&entry);
    browser.until(IN_VIEW, &[json!(&mark)]);
    let (before, first) = (shown(page), shown(1));
    let reads = browser.until(
        "return document.getElementById('where').textContent.startsWith(arguments[0]) && arguments[0]",
        &[json!(format!("第 {page} /"))],
    );
    browser.run("performance.clearResourceTimings()", &[]);
    let corrected =
        fs::read_to_string(&plan).expect("the plan").replace("这里（待定）", "这里（已定）");
    save(&plan, corrected);
    browser.until("return document.querySelector(arguments[0]) === null", &[json!(&entry)]);
    browser.until(
        "return document.querySelector(arguments[0]).dataset.shown !== arguments[1]",
        &[json!(format!(".page[data-page='{page}']")), before],
    );
    assert_eq!(shown(1), first);
    let asked = "return performance.getEntriesByType('resource').filter((e) => e.name.endsWith('.svg')).length";
    assert_eq!(browser.run(asked, &[]), 1);
    let reads_on = browser.run("return document.getElementById('where').textContent", &[]);
    assert!(
        reads_on.as_str().expect("text").starts_with(reads.as_str().expect("text")),
        "{reads_on}"
    );

    // A broken project is reported, the pages stay.
    let config = plan.with_file_name("pilot.toml");
    let whole = fs::read_to_string(&config).expect("text");
    save(&config, format!("{whole}\nunsinn = 1\n"));
    browser.until("return !document.getElementById('trouble').hidden && document.body.classList.contains('stale-pages')", &[]);
    assert_eq!(count(".page"), length("pages"));
    save(&config, whole);
    let is_well = "return document.getElementById('trouble').hidden && !document.body.classList.contains('stale-pages')";
    browser.until(is_well, &[]);
    fs::rename(&plan, plan.with_extension("aside")).expect("renamed");
    browser.until(
        "return document.getElementById('trouble').innerText.includes('没有找到能读的方案文件')",
        &[],
    );
    fs::rename(plan.with_extension("aside"), &plan).expect("renamed");
    browser.until(is_well, &[]);

    // The program ends.
    let told = browser.messages();
    assert!(told.is_empty(), "{told:#?}");
    let (exit, err) = running.end();
    assert_eq!(exit, Exit::Clean, "{err}");
    browser.until("return document.getElementById('status').textContent.includes('断开')", &[]);
}

/// Nobody reads what is sent after the other side has closed.
#[test]
fn whoever_leaves_early_hurts_nobody() {
    let dir = workshop(PLAN.as_bytes());
    let running = Running::workshop(dir.path());
    for _ in 0..20 {
        let mut stream = running.connect();
        let request = format!(
            "GET {}events HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n\r\n",
            running.path(),
            running.port()
        );
        stream.write_all(request.as_bytes()).expect("sent");
        let _ = stream.shutdown(Shutdown::Both);
    }
    assert_eq!(running.get("").status, 200);
    assert_eq!(running.end().0, Exit::Clean);
}
