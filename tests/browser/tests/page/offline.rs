//! Without a network, from one version to the next, and as one file: the worker of `static/sw.js`,
//! its way out, site.json, and runner-proxy.html.

use browser_tests::folder::Folder;
use browser_tests::forms::GUIDE;
use browser_tests::page::string;
use browser_tests::{Page, wait};
use serde_json::{Value, json};
use std::fs;
use std::path::Path;
use std::process::Command;

/// A page under a sub-path, with everything kept.
fn kept() -> Option<Page> {
    let page = Page::at("/group/project/", None)?;
    page.wait_until_ready();
    page.wait_until_kept();
    Some(page)
}

/// What a program printed, without the end of its line.
fn output(command: &str, file: &Path) -> String {
    let output = Command::new("sh")
        .args(["-euc", command, "sh"])
        .arg(file)
        .output()
        .expect("a shell");
    assert!(output.status.success(), "{command}");
    String::from_utf8_lossy(&output.stdout)
        .trim_end()
        .to_owned()
}

/// The digest of a file as Subresource Integrity writes it, by coreutils.
fn integrity(file: &Path) -> String {
    let base64 = "sha256sum \"$1\" | cut -c 1-64 | tr a-f A-F | basenc --base16 --decode | base64";
    format!("sha256-{}", output(base64, file))
}

fn rewrite(file: &Path, change: impl FnOnce(String) -> String) {
    let text = fs::read_to_string(file).expect("a text");
    fs::write(file, change(text)).expect("a file of ours");
}

const NEW_TITLE: &str = "runner-proxy, the next version";
const NEW_STYLE: &str = "style-next.css";

/// The site of the next version: another style under another name, and a page that names it.
fn next_version(page: &Page) -> Folder {
    let folder = page.copy();
    let file = |name: &str| folder.path().join(name);
    let names = fs::read_dir(folder.path()).expect("a folder").flatten();
    let mut names = names.map(|entry| entry.file_name().to_string_lossy().into_owned());
    let style = names
        .find(|name| name.starts_with("style-"))
        .expect("a style");
    fs::rename(file(&style), file(NEW_STYLE)).expect("renamed");
    rewrite(&file(NEW_STYLE), |text| text + "\n:root { --next: 1 }\n");
    let (old_style, old_page) = (
        integrity(&page.machine.site.join(&style)),
        integrity(&file("index.html")),
    );
    rewrite(&file("index.html"), |text| {
        let (before, rest) = text.split_once("<title>").expect("a title");
        let (_, after) = rest.split_once("</title>").expect("its end");
        format!("{before}<title>{NEW_TITLE}</title>{after}").replace(&style, NEW_STYLE)
    });
    rewrite(&file("sw.js"), |text| {
        assert!(
            text.contains(&old_style) && text.contains(&old_page),
            "{text}"
        );
        text.replace(&style, NEW_STYLE)
            .replace(&old_style, &integrity(&file(NEW_STYLE)))
            .replace(&old_page, &integrity(&file("index.html")))
            .replacen("const REVISION = \"", "const REVISION = \"next-", 1)
    });
    folder
}

fn title(page: &Page) -> String {
    page.text("head title")
}

fn style(page: &Page) -> String {
    string(&page.browser.eval("document.styleSheets[0].href"))
}

#[test]
fn without_a_network_every_address_of_the_page_works() {
    let Some(page) = kept() else { return };
    // From the first visit on: a tab that is never reloaded has to hear of new versions too.
    let controlled = "navigator.serviceWorker.controller !== null";
    wait::until_equal("the worker answers this tab", &json!(true), || {
        page.browser.eval(controlled)
    });
    page.server.change(|site| site.off = true);
    for address in [
        "",
        "index.html",
        "?from=a-mail#route=direct",
        "an-old-name?x",
    ] {
        page.browser.go("about:blank");
        page.browser.go(&format!("{}{address}", page.server.url()));
        page.wait_until_ready();
        assert_eq!(page.count("#site"), 1, "{address}");
    }
    page.fill(GUIDE);
    page.expect_files("without a network", GUIDE, "en");
    assert_eq!(page.violations(), json!([]));
    // What a reader has to ask for is not fetched for everybody, and the page does not pass for it.
    let refused = page
        .browser
        .settle("fetch('runner-proxy.html')")
        .to_string();
    assert!(refused.contains("Failed to fetch"), "{refused}");
}

#[test]
fn a_new_version_waits_whole_until_somebody_asks() {
    let Some(page) = kept() else { return };
    let (old_title, old_style) = (title(&page), style(&page));
    let next = next_version(&page);
    page.serve(&next);

    // The server is in the middle of an update: all is there but the new index.html.
    let index = next.path().join("index.html");
    let new_index = fs::read(&index).expect("the new page");
    fs::copy(page.machine.site.join("index.html"), &index).expect("the old one");
    page.reload();
    wait::until("the browser takes the new version", || {
        let requests = page.server.requests();
        let mut requests = requests.iter();
        let taken = requests.any(|request| request.path.ends_with(NEW_STYLE));
        taken.then_some(())
    });
    let registration = "navigator.serviceWorker.getRegistration()";
    let idle = format!("{registration}.then((r) => !r.installing && !r.waiting)");
    wait::until_equal("half a version is none", &json!(true), || {
        page.browser.settle(&idle)
    });
    page.reload();
    assert_eq!(
        (title(&page), style(&page)),
        (old_title.clone(), old_style.clone())
    );
    assert_eq!(page.count("html[data-update]"), 0);

    fs::write(&index, new_index).expect("a file of ours");
    page.reload();
    page.wait_for("html[data-update=waiting]");
    assert_eq!(
        (title(&page), style(&page)),
        (old_title.clone(), old_style.clone())
    );

    // Another tab gets the old version too, and is the one that changes.
    page.browser.open_tab();
    page.browser.go(&format!("{}#a=1", page.server.url()));
    page.wait_until_ready();
    page.wait_for("html[data-update=waiting]");
    assert_eq!(title(&page), old_title);
    let mark = "window.mark = true; dispatchEvent(new CustomEvent('runner-proxy:switch'));";
    page.browser.run(mark, &[]);
    wait::until_equal("one reload", &json!(false), || {
        page.browser.eval("'mark' in window")
    });
    page.wait_until_ready();
    assert_eq!(title(&page), NEW_TITLE);
    assert!(style(&page).ends_with(NEW_STYLE), "{}", style(&page));
    assert_eq!(page.browser.eval("location.hash"), "#a=1");
    page.browser.run("window.mark = true;", &[]);

    // The first tab is told, and stays as it is until it is asked.
    page.browser.to_tab(0);
    page.wait_for("html[data-update=elsewhere]");
    assert_eq!((title(&page), style(&page)), (old_title, old_style));
    page.browser.run(mark, &[]);
    wait::until_equal("the first tab", &NEW_TITLE.to_owned(), || title(&page));

    page.browser.to_tab(1);
    assert_eq!(page.browser.eval("window.mark"), true, "reloaded twice");
    let caches = page.browser.settle("caches.keys()");
    assert_eq!(caches.as_array().map(Vec::len), Some(1), "{caches}");
    page.server.change(|site| site.off = true);
    page.reload();
    assert_eq!(title(&page), NEW_TITLE);
    assert_eq!(page.count("html[data-update]"), 0);
}

#[test]
fn the_way_out_leaves_nothing_behind() {
    let Some(page) = kept() else { return };
    let folder = page.copy();
    let file = |name: &str| folder.path().join(name);
    fs::copy(file("sw-off.js"), file("sw.js")).expect("as README.md says");
    page.serve(&folder);
    // Another site of the same origin keeps what is its own.
    page.browser
        .settle("caches.open('runner-proxy http://else.example/ 1')");
    page.reload();
    let left = "Promise.all([caches.keys(), navigator.serviceWorker.getRegistrations()])
                .then(([caches, workers]) => [caches, workers.length])";
    let nothing = json!([["runner-proxy http://else.example/ 1"], 0]);
    wait::until_equal("nothing is left", &nothing, || page.browser.settle(left));

    let before = page.server.requests().len();
    page.reload();
    let requests = page.server.requests();
    let base = "/group/project/";
    let asked = requests[before..]
        .iter()
        .any(|request| request.path == base);
    assert!(asked, "the page comes from the server: {requests:?}");
}

#[test]
fn what_the_team_presets_is_asked_anew_and_kept() {
    let Some(page) = kept() else { return };
    assert_eq!(page.text("#site"), "{}\n");
    let folder = page.copy();
    let presets = folder.path().join("site.json");
    fs::write(&presets, "{\"port\": \"3129\"}").expect("a file of ours");
    page.serve(&folder);
    page.reload();
    assert_eq!(page.text("#site"), "{\"port\": \"3129\"}");

    page.server.change(|site| site.off = true);
    page.reload();
    assert_eq!(page.text("#site"), "{\"port\": \"3129\"}");

    page.server.change(|site| site.off = false);
    fs::write(&presets, "<not JSON>").expect("a file of ours");
    page.reload();
    assert_eq!(page.text("#site"), "<not JSON>");
    fs::remove_file(&presets).expect("it is ours");
    page.reload();
    assert_eq!(page.text("#site"), "");
    let failure = page.attribute("#site", "data-failure");
    assert!(failure.ends_with("site.json: HTTP 404"), "{failure}");
}

#[test]
fn without_its_program_no_script_leaves_the_page() {
    let Some(page) = Page::at("/", Some(".txt")) else {
        return;
    };
    page.wait_for("html[data-ready=true][data-program=missing]");
    page.fill(GUIDE);
    let script = "article.paper[data-path='install.sh']";
    let text = wait::until("the script is open", || {
        page.papers()
            .remove("install.sh")
            .filter(|text| !text.is_empty() && text != "null")
    });
    assert!(text.ends_with("without it this is no script.\n"), "{text}");
    let copy = format!("{script} button.copy:disabled, {script} button.copy[aria-disabled=true]");
    assert_eq!(page.count(&copy), 1);

    // One wrong byte is as bad as none.
    let folder = copy_with_wrong_program(&page);
    page.serve(&folder);
    page.server.change(|site| site.lacking = None);
    let again = "dispatchEvent(new CustomEvent('runner-proxy:fetch-program'));";
    page.browser.run(again, &[]);
    page.wait_for("html[data-program=missing]");
    let asked = |status| {
        let requests = page.server.requests();
        let program = |request: &&browser_tests::server::Request| {
            request.path.ends_with(".txt") && request.status == status
        };
        requests.iter().filter(program).count()
    };
    wait::until("it is asked for", || (asked(200) == 1).then_some(()));
    page.wait_for("html[data-program=missing]");

    let site = page.machine.site.clone();
    page.server.change(|served| served.directory = Some(site));
    page.browser.run(again, &[]);
    page.wait_for("html[data-program=here]");
    page.expect_files("with its program", GUIDE, "en");
}

fn copy_with_wrong_program(page: &Page) -> Folder {
    let folder = page.copy();
    for entry in fs::read_dir(folder.path()).expect("a folder").flatten() {
        if entry.file_name().to_string_lossy().starts_with("program-") {
            rewrite(&entry.path(), |text| text.replacen("set -", "set +", 1));
        }
    }
    folder
}

#[test]
fn one_file_holds_everything() {
    let Some(page) = Page::at("/", None) else {
        return;
    };
    page.wait_until_ready();
    let name = page.attribute("#page-single", "href");
    let file = page.machine.site.join(name.trim_start_matches("./"));
    let digest = output("sha256sum \"$1\" | cut -c 1-64", &file);
    assert_eq!(page.attribute("#page-single", "data-sha256"), digest);
    let length = fs::metadata(&file).expect("the file").len();
    assert!(length <= 600_000, "{length} bytes");

    page.wait_until_kept();
    page.browser.go("about:blank");
    page.browser.traffic();
    let asked = page.server.requests();
    let address = format!("file://{}", file.display());
    page.browser.go(&address);
    page.wait_until_ready();
    page.fill(GUIDE);
    page.expect_files("from a file", GUIDE, "en");
    assert_eq!(
        page.count("#page-single"),
        0,
        "a file cannot hold its own digest"
    );
    assert_eq!(page.text("#site"), "{}");
    let inside = |url: &String| url != &address && !url.starts_with("data:");
    let sent: Vec<_> = page.browser.traffic().into_iter().filter(inside).collect();
    assert!(sent.is_empty(), "{sent:?}");
    assert_eq!(page.server.requests(), asked);
    assert_eq!(page.violations(), json!([]));
    assert_eq!(page.browser.log("browser"), Vec::<String>::new());

    let policy = page.attribute("meta[http-equiv=Content-Security-Policy]", "content");
    for loose in [
        "'self'",
        "'unsafe-inline'",
        "'unsafe-eval'",
        "http",
        "blob:",
    ] {
        assert!(!policy.contains(loose), "{policy}");
    }
    let bite = "const script = document.createElement('script');
                script.textContent = 'window.bitten = 1';
                document.body.append(script);
                return window.bitten ?? null;";
    assert_eq!(page.browser.run(bite, &[]), Value::Null);
}

#[test]
fn a_file_that_was_changed_says_so() {
    let Some(page) = Page::unloaded("/", None) else {
        return;
    };
    let bytes = fs::read(page.machine.site.join("runner-proxy.html")).expect("the file");
    let folder = Folder::new();
    let file = folder.path().join("changed.html");
    // As an editor does that takes it for UTF-8.
    fs::write(&file, String::from_utf8_lossy(&bytes).as_bytes()).expect("a file of ours");
    page.browser.go(&format!("file://{}", file.display()));
    page.wait_for("#app-status[role=alert]");
    let text = page.text("#app-status");
    assert!(text.contains("Download it again"), "{text}");
}

#[test]
fn without_scripts_the_page_says_what_it_is_and_what_to_do() {
    let Some(page) = Page::unloaded("/", None) else {
        return;
    };
    let off = json!({ "value": true });
    page.browser
        .cdp("Emulation.setScriptExecutionDisabled", off);
    page.browser.go(&page.server.url());
    // What a screen reader gets: what is not shown is not in it.
    page.browser.cdp("Accessibility.enable", json!({}));
    let tree = page.browser.cdp("Accessibility.getFullAXTree", json!({}));
    let nodes = tree["nodes"].as_array().cloned().unwrap_or_default();
    let names: Vec<_> = nodes
        .iter()
        .map(|node| string(&node["name"]["value"]))
        .collect();
    let all = names.join("\n");
    for said in [
        "runner-proxy",
        "Nothing typed here leaves the browser.",
        "入力した内容がブラウザーの外へ送られることはありません。",
        "Is my password safe?",
        "何から始めますか",
        "/etc/cntlm.conf",
        "scripts are off here",
        "スクリプトが無効になっています",
    ] {
        assert!(all.contains(said), "{said} is not in: {all}");
    }
    assert!(!all.contains("Loading"), "nothing would end that: {all}");
}
