//! The whole page without a mouse.

use browser_tests::forms::{GUIDE, PASSWORD};
use browser_tests::hand::{STOPS, tab_to};
use browser_tests::page::{paper, string};
use browser_tests::{Page, TELEPHONE, wait, with_page};
use thirtyfour::Key;

/// From an empty form to a file on the disk: the job itself, with keys alone.
#[test]
fn a_file_with_keys_alone() {
    with_page(|page| {
        tab_to(page, "#field-route-cntlm");
        page.browser.press(Key::Down);
        wait::until_equal("the arrow chooses", &1, || {
            page.count("#field-route-direct:checked")
        });
        wait::until_equal("fewer questions", &0, || page.count("[name=cntlm]"));
        let focused = page.browser.eval("document.activeElement.id");
        assert_eq!(focused, "field-route-direct");
        page.browser.press(Key::Up);
        wait::until_equal("and back", &1, || page.count("#field-route-cntlm:checked"));

        for (name, answer) in GUIDE {
            tab_to(page, &format!("#field-{name}"));
            page.browser.press(*answer);
        }
        tab_to(page, "#show-password");
        page.browser.press(" ");
        wait::until_equal("it shows", &1, || page.count("#field-password[type=text]"));
        assert_eq!(page.value("#field-password"), PASSWORD);
        let tree = page.expect_files("typed with keys alone", GUIDE, "en");

        let path = "host/etc/cntlm.conf";
        tab_to(page, &format!("nav.contents [data-path='{path}']"));
        page.browser.press(Key::Enter);
        wait::until_equal("the paper", &path.to_owned(), || page.on_show());
        tab_to(page, &format!("{} button.download", paper(path)));
        page.browser.press(Key::Enter);
        let (name, bytes) = page.downloaded("Enter");
        assert_eq!(name, "cntlm.conf");
        let expected = tree.get(path).and_then(|entry| entry.bytes.as_ref());
        assert!(expected == Some(&bytes), "other bytes");
    });
}

/// Tab visits every control and every button, in the order in which they stand, and whoever
/// watches sees where it is: an outline shows it, and nothing that stays in place covers it.
#[test]
fn tab_visits_everything_in_order_and_visibly() {
    with_page(|page| {
        page.fill(&[GUIDE, &[("dind", "tls"), ("no-proxy", "10.0.0.0/8")]].concat());
        page.choose("host/etc/cntlm.conf");
        expect_tour(page, &["tools", "question", "bar", "warnings", "paper"]);
        page.browser.show(TELEPHONE, "light");
        expect_tour(page, &["bar", "warnings", "contents", "paper"]);
        page.browser.click("#turn");
        expect_tour(page, &["tools", "question", "turn", "bar"]);
    });
}

/// Tab visits everything in sight, and these parts of the page are.
fn expect_tour(page: &Page, parts: &[&str]) {
    let positive = page.count("[tabindex]:not([tabindex='0'], [tabindex='-1'])");
    assert_eq!(positive, 0, "the order is the document's");
    let stops = page.browser.run(
        "const all = 'a[href], button, input, textarea, select, summary, [role=button]';
         // Of a group of radio buttons only the chosen one is a stop.
         window.stops = [...document.querySelectorAll(all)].filter((element) =>
             !element.disabled && element.tabIndex >= 0 && element.checkVisibility()
                 && (element.type !== 'radio' || element.checked));
         window.stops[0].focus();
         return window.stops.map((element) =>
             element.id || element.className || element.textContent);",
        &[],
    );
    let stops: Vec<String> = stops.as_array().into_iter().flatten().map(string).collect();
    for part in parts {
        let inside = "return stops.some((stop) => stop.closest(arguments[0]));";
        let inside = page
            .browser
            .run(inside, &[format!(":is(.{part}, #{part})").into()]);
        assert_eq!(inside, true, "{part} is not in sight: {stops:?}");
    }
    // The browser shows a focus that keys have moved.
    page.browser.press(Key::Tab);
    page.browser.press_holding(Key::Shift, Key::Tab);
    let (mut next, mut faults) = (0, Vec::new());
    for _ in 0..STOPS {
        let (at, fault) = focus(page);
        faults.extend(fault);
        // Besides these, it stops at what can be scrolled.
        if let Some(at) = at {
            assert_eq!(stops[at], stops[next], "stop {next} of {stops:?}");
            next += 1;
        }
        if next == stops.len() {
            break;
        }
        page.browser.press(Key::Tab);
    }
    assert_eq!(next, stops.len(), "Tab never reaches the rest of {stops:?}");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Which stop has the focus, and why a person would not see it.
fn focus(page: &Page) -> (Option<usize>, Option<String>) {
    let focus = page.browser.eval(
        "(() => {
             const element = document.activeElement;
             // A radio button may be drawn by its label.
             const shown = [element, ...(element.labels ?? [])];
             const outlined = (one) => {
                 const style = getComputedStyle(one);
                 return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1;
             };
             const uncovered = (one) => {
                 const { left, top, width, height } = one.getBoundingClientRect();
                 const parts = [0.1, 0.5, 0.9];
                 return parts.some((x) => parts.some((y) => one.contains(
                     document.elementFromPoint(left + x * width, top + y * height))));
             };
             const fault = !shown.some(outlined) ? 'no outline: '
                 : !shown.some(uncovered) ? `covered at ${innerWidth}: ` : null;
             return [window.stops.indexOf(element), fault && fault + element.outerHTML.slice(0, 150)];
         })()",
    );
    let at = focus[0].as_u64().and_then(|at| usize::try_from(at).ok());
    (at, focus[1].as_str().map(str::to_owned))
}
