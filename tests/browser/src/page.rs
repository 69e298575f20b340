//! The page as a person sees it: questions to answer, papers to read, buttons to press.

use crate::browser::Browser;
use crate::command::{self, Tree};
use crate::folder::Folder;
use crate::forms::Form;
use crate::machine::Machine;
use crate::server::{Server, Site};
use crate::wait;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::Duration;
use thirtyfour::Key;

/// A loaded page with everything around it.
pub struct Page {
    /// Where things are.
    pub machine: Machine,
    /// What serves it.
    pub server: Server,
    /// What shows it.
    pub browser: Browser,
}

/// Runs a test on the page, served at `/`, once it is ready; or says that it cannot.
pub fn with_page(test: impl FnOnce(&Page)) {
    if let Some(page) = Page::at("/", None) {
        page.wait_until_ready();
        test(&page);
    }
}

/// Runs functions that take a `&Page`, all in one browser, which takes longer to start than many a
/// test; the page is loaded anew for each. A failure shows the name of the last one.
#[macro_export]
macro_rules! for_each_page {
    ($($test:ident),+ $(,)?) => {
        $crate::with_page(|page| {
            $(
                println!(stringify!($test));
                page.browser.show($crate::DESK, "light");
                page.reload();
                $test(page);
            )+
        })
    };
}

impl Page {
    /// Serves and loads the page below a path; `lacking` is a kind of file that is not there.
    pub fn at(base: &str, lacking: Option<&'static str>) -> Option<Self> {
        let page = Self::unloaded(base, lacking)?;
        page.browser.go(&page.server.url());
        Some(page)
    }

    /// Serves the page and starts a browser that shows nothing yet.
    pub fn unloaded(base: &str, lacking: Option<&'static str>) -> Option<Self> {
        Self::flagged(base, lacking, &[])
    }

    /// The same in a browser that was started with these flags.
    pub fn flagged(base: &str, lacking: Option<&'static str>, flags: &[&str]) -> Option<Self> {
        let machine = Machine::find()?;
        let server = Server::start(Site {
            directory: Some(machine.site.clone()),
            base: base.into(),
            lacking,
            off: false,
        });
        let browser = Browser::start(&machine, flags);
        Some(Self {
            machine,
            server,
            browser,
        })
    }

    /// Loads it anew as on a first visit: an empty form, and nothing remembered.
    pub fn reload(&self) {
        self.browser.eval("localStorage.clear()");
        self.come_back();
    }

    /// Loads it anew as on a later visit.
    pub fn come_back(&self) {
        self.come_back_by("");
    }

    /// Loads it by a link with this part after `#`.
    pub fn come_back_by(&self, fragment: &str) {
        let hash = if fragment.is_empty() { "" } else { "#" };
        // From elsewhere, because a mere change of that part loads nothing.
        self.browser.go("about:blank");
        self.browser
            .go(&format!("{}{hash}{fragment}", self.server.url()));
        self.wait_until_ready();
    }

    /// A copy of the site. Compressed files are not in it: they would hide what a test changes.
    pub fn copy(&self) -> Folder {
        let folder = Folder::new();
        let files = fs::read_dir(&self.machine.site).expect("the site");
        for entry in files.flatten() {
            let name = entry.file_name();
            let ending = Path::new(&name).extension().unwrap_or_default();
            if ending != "br" && ending != "gz" {
                fs::copy(entry.path(), folder.path().join(name)).expect("a copy");
            }
        }
        folder
    }

    /// Serves another copy from now on.
    pub fn serve(&self, folder: &Folder) {
        let directory = folder.path().to_owned();
        self.server.change(|site| site.directory = Some(directory));
    }

    /// Waits until it says that it is mounted, is drawn to its last part, and has all of every file.
    #[track_caller]
    pub fn wait_until_ready(&self) {
        self.wait_for(
            "html[data-ready=true][data-program=here] :has(> dialog#help) #papers:not([aria-busy])",
        );
    }

    /// Waits until the worker has taken everything, so that nothing more is fetched.
    #[track_caller]
    pub fn wait_until_kept(&self) {
        self.wait_for("html[data-offline=ready]");
    }

    /// Waits for an element.
    #[track_caller]
    pub fn wait_for(&self, css: &str) {
        wait::until(css, || (self.count(css) > 0).then_some(()));
    }

    /// How many elements there are.
    #[track_caller]
    pub fn count(&self, css: &str) -> u64 {
        let body = "return document.querySelectorAll(arguments[0]).length;";
        let count = self.browser.run(body, &[json!(css)]);
        count.as_u64().unwrap_or_default()
    }

    /// Whether a person can see the first such element, be it after scrolling.
    #[track_caller]
    pub fn shows(&self, css: &str) -> bool {
        let body = "return document.querySelector(arguments[0])?.checkVisibility() ?? false;";
        self.browser.run(body, &[json!(css)]) == true
    }

    /// The text of the first such element, as it is in the document.
    #[track_caller]
    pub fn text(&self, css: &str) -> String {
        let body = "return document.querySelector(arguments[0])?.textContent ?? '(nothing)';";
        string(&self.browser.run(body, &[json!(css)]))
    }

    /// An attribute of the first such element.
    #[track_caller]
    pub fn attribute(&self, css: &str, attribute: &str) -> String {
        let body = "return document.querySelector(arguments[0])?.getAttribute(arguments[1]) ?? '(nothing)';";
        string(&self.browser.run(body, &[json!(css), json!(attribute)]))
    }

    /// The texts of all such elements.
    #[track_caller]
    pub fn texts(&self, css: &str) -> Vec<String> {
        let body = "return [...document.querySelectorAll(arguments[0])].map((e) => e.textContent);";
        let texts = self.browser.run(body, &[json!(css)]);
        texts
            .as_array()
            .map_or_else(Vec::new, |texts| texts.iter().map(string).collect())
    }

    /// Chooses a language.
    #[track_caller]
    pub fn speak(&self, lang: &str) {
        self.browser.click(&format!("#lang-{lang}"));
        let html = "document.documentElement.lang";
        wait::until_equal("html lang", &json!(lang), || self.browser.eval(html));
    }

    /// Answers questions in this order, with the keyboard where there is text.
    #[track_caller]
    pub fn fill(&self, form: Form) {
        for (name, answer) in form {
            let choices = format!("input[type=radio][name='{name}']");
            let kinds = format!(
                "[document.getElementById('field-{name}'),
                  document.querySelector(\"{choices}\")].map(Boolean)"
            );
            let is_text = wait::until(&format!("the question {name}"), || {
                let kinds = self.browser.eval(&kinds);
                (kinds != json!([false, false])).then_some(kinds[0] == true)
            });
            if is_text {
                self.retype(&format!("#field-{name}"), answer);
            } else {
                let label = format!("label[for='field-{name}-{answer}']");
                self.browser.click(&label);
                let chosen = format!("{choices}[value='{answer}']:checked");
                wait::until(&chosen, || (self.count(&chosen) == 1).then_some(()));
            }
        }
    }

    /// Replaces what stands in a control of text.
    #[track_caller]
    pub fn retype(&self, css: &str, text: &str) {
        let all = Key::Control + "a" + Key::Null;
        let keys = if text.is_empty() {
            all + Key::Delete
        } else {
            all + text
        };
        self.browser.type_into(css, keys);
        wait::until_equal(css, &text.to_owned(), || self.value(css));
    }

    /// What stands in a control.
    #[track_caller]
    pub fn value(&self, css: &str) -> String {
        let body = "return document.querySelector(arguments[0])?.value ?? '(nothing)';";
        string(&self.browser.run(body, &[json!(css)]))
    }

    /// Chooses a paper in the tree of files.
    #[track_caller]
    pub fn choose(&self, path: &str) {
        self.browser
            .click(&format!("nav.contents button.file[data-path='{path}']"));
        self.wait_for(&format!("{}:not([hidden])", paper(path)));
    }

    /// The path of the paper that a person sees; all of them, if it is not one.
    #[track_caller]
    pub fn on_show(&self) -> String {
        let shown = "[...document.querySelectorAll('article.paper')]
            .filter((paper) => paper.checkVisibility()).map((paper) => paper.dataset.path).join()";
        string(&self.browser.eval(shown))
    }

    /// The texts of all papers by their paths, also of those that are not on show. A script has none
    /// until somebody opens it, which this does.
    #[track_caller]
    pub fn papers(&self) -> BTreeMap<String, String> {
        let papers = wait::until("the script is drawn", || {
            let papers = self.browser.run(
                "const closed = 'article.paper details:not(:has(pre.text))';
                 const scripts = [...document.querySelectorAll(closed)];
                 for (const script of scripts) script.open = true;
                 const papers = [...document.querySelectorAll('article.paper')];
                 return scripts.length ? null : Object.fromEntries(papers.map((paper) =>
                     [paper.dataset.path, paper.querySelector('pre.text code').textContent]));",
                &[],
            );
            (!papers.is_null()).then_some(papers)
        });
        let papers = papers.as_object().cloned().unwrap_or_default();
        papers
            .into_iter()
            .map(|(path, text)| (path, string(&text)))
            .collect()
    }

    /// What the command makes of the same form.
    #[track_caller]
    pub fn render(&self, form: Form, lang: &str) -> Tree {
        command::render(&self.machine, form, lang)
    }

    /// Waits until the papers are exactly the command's files, and gives those.
    #[track_caller]
    pub fn expect_files(&self, what: &str, form: Form, lang: &str) -> Tree {
        let tree = self.render(form, lang);
        let expected = command::texts(&tree);
        wait::until_equal(what, &Vec::new(), || {
            command::differences(&expected, &self.papers())
        });
        tree
    }

    /// Presses a button and gives the file that arrives: its name and its bytes.
    ///
    /// # Panics
    /// When none or something else arrives.
    #[track_caller]
    pub fn download(&self, button: &str) -> (String, Vec<u8>) {
        // Chromium silently drops what a page downloads after ten within a second, which no hand
        // can press.
        std::thread::sleep(Duration::from_millis(150));
        self.browser.click(button);
        self.downloaded(button)
    }

    /// The file that arrives after something was done for it.
    ///
    /// # Panics
    /// When none arrives.
    #[track_caller]
    pub fn downloaded(&self, what: &str) -> (String, Vec<u8>) {
        let path = wait::until(&format!("the download of {what}"), || {
            let mut found = self.arrived();
            // Until it is whole it has another name, sometimes beside an empty one with its own.
            let whole = found.len() == 1
                && found.iter().all(|path| {
                    let end = path.extension().unwrap_or_default();
                    end != "crdownload" && end != "tmp" && !hidden(path)
                });
            whole.then(|| found.remove(0))
        });
        let bytes = fs::read(&path).expect("the download is readable");
        fs::remove_file(&path).expect("the download is ours");
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        (name.into_owned(), bytes)
    }

    /// What lies where downloads arrive.
    pub fn arrived(&self) -> Vec<std::path::PathBuf> {
        let found = fs::read_dir(self.browser.downloads());
        let found = found.expect("the folder of downloads is ours");
        found.flatten().map(|entry| entry.path()).collect()
    }

    /// Lets this page read the clipboard, which no page may unasked, and write without a click.
    pub fn allow_reading_the_clipboard(&self) {
        let permissions = ["clipboardReadWrite", "clipboardSanitizedWrite"];
        let grant = json!({ "origin": self.server.origin(), "permissions": permissions });
        self.browser.cdp("Browser.grantPermissions", grant);
    }

    /// What is on the clipboard.
    #[track_caller]
    pub fn clipboard(&self) -> String {
        string(&self.browser.settle("navigator.clipboard.readText()"))
    }

    /// Puts something onto the clipboard that no button puts there.
    #[track_caller]
    pub fn mark_clipboard(&self) {
        self.browser
            .settle("navigator.clipboard.writeText('nothing copied')");
    }

    /// What the page's policy refused so far.
    #[track_caller]
    pub fn violations(&self) -> Value {
        self.browser.eval("window.violations")
    }
}

/// A selector for a paper.
pub fn paper(path: &str) -> String {
    format!("article.paper[data-path='{path}']")
}

fn hidden(path: &std::path::Path) -> bool {
    let name = path.file_name().unwrap_or_default();
    name.to_string_lossy().starts_with('.')
}

/// The text of a JSON string, or else the JSON itself, so that a failure shows what there was.
pub fn string(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}
