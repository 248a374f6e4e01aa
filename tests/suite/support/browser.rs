//! Chromium without a window, led by chromedriver in the language of WebDriver (W3C, 2018).

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::support::outside_tools::skip;

/// Nothing here may take longer.
const PATIENCE: Duration = Duration::from_secs(60);

/// A browser; it ends with this.
pub(crate) struct Browser {
    driver: Child,
    /// Kept open, so that the driver can go on writing.
    _said: BufReader<ChildStdout>,
    port: u16,
    session: String,
    _profile: tempfile::TempDir,
}

impl Browser {
    /// Starts one; `None` if it is not installed and need not be.
    pub(crate) fn start() -> Option<Self> {
        let started = Command::new("chromedriver")
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn();
        let mut driver = match started {
            Ok(driver) => driver,
            Err(error) => {
                skip(&format!("chromedriver: {error}"));
                return None;
            }
        };
        let mut said = BufReader::new(driver.stdout.take().expect("piped"));
        let Some(port) = port(&mut said) else {
            skip("chromedriver ended before it named its port");
            return None;
        };
        let profile = tempfile::tempdir().expect("a folder");
        let mut browser =
            Self { driver, _said: said, port, session: String::new(), _profile: profile };
        let profile = format!("--user-data-dir={}", browser._profile.path().display());
        let args = [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--window-size=1280,800",
            &profile,
        ];
        let wanted =
            json!({"goog:chromeOptions": {"args": args}, "goog:loggingPrefs": {"browser": "ALL"}});
        let body = json!({"capabilities": {"alwaysMatch": wanted}});
        let answer = browser.exchange("POST", "/session", &body.to_string());
        let answer = answer.expect("the driver answers");
        if !answer.starts_with("HTTP/1.1 200") {
            skip(&format!("chromedriver cannot start a browser: {answer}"));
            return None;
        }
        let (_, text) = answer.split_once("\r\n\r\n").expect("a head");
        let session: Value = serde_json::from_str(text).expect("JSON");
        browser.session = session["value"]["sessionId"].as_str().expect("a session").to_owned();
        Some(browser)
    }

    /// Opens an address.
    pub(crate) fn open(&self, address: &str) {
        self.command("POST", "/url", &json!({"url": address}));
    }

    /// Runs a function's body in the page.
    pub(crate) fn run(&self, script: &str, arguments: &[Value]) -> Value {
        self.command("POST", "/execute/sync", &json!({"script": script, "args": arguments}))
    }

    /// Waits until a function's body gives something true.
    #[track_caller]
    pub(crate) fn until(&self, script: &str, arguments: &[Value]) -> Value {
        let begun = Instant::now();
        loop {
            let value = self.run(script, arguments);
            if !matches!(value, Value::Null | Value::Bool(false)) && value != "" {
                return value;
            }
            assert!(
                begun.elapsed() < PATIENCE,
                "never: {script} {arguments:?}; {:?}",
                self.messages()
            );
            thread::sleep(Duration::from_millis(20));
        }
    }

    /// Clicks where an element is; fails if something lies over it.
    pub(crate) fn click(&self, selector: &str) {
        self.command("POST", &format!("/element/{}/click", self.element(selector)), &json!({}));
    }

    /// Types into an element.
    pub(crate) fn keys(&self, selector: &str, keys: &str) {
        self.command(
            "POST",
            &format!("/element/{}/value", self.element(selector)),
            &json!({"text": keys}),
        );
    }

    /// What the browser said in its console since the last time: faults of scripts, what its
    /// policies forbade, what failed to load.
    pub(crate) fn messages(&self) -> Vec<Value> {
        self.command("POST", "/se/log", &json!({"type": "browser"}))
            .as_array()
            .cloned()
            .unwrap_or_default()
    }

    fn element(&self, selector: &str) -> String {
        let found =
            self.command("POST", "/element", &json!({"using": "css selector", "value": selector}));
        let id = found.as_object().and_then(|o| o.values().next()).and_then(Value::as_str);
        id.unwrap_or_else(|| panic!("no {selector}: {found}")).to_owned()
    }

    fn command(&self, method: &str, path: &str, body: &Value) -> Value {
        self.call(method, &format!("/session/{}{path}", self.session), body)
    }

    #[track_caller]
    fn call(&self, method: &str, path: &str, body: &Value) -> Value {
        let answer = self.exchange(method, path, &body.to_string()).expect("the driver answers");
        let (_, text) = answer.split_once("\r\n\r\n").expect("a head");
        let mut value: Value =
            serde_json::from_str(text).unwrap_or_else(|fault| panic!("{fault}: {answer}"));
        assert!(answer.starts_with("HTTP/1.1 200"), "{path} {body}: {}", value["value"]["message"]);
        value["value"].take()
    }

    fn exchange(&self, method: &str, path: &str, body: &str) -> io::Result<String> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port))?;
        stream.set_read_timeout(Some(PATIENCE))?;
        let (port, length) = (self.port, body.len());
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n"
        );
        stream.write_all(format!("{head}{body}").as_bytes())?;
        // The driver keeps the connection open, whatever it is told.
        let mut stream = BufReader::new(stream);
        let (mut head, mut length) = (String::new(), 0);
        loop {
            let start = head.len();
            if stream.read_line(&mut head)? == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            let line = head[start..].to_ascii_lowercase();
            if let Some(value) = line.strip_prefix("content-length:") {
                length = value.trim().parse().map_err(io::Error::other)?;
            }
            if line.trim().is_empty() {
                break;
            }
        }
        let mut body = vec![0; length];
        stream.read_exact(&mut body)?;
        Ok(head + &String::from_utf8_lossy(&body))
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // Killed by itself, the driver would leave its browser behind.
        let _ = self.exchange("DELETE", &format!("/session/{}", self.session), "{}");
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

/// The port that the driver tells in one of its first lines.
fn port(said: &mut BufReader<ChildStdout>) -> Option<u16> {
    let mut line = String::new();
    while said.read_line(&mut line).is_ok_and(|count| count > 0) {
        if let Some((_, rest)) = line.split_once("started successfully on port ") {
            return rest.trim_end().trim_end_matches('.').parse().ok();
        }
        line.clear();
    }
    None
}
