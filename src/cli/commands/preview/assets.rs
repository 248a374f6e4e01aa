//! The files of the page itself: the only ones that are served.

/// A file.
pub(super) struct Asset {
    /// Its name below the token; the page itself has none.
    pub(super) name: &'static str,
    /// Its media type.
    pub(super) media: &'static str,
    pub(super) text: &'static str,
}

const SCRIPT: &str = "text/javascript; charset=utf-8";

/// All of them.
static ASSETS: [Asset; 6] = [
    Asset { name: "", media: "text/html; charset=utf-8", text: include_str!("assets/page.html") },
    Asset {
        name: "style.css",
        media: "text/css; charset=utf-8",
        text: include_str!("assets/style.css"),
    },
    Asset { name: "app.js", media: SCRIPT, text: include_str!("assets/app.js") },
    Asset { name: "pages.js", media: SCRIPT, text: include_str!("assets/pages.js") },
    Asset { name: "findings.js", media: SCRIPT, text: include_str!("assets/findings.js") },
    Asset { name: "icon.svg", media: "image/svg+xml", text: include_str!("assets/icon.svg") },
];

/// A file by its name.
pub(super) fn find(name: &str) -> Option<&'static Asset> {
    ASSETS.iter().find(|asset| asset.name == name)
}
