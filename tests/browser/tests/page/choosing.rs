//! The first look, the tree of files, and what the last edit changed.

use browser_tests::command::texts;
use browser_tests::forms::GUIDE;
use browser_tests::hand::tab_to;
use browser_tests::page::paper;
use browser_tests::{Page, for_each_page, wait};
use serde_json::json;
use std::collections::BTreeMap;
use thirtyfour::Key;

#[test]
fn files() {
    for_each_page!(
        both_sides_are_in_sight_at_once,
        the_tree_chooses_one_file,
        keys_leaf_through_the_files,
        a_chosen_file_that_goes_away_gives_way_to_the_first,
        what_the_last_edit_changed_is_marked,
    );
}

/// On a desk nobody scrolls to see the first question and the first file with what to do with it.
fn both_sides_are_in_sight_at_once(page: &Page) {
    assert_eq!(page.on_show(), "install.sh");
    let hidden = page.browser.eval(
        "['#field-route-cntlm', '#field-route-direct', 'nav.contents', '#download-all', 'h1',
          'article.paper:not([hidden]) h3', 'article.paper:not([hidden]) .actions',
          'article.paper:not([hidden]) .command pre'].filter((css) => {
             const { left, top, right, bottom } = document.querySelector(css).getBoundingClientRect();
             const at = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
             return top < 0 || left < 0 || bottom > innerHeight || right > innerWidth
                 || !at?.closest(css) && !at?.querySelector(css);
         })",
    );
    assert_eq!(hidden, json!([]));
    // Nor does the document itself scroll: each side scrolls for itself.
    let height = "document.documentElement.scrollHeight - innerHeight";
    assert_eq!(page.browser.eval(height), 0);
}

fn the_tree_chooses_one_file(page: &Page) {
    page.fill(GUIDE);
    page.fill(&[("dind", "tls")]);
    let paths: Vec<String> = page.papers().into_keys().collect();
    assert_eq!(page.count("nav.contents button.file"), paths.len() as u64);
    for path in &paths {
        page.choose(path);
        assert_eq!(page.on_show(), *path);
        let current = page.attribute("nav.contents [aria-current=true]", "data-path");
        assert_eq!(current, *path);
        // Whoever hears the page hears the name of the file next.
        let focus = "document.activeElement.dataset.path";
        wait::until_equal("the focus", &json!(path), || page.browser.eval(focus));
    }
}

fn keys_leaf_through_the_files(page: &Page) {
    let order = page
        .browser
        .eval("[...document.querySelectorAll('article.paper')].map((paper) => paper.dataset.path)");
    let order: Vec<&str> = order
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|one| one.as_str())
        .collect();
    assert!(order.len() > 5, "{order:?}");
    for path in order.iter().skip(1).chain(&order[..1]) {
        page.browser.press("n");
        wait::until_equal("n", &(*path).to_owned(), || page.on_show());
        let focus = "document.activeElement.dataset.path";
        wait::until_equal("the focus", &json!(path), || page.browser.eval(focus));
    }
    page.browser.press("p");
    let last = order.last().copied().unwrap_or_default();
    wait::until_equal("p", &last.to_owned(), || page.on_show());
    // The same with Tab and Enter.
    tab_to(page, "nav.contents [data-path='host/etc/cntlm.conf']");
    page.browser.press(Key::Enter);
    wait::until_equal("Enter", &"host/etc/cntlm.conf".to_owned(), || {
        page.on_show()
    });
}

fn a_chosen_file_that_goes_away_gives_way_to_the_first(page: &Page) {
    page.choose("host/etc/cntlm.conf");
    page.fill(&[("route", "direct")]);
    assert_eq!(page.on_show(), "install.sh");
    page.fill(&[("route", "cntlm")]);
    assert_eq!(
        page.on_show(),
        "host/etc/cntlm.conf",
        "it comes back as it was left"
    );
}

/// Marks in the tree and in the text are told by the command's files alone.
fn what_the_last_edit_changed_is_marked(page: &Page) {
    page.fill(GUIDE);
    let edits: [(&str, &str); 3] = [
        ("port", "8899"),
        ("no-proxy", ".corp.example\nregistry.corp.example"),
        ("daemon", "daemon-json"),
    ];
    let mut form = GUIDE.to_vec();
    for (name, answer) in edits {
        let before = page.render(&form, "en");
        page.fill(&[(name, answer)]);
        form.push((name, answer));
        let after = page.expect_files(name, &form, "en");
        expect_marks(page, name, &texts(&before), &texts(&after));
    }
    // Another language is no edit.
    page.speak("ja");
    page.speak("en");
    let changed = "nav.contents button:has(.changed)";
    assert!(
        (1..9).contains(&page.count(changed)),
        "{:?}",
        page.texts(changed)
    );
}

/// After an edit of several keys: all since the question was entered is one edit.
fn expect_marks(
    page: &Page,
    what: &str,
    before: &BTreeMap<String, String>,
    after: &BTreeMap<String, String>,
) {
    for (path, text) in after {
        let old = before.get(path);
        let mark = format!("nav.contents [data-path='{path}'] .changed");
        assert_eq!(page.count(&mark) == 1, old != Some(text), "{what}: {path}");
        // A program is too long to be marked line by line, and a new file is new as a whole.
        let Some(old) = old.filter(|_| path != "install.sh") else {
            continue;
        };
        let known: Vec<&str> = old.lines().collect();
        let expected: Vec<String> = text
            .lines()
            .filter(|line| !known.contains(line))
            .map(str::to_owned)
            .collect();
        page.choose(path);
        let fresh = page.texts(&format!("{} pre.text .line.fresh", paper(path)));
        let fresh: Vec<_> = fresh
            .iter()
            .map(|line| line.trim_end_matches('\n').to_owned())
            .collect();
        assert_eq!(fresh, expected, "{what}: {path}");
    }
}
