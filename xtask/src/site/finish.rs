//! From a built page to the finished site. `cargo xtask build` and trunk's hook both end here, so
//! that both make the same files.
//!
//! What is added: the program of install.sh, and the part of the page's own that is no part of the
//! first download either; the one file that holds everything; what a browser needs to install the page; and, last, the worker, which
//! knows the digests of all the others.

use std::fs;
use std::path::Path;

use super::html::Document;
use super::{digest, files_below, single, split};
use crate::{Outcome, root};

/// How much is made of it.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Effort {
    /// Small enough to be published, or else refused.
    Published,
    /// A debug build for a look: its Wasm is ten times as long.
    Tried,
}

/// The characters of a URL's data that need no percent: RFC 3986, section 2.3, and some of 2.2.
const DATA: &[u8] = b"-._~!*()/:;=@,+$'";

/// How the tag of the loader ends, as trunk writes it.
const WAITING: &str = "type=\"module\"></script>";

/// The one file that holds everything.
const SINGLE: &str = "runner-proxy.html";

/// What a download people keep may weigh.
const LARGEST_SINGLE: usize = 600_000;

/// Presets of the team that hosts the page; none.
const SITE: (&str, &str) = ("site.json", "{}\n");

/// The worker, written before and after which files it knows.
const WORKER: &str = "sw.js";

/// Files of `static/` that the site holds as they are, under names that do not change.
const ASIDE: [&str; 6] = [
    "manifest.webmanifest",
    "icon-180.png",
    "icon-192.png",
    "icon-512.png",
    "icon-maskable-512.png",
    OFF,
];

/// The worker's own way out.
const OFF: &str = "sw-off.js";

/// What the worker does not keep: what it asks for anew, and what a reader of the page would pay
/// for without need. The icons are for installing it, and the one file is for those who want it.
fn is_kept(name: &str) -> bool {
    ![SITE.0, OFF, SINGLE, WORKER].contains(&name) && !name.ends_with(".png")
}

/// Finishes the page in a directory.
pub(super) fn finish(directory: &Path, effort: Effort) -> Outcome {
    let index = directory.join("index.html");
    let page =
        fs::read_to_string(&index).map_err(|error| format!("{}: {error}", index.display()))?;
    if directory.join(WORKER).exists() {
        return Err(format!("{} is finished already", directory.display()).into());
    }
    let page = with_icon_inside(directory, &page)?;
    let program = runner_proxy::install::program().ok_or("the library holds no program")?;
    let program = program.as_str().as_bytes();

    let single = single::build(directory, &page, program, effort)?;
    if effort == Effort::Published && single.len() > LARGEST_SINGLE {
        let length = single.len();
        return Err(format!("{SINGLE} has {length} bytes, more than {LARGEST_SINGLE}").into());
    }
    let page = split::serve(directory, &page)?;
    // A module waits for the style and for the first words to be laid out, unless it is told not to.
    let page = replaced_once(&page, WAITING, &WAITING.replacen('>', " async>", 1))?;
    let name = format!("program-{:x}.txt", seahash::hash(program));
    let links = format!(
        "  <link id=\"page-program\" rel=\"alternate\" type=\"text/plain\" href=\"./{name}\" \
         data-integrity=\"{}\" />\n    \
         <link id=\"page-single\" rel=\"alternate\" type=\"text/html\" href=\"./{SINGLE}\" \
         data-bytes=\"{}\" data-sha256=\"{}\" />\n  </head>",
        digest::source(program),
        single.len(),
        digest::hexadecimal(&single),
    );
    fs::write(directory.join(name), program)?;
    fs::write(directory.join(SINGLE), single)?;
    fs::write(directory.join(SITE.0), SITE.1)?;
    for name in ASIDE {
        fs::copy(root().join("static").join(name), directory.join(name))
            .map_err(|error| format!("static/{name}: {error}"))?;
    }
    fs::write(&index, replaced_once(&page, "</head>", &links)?)?;
    check_links(directory)?;
    fs::write(directory.join(WORKER), worker(directory)?)?;
    Ok(())
}

/// The page with its icon in it: a request less for less than half a kilobyte.
fn with_icon_inside(directory: &Path, page: &str) -> Outcome<String> {
    let document = Document::parse(page)?;
    let mut replacements = Vec::new();
    for tag in document.tags() {
        let icon = tag.file().filter(|_| tag.attribute("rel") == Some("icon"));
        replacements.push(match icon {
            Some(name) => {
                let path = directory.join(name);
                let icon = percent_encoded(&fs::read(&path)?);
                fs::remove_file(path)?;
                format!("<link rel=\"icon\" href=\"data:image/svg+xml,{icon}\" />")
            }
            None => tag.text.to_owned(),
        });
    }
    Ok(document.replaced(&replacements))
}

fn percent_encoded(bytes: &[u8]) -> String {
    let mut written = String::new();
    for &byte in bytes {
        match byte.is_ascii_alphanumeric() || DATA.contains(&byte) {
            true => written.push(char::from(byte)),
            false => written += &format!("%{byte:02X}"),
        }
    }
    written
}

/// The text with the only occurrence of something replaced.
pub(super) fn replaced_once(text: &str, from: &str, to: &str) -> Outcome<String> {
    match text.matches(from).count() {
        1 => Ok(text.replacen(from, to, 1)),
        count => Err(format!("index.html holds `{from}` {count} times").into()),
    }
}

/// Every link of the page leads to a file that is there.
fn check_links(directory: &Path) -> Outcome {
    let page = fs::read_to_string(directory.join("index.html"))?;
    for tag in Document::parse(&page)?.tags() {
        let inside = tag.attribute("rel") == Some("icon");
        let file = tag.file().map(|name| directory.join(name));
        if !inside && !file.is_some_and(|file| file.is_file()) {
            return Err(format!("index.html: {} leads nowhere", tag.text).into());
        }
    }
    Ok(())
}

/// The worker's text: what it has to keep, then what it does.
fn worker(directory: &Path) -> Outcome<String> {
    let source = fs::read_to_string(root().join("static").join(WORKER))?;
    let mut files = String::new();
    for (name, path) in files_below(directory)? {
        if is_kept(&name) {
            let digest = digest::source(&fs::read(path)?);
            files += &format!("  {}: \"{digest}\",\n", serde_json::to_string(&name)?);
        }
    }
    // The digests stand for the content, so a revision is never another one's twin.
    let revision = digest::hexadecimal(format!("{files}{source}").as_bytes());
    let revision = &revision[..16];
    Ok(format!(
        "const REVISION = \"{revision}\";\nconst FILES = {{\n{files}}};\n\n{source}"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::env;

    /// A page as both builders leave it.
    fn built(name: &str) -> std::path::PathBuf {
        let directory = env::temp_dir().join(format!("xtask-finish-{name}-{}", std::process::id()));
        fs::create_dir_all(&directory).expect("a folder");
        let page = "<head><meta charset=\"utf-8\" />\n<meta content=\"default-src 'none'\"/>\
            <link rel=\"stylesheet\" href=\"./a.css\"/><link rel=\"icon\" href=\"./a.svg\"/>\
            <link id=\"page-js\" href=\"./a.js\"/><link id=\"page-wasm\" href=\"./a.wasm\"/>\
            <link rel=\"manifest\" href=\"./manifest.webmanifest\"/>\
            <script src=\"./l.js\" type=\"module\"></script></head><body></body>";
        let files = [
            ("index.html", page),
            ("a.css", "p {}"),
            ("a.svg", "<svg/>"),
            (
                "a.js",
                "\"./page_bg.js\": import0, wasm.__wbindgen_start(); export { __wbg_init as default };",
            ),
            ("l.js", "start()"),
        ];
        for (name, text) in files {
            fs::write(directory.join(name), text).expect("a file");
        }
        let mut module = walrus::Module::default();
        let table = walrus::RefType::FUNCREF;
        module.tables.add_local(false, 0, None, table);
        fs::write(directory.join("a.wasm"), module.emit_wasm()).expect("a file");
        directory
    }

    fn revision(directory: &Path) -> String {
        let worker = fs::read_to_string(directory.join(WORKER)).expect("the worker");
        worker.lines().next().expect("a line").to_owned()
    }

    #[test]
    fn the_worker_knows_every_file_by_its_content() {
        let (one, same, other) = (built("one"), built("same"), built("other"));
        fs::write(other.join("a.css"), "p { }").expect("a file");
        for directory in [&one, &same, &other] {
            finish(directory, Effort::Tried).expect("it can be finished");
        }
        assert_eq!(revision(&one), revision(&same));
        assert_ne!(revision(&one), revision(&other));
        let worker = fs::read_to_string(one.join(WORKER)).expect("the worker");
        for (name, path) in files_below(&one).expect("a folder") {
            let digest = digest::source(&fs::read(path).expect("a file"));
            let known = worker.contains(&format!("  \"{name}\": \"{digest}\",\n"));
            let aside = ["site.json", "sw.js", "sw-off.js", "runner-proxy.html"];
            let wanted = !aside.contains(&name.as_str()) && !name.ends_with(".png");
            assert_eq!(known, wanted, "{name}");
        }
        assert!(finish(&one, Effort::Tried).is_err(), "it is finished");
        for directory in [one, same, other] {
            fs::remove_dir_all(directory).expect("removed");
        }
    }

    /// The worker and its way out must mean the same caches.
    #[test]
    fn both_workers_know_their_caches_by_one_name() {
        let ours = "const OURS = `runner-proxy ${registration.scope} `;";
        assert!(include_str!("../../../static/sw.js").contains(ours));
        assert!(include_str!("../../../static/sw-off.js").contains(ours));
    }
}
