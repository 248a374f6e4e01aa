//! Decides what a request may have. Other programs and other pages in the browser know the port at
//! most, never the token.

use super::assets::{self, Asset};
use super::request::Request;
use super::response::Refusal;

/// What is asked for.
pub(super) enum Route {
    /// A file of the page.
    Asset(&'static Asset),
    State,
    /// The stream of new states.
    Events,
    /// A page by its digest.
    Picture(String),
}

/// Whom the guard lets in.
pub(super) struct Guard {
    /// The port that is listened on.
    pub(super) port: u16,
    /// 32 hexadecimal digits that only the one who started the program knows.
    pub(super) token: String,
}

impl Guard {
    /// What a request asks for, if it may. A name other than ours in `Host` means that a page
    /// elsewhere has given its own name our address (DNS rebinding).
    pub(super) fn judge(&self, request: &Request) -> Result<Route, Refusal> {
        let [host] = request.hosts.as_slice() else { return Err(Refusal::Malformed) };
        let ours = ["127.0.0.1", "localhost"].map(|name| format!("{name}:{}", self.port));
        if !ours.iter().any(|name| name.eq_ignore_ascii_case(host)) {
            return Err(Refusal::Forbidden);
        }
        if !request
            .origins
            .iter()
            .all(|origin| ours.iter().any(|name| *origin == format!("http://{name}")))
        {
            return Err(Refusal::Forbidden);
        }
        if request.method != "GET" {
            return Err(Refusal::Method);
        }
        let path = request.target.strip_prefix('/').ok_or(Refusal::Malformed)?;
        let (token, path) = path.split_once('/').ok_or(Refusal::Forbidden)?;
        if !is_same(token, &self.token) {
            return Err(Refusal::Forbidden);
        }
        match path {
            "state" => Ok(Route::State),
            "events" => Ok(Route::Events),
            name => match name.strip_prefix("page/").and_then(|n| n.strip_suffix(".svg")) {
                Some(digest) => Ok(Route::Picture(digest.to_owned())),
                None => assets::find(name).map(Route::Asset).ok_or(Refusal::Missing),
            },
        }
    }
}

/// Compares in a time that does not depend on where the first difference is.
fn is_same(one: &str, other: &str) -> bool {
    let mut differences = 0;
    for (one, other) in one.bytes().zip(other.bytes()) {
        differences |= one ^ other;
    }
    one.len() == other.len() && differences == 0
}

#[cfg(test)]
mod tests {
    use super::{Guard, Refusal, Request, Route, is_same};

    fn ask(method: &str, target: &str, hosts: &[&str], origins: &[&str]) -> Result<Route, Refusal> {
        let all = |list: &[&str]| list.iter().map(|s| (*s).to_owned()).collect();
        let guard = Guard { port: 8000, token: "0123456789abcdef".to_owned() };
        guard.judge(&Request {
            method: method.into(),
            target: target.into(),
            hosts: all(hosts),
            origins: all(origins),
        })
    }

    #[test]
    fn only_the_page_itself_gets_in() {
        const HOST: &[&str] = &["127.0.0.1:8000"];
        const PAGE: &str = "/0123456789abcdef/";
        assert!(matches!(ask("GET", PAGE, HOST, &[]), Ok(Route::Asset(a)) if a.name.is_empty()));
        assert!(matches!(
            ask("GET", PAGE, &["LOCALHOST:8000"], &["http://127.0.0.1:8000"]),
            Ok(Route::Asset(_))
        ));
        assert!(
            matches!(ask("GET", "/0123456789abcdef/page/ab.svg", HOST, &[]), Ok(Route::Picture(d)) if d == "ab")
        );
        fn refused(
            method: &str,
            target: &str,
            hosts: &[&str],
            origins: &[&str],
        ) -> Option<Refusal> {
            ask(method, target, hosts, origins).err()
        }
        for host in [
            "evil.example:8000",
            "127.0.0.1",
            "127.0.0.1:8001",
            "127.0.0.1:8000.evil.example",
            "[::1]:8000",
            "",
        ] {
            assert_eq!(refused("GET", PAGE, &[host], &[]), Some(Refusal::Forbidden), "{host}");
        }
        assert_eq!(refused("GET", PAGE, &[], &[]), Some(Refusal::Malformed));
        assert_eq!(refused("GET", PAGE, &[HOST[0], "evil.example"], &[]), Some(Refusal::Malformed));
        for origin in
            ["http://evil.example", "null", "https://127.0.0.1:8000", "http://127.0.0.1:80"]
        {
            assert_eq!(refused("GET", PAGE, HOST, &[origin]), Some(Refusal::Forbidden), "{origin}");
        }
        for target in [
            "/",
            "/favicon.ico",
            "/state",
            "/0123456789abcdee/",
            "/0123456789abcdef",
            "/0123456789abcdef0/",
            "//",
        ] {
            assert_eq!(refused("GET", target, HOST, &[]), Some(Refusal::Forbidden), "{target}");
        }
        for target in [
            "../../etc/passwd",
            "..%2fplan.md",
            "plan.md",
            "page/",
            "app.js/",
            "app.js?x",
            "./app.js",
        ] {
            let target = format!("{PAGE}{target}");
            assert_eq!(refused("GET", &target, HOST, &[]), Some(Refusal::Missing), "{target}");
        }
        assert_eq!(
            refused("GET", "http://127.0.0.1:8000/0123456789abcdef/", HOST, &[]),
            Some(Refusal::Malformed)
        );
        for method in ["POST", "HEAD", "OPTIONS", "PUT", "get"] {
            assert_eq!(refused(method, PAGE, HOST, &[]), Some(Refusal::Method), "{method}");
        }
    }

    #[test]
    fn tokens_are_compared_as_a_whole() {
        assert!(
            is_same("abc", "abc")
                && !is_same("abc", "abd")
                && !is_same("ab", "abc")
                && !is_same("abc", "")
                && is_same("", "")
        );
    }
}
