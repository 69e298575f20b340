//! A form with an error gives nothing away, and says where the error is.

use browser_tests::forms::GUIDE;
use browser_tests::{Page, for_each_page, wait};

#[test]
fn errors() {
    for_each_page!(
        an_empty_form_asks_for_what_it_needs,
        an_error_blocks_every_output,
        a_warning_blocks_nothing,
        problems_and_help_belong_to_their_controls
    );
}

const BUTTONS: &str = "button:is(.copy, .download, .copy-command, #download-all)";

fn expect_at(page: &Page, name: &str, kind: &str, text: &str) {
    let items = format!("#problems-{name} > li.{kind}");
    wait::until(&items, || (page.count(&items) > 0).then_some(()));
    let said = page.texts(&items).join("\n");
    assert!(said.contains(text), "{said}");
}

/// Buttons that would give something.
fn live(page: &Page) -> u64 {
    page.count(&format!("{BUTTONS}:not(:disabled, [aria-disabled=true])"))
}

fn an_error_blocks_every_output(page: &Page) {
    page.fill(GUIDE);
    page.expect_files("without an error", GUIDE, "en");
    let buttons = page.count(BUTTONS);
    assert!(buttons > 10, "{buttons}");
    assert_eq!(live(page), buttons, "without an error every button works");

    page.retype("#field-username", "CORP\\alice");
    expect_at(page, "username", "error", "backslash");
    assert_eq!(page.count("#field-username[aria-invalid=true]"), 1);
    wait::until_equal("every button is off", &0, || live(page));
    let unexplained = page.browser.eval(
        "[...document.querySelectorAll('.copy, .download, #download-all')].filter((button) => {
             const reason = document.getElementById(button.getAttribute('aria-describedby'));
             // The reason of a paper is as visible as the paper.
             return !reason?.textContent.trim() || reason.checkVisibility() !== button.checkVisibility();
         }).length",
    );
    assert_eq!(unexplained, 0, "every button says why");
    assert!(
        page.count("article.paper") > 0,
        "the papers can still be seen"
    );

    // Nor does a button give anything whose attribute somebody takes away.
    page.allow_reading_the_clipboard();
    page.mark_clipboard();
    page.browser.run(
        "for (const button of document.querySelectorAll(arguments[0])) {
             button.click();
             button.disabled = false;
             button.removeAttribute('aria-disabled');
             button.click();
         }",
        &[BUTTONS.into()],
    );
    // What a click starts has ended after a turn of the event loop and a read of the clipboard.
    page.browser
        .settle("new Promise((done) => setTimeout(done, 300))");
    assert_eq!(page.clipboard(), "nothing copied");
    assert!(page.arrived().is_empty(), "{:?}", page.arrived());

    page.retype("#field-username", "testuser");
    wait::until_equal("no error", &0, || page.count("li.error"));
    wait::until_equal("every button works again", &buttons, || live(page));
    page.expect_files("mended", GUIDE, "en");
    page.download("#download-all");
}

/// What is merely not answered yet is no accusation: it is asked for, and nothing leaves.
fn an_empty_form_asks_for_what_it_needs(page: &Page) {
    assert_eq!(page.count("li.error"), 0);
    for name in ["proxies", "username", "password"] {
        assert!(
            page.count(&format!("#problems-{name} > li.needed")) > 0,
            "{name}"
        );
    }
    assert!(page.count("article.paper") > 0, "papers with stand-ins");
    assert_eq!(live(page), 0);
}

/// A warning says something and blocks nothing.
fn a_warning_blocks_nothing(page: &Page) {
    let cidr = [("no-proxy", "10.0.0.0/8")];
    let form = [GUIDE, &cidr].concat();
    page.fill(&form);
    expect_at(page, "no-proxy", "warning", "10.0.0.0/8");
    page.expect_files("with a warning", &form, "en");
    assert_eq!(live(page), page.count(BUTTONS));
}

/// Whoever hears the page hears which words belong to which control.
fn problems_and_help_belong_to_their_controls(page: &Page) {
    let wrong = page.browser.eval(
        "[...document.querySelectorAll('.question[data-field]')].flatMap((question) => {
             const name = question.dataset.field;
             const wanted = [`help-${name}`, `problems-${name}`];
             // A group of radio buttons is its own control.
             const owner = document.getElementById(`field-${name}`) ?? question;
             const ids = (owner?.getAttribute('aria-describedby') ?? '').split(/\\s+/);
             return wanted.filter((id) => !ids.includes(id) || !document.getElementById(id))
                 .map((id) => `${name} lacks ${id}`);
         })",
    );
    assert_eq!(wrong, serde_json::json!([]));
    assert_eq!(
        page.count("#status[aria-live], #status[role=status], output#status"),
        1
    );
}
