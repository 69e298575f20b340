//! What the papers show for a typed form is what the command writes for the same form.

use browser_tests::forms::{FORMS, GUIDE};
use browser_tests::{Page, for_each_page, wait, with_page};
use serde_json::json;

#[test]
fn the_guides_form_and_its_changes() {
    for_each_page!(
        the_guides_form,
        every_kind_of_docker_in_docker,
        every_paper_has_its_name_and_place,
        what_stays_is_not_made_anew,
    );
}

fn the_guides_form(page: &Page) {
    page.fill(GUIDE);
    page.expect_files("the guide's form", GUIDE, "en");
}

#[test]
fn every_other_kind_of_form() {
    with_page(|page| {
        for (what, form) in FORMS {
            page.reload();
            page.fill(form);
            page.expect_files(what, form, "en");
        }
    });
}

/// One form goes through every kind of docker-in-docker and back: nothing of an earlier answer
/// stays behind.
fn every_kind_of_docker_in_docker(page: &Page) {
    page.fill(GUIDE);
    for dind in ["tls", "plain", "socket"] {
        for config in ["before-script", "pre-build-script"] {
            change(page, &[("dind", dind), ("client-config", config)]);
        }
    }
    change(page, &[("dind", "none")]);
    change(
        page,
        &[("route", "cntlm"), ("secret", "plain"), ("cntlm", "0.94")],
    );
}

#[track_caller]
fn change(page: &Page, answers: &[(&str, &str)]) {
    page.fill(answers);
    let form = [GUIDE, answers].concat();
    page.expect_files(&format!("the guide's form with {answers:?}"), &form, "en");
}

/// What a paper says about its file besides its text.
fn every_paper_has_its_name_and_place(page: &Page) {
    let dind = [("dind", "tls")];
    page.fill(&[GUIDE, &dind].concat());
    page.expect_files("with dind", &[GUIDE, &dind].concat(), "en");
    for path in page.papers().keys() {
        let paper = format!("article.paper[data-path='{path}']");
        assert_eq!(page.count(&format!("{paper} button.copy")), 1, "{path}");
        assert_eq!(page.count(&format!("{paper} button.download")), 1, "{path}");
        // A file is known by its place on the machine, or by the file it is pasted into.
        let place = path.strip_prefix("host").unwrap_or(path);
        let place = place.strip_prefix("paste/").unwrap_or(place);
        let text = page.text(&paper);
        assert!(text.contains(place), "{path}: {text}");
    }
    assert_eq!(page.count("#download-all"), 1);
}

/// Questions and papers come and go with an answer. The others keep their elements, and with them
/// what the browser keeps there: the focus, a selection, how far something is scrolled.
fn what_stays_is_not_made_anew(page: &Page) {
    const PARTS: &str = "article.paper, .question, .contents, .desks, .group > h3, .next, dialog";
    let marked = || {
        let marked = "[...document.querySelectorAll('*')].filter((one) => one.marked).length";
        page.browser.eval(marked).as_u64().unwrap_or_default()
    };
    page.fill(GUIDE);
    for answer in ["tls", "none", "socket"] {
        let mark = "for (const one of document.querySelectorAll(arguments[0])) one.marked = true;";
        page.browser.run(mark, &[json!(PARTS)]);
        let before = page.count(PARTS);
        assert_eq!(marked(), before);
        page.fill(&[("dind", answer)]);
        wait::until(answer, || (page.count(PARTS) != before).then_some(()));
        let stay = before.min(page.count(PARTS));
        wait::until_equal(&format!("with {answer}"), &stay, marked);
    }
}
