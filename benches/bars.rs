//! The bars that the README states, measured as whole processes, with a peer in the same run where
//! one is installed.
//!
//! `cargo bench` prints for each job the least and the median of CPU seconds (user and system,
//! children of this process) over several runs, and the most memory that it held. Linux only: the
//! times come from `/proc/self/stat`, in hundredths of a second, so short jobs are run many times
//! and divided; memory is `VmHWM` of the child, looked at until it ends.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

/// Hundredths of a second that ended children have used.
fn used() -> u64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields: Vec<&str> = stat.rsplit(") ").next().unwrap_or_default().split(' ').collect();
    // cutime and cstime are the 16th and 17th fields of the whole line, two of which stand before
    // the bracket.
    [13, 14].iter().filter_map(|i| fields.get(*i)?.parse::<u64>().ok()).sum()
}

/// What a command cost.
struct Cost {
    /// The least CPU milliseconds.
    least: f64,
    /// The median of CPU milliseconds.
    median: f64,
    /// The most memory, in megabytes; nothing for what ends before it can be looked at.
    peak: f64,
}

/// Runs a command several times; `None` if it cannot be run.
fn measure(rounds: usize, repeat: usize, command: &dyn Fn() -> Command) -> Option<Cost> {
    let (mut times, mut peak) = (Vec::new(), 0.0_f64);
    for _ in 0..rounds {
        let before = used();
        for _ in 0..repeat {
            let mut child = command()
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .stdin(Stdio::null())
                .spawn()
                .ok()?;
            while child.try_wait().ok()?.is_none() {
                peak = peak.max(most_memory(child.id()));
                std::thread::sleep(std::time::Duration::from_millis(1));
            }
        }
        times.push((used() - before) as f64 * 10.0 / repeat as f64);
    }
    times.sort_by(f64::total_cmp);
    Some(Cost { least: times[0], median: times[times.len() / 2], peak })
}

/// The most memory that a process has held so far, in megabytes.
fn most_memory(process: u32) -> f64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"));
    match line.and_then(|l| l.split_whitespace().next()?.parse::<f64>().ok()) {
        Some(kib) => kib * 1024.0 / 1e6,
        None => 0.0,
    }
}

fn report(job: &str, bar: &str, measured: Option<Cost>) {
    let line = match measured {
        Some(Cost { least, median, peak }) => {
            format!(
                "{job:<44} {bar:>12}  least {least:>9.1} ms  median {median:>9.1} ms  peak {peak:>6.1} MB"
            )
        }
        None => format!("{job:<44} {bar:>12}  not installed"),
    };
    let _ = std::io::Write::write_all(&mut std::io::stdout(), format!("{line}\n").as_bytes());
}

fn pilot(args: &[&str], dir: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_pilot"));
    command.args(args).current_dir(dir).env("PILOT_AS_OF", "2023-10-16");
    command
}

fn peer(name: &str, args: &[&str], dir: &Path) -> Command {
    let mut command = Command::new(name);
    command.args(args).current_dir(dir);
    command
}

/// The example in a folder of its own, its text repeated a number of times under the same headings.
fn project(into: &Path, times: usize) -> PathBuf {
    let from = Path::new("examples/pingguo-nawa-park");
    for part in ["attachments", "figures"] {
        fs::create_dir_all(into.join(part)).expect("a folder");
        for entry in fs::read_dir(from.join(part)).expect("the example").filter_map(Result::ok) {
            fs::copy(entry.path(), into.join(part).join(entry.file_name())).expect("copied");
        }
    }
    fs::copy(from.join("pilot.toml"), into.join("pilot.toml")).expect("copied");
    let plan = fs::read_to_string(from.join("plan.md")).expect("the plan");
    let mut long = String::new();
    let mut body = String::new();
    for line in plan.lines().chain(["#"]) {
        if line.starts_with('#') {
            long.push_str(&body.repeat(times));
            body.clear();
            long.push_str(line.trim_end_matches(|c| line == "#" && c == '#'));
            long.push('\n');
        } else {
            body.push_str(line);
            body.push('\n');
        }
    }
    fs::write(into.join("plan.md"), long).expect("written");
    into.to_owned()
}

/// So many projects as most are: a plan of 23,000 characters, a letter of a page, a map. Each is
/// another one.
fn projects(into: &Path, count: usize) -> Vec<String> {
    let from = Path::new("examples/pingguo-nawa-park");
    let plan = fs::read_to_string(from.join("plan.md")).expect("the plan");
    let mut short = String::new();
    let mut room = 0_usize;
    for paragraph in plan.split_inclusive("\n\n") {
        if paragraph.starts_with('#') {
            room = 1_000;
        } else if room == 0 || paragraph.contains("![") {
            continue;
        }
        room = room.saturating_sub(paragraph.len()).max(usize::from(paragraph.starts_with('#')));
        short.push_str(paragraph);
    }
    let config = fs::read_to_string(from.join("pilot.toml")).expect("text");
    let name = |number: usize| format!("p{number:03}");
    for number in 0..count {
        let folder = into.join(name(number));
        fs::create_dir_all(folder.join("attachments")).expect("a folder");
        fs::write(folder.join("plan.md"), format!("{short}\n<!-- {number} -->\n"))
            .expect("written");
        fs::write(folder.join("pilot.toml"), &config).expect("written");
        for file in ["推荐函.pdf", "四至边界图.pdf"] {
            fs::copy(from.join("attachments").join(file), folder.join("attachments").join(file))
                .expect("copied");
        }
    }
    (0..count).map(name).collect()
}

/// Least and median milliseconds by the clock from a save in the middle of the example until the
/// changed page has been sent: told, judged, typeset, drawn. What is left for the browser is to
/// paint it.
fn preview(folder: &Path, rounds: usize) -> Option<Cost> {
    let mut child = pilot(&["preview", "-q"], folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    let times = child.stdout.take().and_then(|out| saves(out, &folder.join("plan.md"), rounds));
    let peak = most_memory(child.id());
    let _ = child.kill();
    let _ = child.wait();
    let mut times = times?;
    times.sort_by(f64::total_cmp);
    Some(Cost { least: times[0], median: times[times.len() / 2], peak })
}

fn saves(out: std::process::ChildStdout, plan: &Path, rounds: usize) -> Option<Vec<f64>> {
    let mut address = String::new();
    BufReader::new(out).read_line(&mut address).ok()?;
    let (host, path) = address.trim().strip_prefix("http://")?.split_once('/')?;
    let ask = |name: &str| -> Option<TcpStream> {
        let mut stream = TcpStream::connect(host).ok()?;
        write!(stream, "GET /{path}{name} HTTP/1.1\r\nHost: {host}\r\n\r\n").ok()?;
        Some(stream)
    };
    let get = |name: &str| -> Option<String> {
        let mut text = String::new();
        ask(name)?.read_to_string(&mut text).ok()?;
        Some(text.split_once("\r\n\r\n")?.1.to_owned())
    };
    let digests = || -> Option<Vec<String>> {
        let state: serde_json::Value = serde_json::from_str(&get("state")?).ok()?;
        state["pages"].as_array()?.iter().map(|p| Some(p["digest"].as_str()?.to_owned())).collect()
    };
    let mut events = BufReader::new(ask("events")?).lines();
    let mut told = || events.find(|line| line.as_ref().is_ok_and(|l| l.starts_with("data: ")));
    while digests()?.is_empty() {
        told()?.ok()?;
    }
    let text = fs::read_to_string(plan).ok()?;
    let middle = text.len() / 2 + text[text.floor_char_boundary(text.len() / 2)..].find('。')?;
    let middle = text.floor_char_boundary(middle + 2);
    let mut times = Vec::new();
    for round in 1..=rounds {
        let known = digests()?;
        let longer = format!("{}{}{}", &text[..middle], "又".repeat(round), &text[middle..]);
        let begun = Instant::now();
        fs::write(plan, longer).ok()?;
        told()?.ok()?;
        let changed = digests()?.into_iter().find(|digest| !known.contains(digest))?;
        get(&format!("page/{changed}.svg"))?;
        times.push(begun.elapsed().as_secs_f64() * 1000.0);
    }
    fs::write(plan, text).ok()?;
    Some(times)
}

/// A saved page of twenty pages of paper (22,000 characters), made of the small notices of the tests.
fn long_notice(into: &Path) -> PathBuf {
    let mut names: Vec<PathBuf> = fs::read_dir("tests/reading/notices")
        .expect("the notices")
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|end| end == "txt"))
        .collect();
    names.sort();
    let mut page = String::from("<!doctype html>\n<meta charset=\"utf-8\">\n<body>\n");
    let mut characters = 0;
    for name in names.iter().cycle() {
        for line in fs::read_to_string(name).expect("text").lines() {
            characters += line.chars().count();
            page.push_str(&format!("<p>{line}</p>\n"));
        }
        if characters > 22_000 {
            break;
        }
    }
    let path = into.join("通知.html");
    fs::write(&path, page).expect("written");
    path
}

/// Finds the times and mailboxes in the text that stands in the same page: a part of what `read` does.
const PEER_OF_READ: &str = "import re, sys, logging, jionlp
logging.disable(logging.CRITICAL)
text = re.sub('<[^>]*>', '', open(sys.argv[1], encoding='utf-8').read())
jionlp.ner.extract_time(text, time_base={'year': 2024, 'month': 1, 'day': 1})
jionlp.extract_email(text)";

/// Reading of a notice, long and short, beside start-up and beside the peer.
fn read(here: &Path) {
    let long = long_notice(here).to_string_lossy().into_owned();
    let short = fs::canonicalize("tests/reading/notices/02-window.txt").expect("a notice");
    let short = short.to_string_lossy().into_owned();
    report(
        "read, notice of a page",
        "",
        measure(5, 5, &|| pilot(&["read", &short, "--format", "json"], here)),
    );
    let ours = measure(5, 5, &|| pilot(&["read", &long, "--format", "json"], here));
    let ours_least = ours.as_ref().map(|cost| cost.least);
    report("read, saved page of 20 pages", "30 ms", ours);
    let installed = peer("python3", &["-c", "import jionlp"], here)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success());
    let theirs = if installed {
        measure(3, 1, &|| peer("python3", &["-c", PEER_OF_READ, &long], here))
    } else {
        None
    };
    let theirs_least = theirs.as_ref().map(|cost| cost.least);
    report("  peer: jionlp, times and mailboxes alone", "", theirs);
    if let (Some(ours), Some(theirs)) = (ours_least, theirs_least) {
        let line = format!("  read / jionlp: {:.3}\n", ours / theirs);
        let _ = std::io::stdout().write_all(line.as_bytes());
    }
}

/// Bytes that do not compress, the same every time.
fn noise(bytes: usize) -> Vec<u8> {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut out = Vec::with_capacity(bytes + 8);
    while out.len() < bytes {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        out.extend(state.to_le_bytes());
    }
    out.truncate(bytes);
    out
}

/// The argument with which this program is `pilot` without workers.
const IN_PROCESS: &str = "in-process";

/// The program without workers: what they cost is measured beside it.
fn in_process(args: &[&str], dir: &Path) -> Command {
    let mut command = Command::new(std::env::current_exe().expect("this program"));
    command.arg(IN_PROCESS).args(args).current_dir(dir).env("PILOT_AS_OF", "2023-10-16");
    command
}

/// Runs as the program without workers, if that was asked for.
fn run_in_process() -> bool {
    let mut args = std::env::args_os().skip(1).peekable();
    if args.next_if(|argument| argument == IN_PROCESS).is_none() {
        return false;
    }
    let (mut out, mut err) = (std::io::stdout(), std::io::stderr());
    let mut env = pilot::cli::Env::system(&mut out, &mut err);
    env.workers = pilot::workers::Workers::default();
    pilot::cli::run(std::iter::once("pilot".into()).chain(args), &mut env);
    true
}

/// An inbox of a number of packages of an example, with and without workers.
fn inbox(here: &Path, count: usize) {
    let example = here.join("one");
    fs::create_dir(&example).expect("a folder");
    project(&example, 1);
    pilot(&["pack"], &example)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .expect("packed");
    let packed = walkdir::WalkDir::new(example.join("dist")).into_iter().filter_map(Result::ok);
    let zip = packed.map(|e| e.into_path()).find(|p| p.extension().is_some_and(|e| e == "zip"));
    let Some(zip) = zip else { return report("verify: nothing was packed", "", None) };
    let folder = here.join("inbox");
    fs::create_dir(&folder).expect("a folder");
    for number in 0..count {
        fs::copy(&zip, folder.join(format!("{number:03}.zip"))).expect("copied");
    }
    let args = ["verify", "--quiet", "inbox"];
    let job = format!("verify, {count} packages");
    report(&job, "", measure(5, 1, &|| pilot(&args, here)));
    report("  the same in one process", "", measure(5, 1, &|| in_process(&args, here)));
}

fn main() {
    if run_in_process() {
        return;
    }
    let temp = tempfile::tempdir().expect("a folder");
    let here = temp.path();
    report("start-up (--version)", "10 ms", measure(5, 20, &|| pilot(&["--version"], here)));

    read(here);

    let long = here.join("long");
    fs::create_dir(&long).expect("a folder");
    project(&long, 3);
    let size = fs::metadata(long.join("plan.md")).expect("there").len() / 1000;
    report(
        &format!("check, plan of {size} kB alone"),
        "50 ms",
        measure(5, 10, &|| pilot(&["check", "plan.md"], &long)),
    );
    report("check, the same with its files", "", measure(5, 5, &|| pilot(&["check"], &long)));
    report(
        "  peer: autocorrect --lint",
        "",
        measure(5, 5, &|| peer("autocorrect", &["--lint", "plan.md"], &long)),
    );
    if cfg!(feature = "render") {
        report("render, the same plan", "1000 ms", measure(3, 1, &|| pilot(&["render"], &long)));
    }

    let many = here.join("many");
    let names = projects(&many, 500);
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let size = fs::metadata(many.join("p000/plan.md")).expect("there").len() / 1000;
    let all: Vec<&str> = ["check", "--quiet"].into_iter().chain(names.iter().copied()).collect();
    report(
        &format!("check, 500 projects, plans of {size} kB, files"),
        "2000 ms",
        measure(3, 1, &|| pilot(&all, &many)),
    );
    let texts: Vec<String> = names.iter().map(|n| format!("{n}/plan.md")).collect();
    let texts: Vec<&str> =
        ["check", "--quiet"].into_iter().chain(texts.iter().map(String::as_str)).collect();
    report("check, the 500 plans alone", "", measure(3, 1, &|| pilot(&texts, &many)));
    report(
        "  peer: autocorrect --lint, the text alone",
        "",
        measure(3, 1, &|| peer("autocorrect", &["--lint", "."], &many)),
    );

    if cfg!(feature = "render") {
        inbox(here, 100);
        let example = here.join("example");
        fs::create_dir(&example).expect("a folder");
        report(
            "preview, save to changed page sent (clock)",
            "300 ms",
            preview(&project(&example, 1), 15),
        );
    }

    let big = here.join("big");
    fs::create_dir(&big).expect("a folder");
    project(&big, 1);
    // 45 MB of scans in four files.
    let mut list = String::new();
    for number in 1..=4 {
        let mut jpeg = fs::read("benches/one-pixel.jpg").unwrap_or_default();
        jpeg.extend(noise(11_250_000));
        fs::write(big.join(format!("attachments/扫描件{number}.jpg")), jpeg).expect("written");
        list.push_str(&format!("\n[[attachments]]\ntitle = \"扫描件{number}\"\nfile = \"attachments/扫描件{number}.jpg\"\n"));
    }
    let config = fs::read_to_string(big.join("pilot.toml")).expect("text");
    fs::write(big.join("pilot.toml"), config + &list).expect("written");
    // With a finished plan what is left is the package itself; a build that can typeset also binds
    // the volume.
    let config = fs::read_to_string(big.join("pilot.toml")).expect("text");
    let done = here.join("done");
    copy(&big, &done);
    fs::copy(big.join("attachments/资金证明.pdf"), done.join("实施方案.pdf")).expect("copied");
    let config = config.replacen("[plan]\n", "[plan]\npdf = \"实施方案.pdf\"\n", 1);
    fs::write(
        done.join("pilot.toml"),
        config + "\n[rules]\npdf-stale = { level = \"off\", reason = \"只量时间\", by = \"x\", until = \"2024-01-01\" }\n",
    )
    .expect("written");
    let bound = if cfg!(feature = "render") { ", volume bound" } else { "" };
    report(
        &format!("pack, 46 MB, finished plan{bound}"),
        "300 ms",
        measure(3, 1, &|| pilot(&["pack"], &done)),
    );
    verify(&done, here);
    if cfg!(feature = "render") {
        report("pack, 46 MB, typesetting included", "", measure(3, 1, &|| pilot(&["pack"], &big)));
        verify(&big, here);
    }
    report(
        "  peer: zip -6 of the attachments",
        "",
        measure(3, 1, &|| peer("zip", &["-q6r", "-", "attachments"], &big)),
    );
}

fn copy(from: &Path, to: &Path) {
    for entry in walkdir::WalkDir::new(from)
        .into_iter()
        .filter_map(Result::ok)
        .filter(|e| e.file_type().is_file())
    {
        let target = to.join(entry.path().strip_prefix(from).expect("below"));
        fs::create_dir_all(target.parent().expect("a folder")).expect("a folder");
        fs::copy(entry.path(), target).expect("copied");
    }
}

/// Packs, and looks at the package as its receiver does.
fn verify(project: &Path, here: &Path) {
    pilot(&["pack"], project).stdout(Stdio::null()).stderr(Stdio::null()).status().expect("packed");
    let zip = fs::read_dir(project.join("dist"))
        .into_iter()
        .flatten()
        .filter_map(Result::ok)
        .map(|e| e.path());
    let Some(zip) = zip.into_iter().find(|p| p.extension().is_some_and(|e| e == "zip")) else {
        return report("verify: nothing was packed", "", None);
    };
    let zip = zip.to_string_lossy().into_owned();
    report("verify, 46 MB", "120 ms", measure(5, 1, &|| pilot(&["verify", &zip], here)));
    report("  peer: 7z t (CRC only)", "", measure(5, 1, &|| peer("7z", &["t", &zip], here)));
    report(
        "  peer: unzip -t (CRC only)",
        "",
        measure(5, 1, &|| peer("unzip", &["-tq", &zip], here)),
    );
}
