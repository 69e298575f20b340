//! The two ways to use the page: with a mouse, and with keys alone.

use crate::forms::Form;
use crate::page::Page;
use crate::wait;
use serde_json::json;
use thirtyfour::Key;

/// More stops than any page of ours has.
pub const STOPS: usize = 300;

/// What a person uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hand {
    /// A mouse, and the keyboard to type text.
    Mouse,
    /// Nothing but the keyboard.
    Keys,
}

impl Hand {
    /// Presses a button.
    #[track_caller]
    pub fn press(self, page: &Page, css: &str) {
        match self {
            Hand::Mouse => page.browser.click(css),
            Hand::Keys => {
                tab_to(page, css);
                page.browser.press(Key::Enter);
            }
        }
    }

    /// Chooses one of several radio buttons.
    #[track_caller]
    pub fn pick(self, page: &Page, name: &str, value: &str) {
        let group = format!("input[type=radio][name='{name}']");
        let chosen = format!("{group}[value='{value}']:checked");
        match self {
            Hand::Mouse => page.browser.click(&format!("{group}[value='{value}']")),
            Hand::Keys => {
                tab_to(page, &format!("{group}:checked"));
                for _ in 0..page.count(&group) {
                    if page.count(&chosen) == 1 {
                        break;
                    }
                    page.browser.press(Key::Down);
                }
            }
        }
        wait::until(&chosen, || (page.count(&chosen) == 1).then_some(()));
    }

    /// Replaces the answer to a question of text.
    #[track_caller]
    pub fn write(self, page: &Page, name: &str, text: &str) {
        let css = format!("#field-{name}");
        match self {
            Hand::Mouse => page.browser.click(&css),
            Hand::Keys => tab_to(page, &css),
        }
        page.browser.press_holding(Key::Control, 'a');
        match text {
            "" => page.browser.press(Key::Delete),
            _ => page.browser.press(text),
        }
        wait::until_equal(&css, &text.to_owned(), || page.value(&css));
    }

    /// Replaces a text at once, as a paste does; letter by letter a log would take minutes.
    #[track_caller]
    pub fn paste(self, page: &Page, css: &str, text: &str) {
        match self {
            Hand::Mouse => page.browser.click(css),
            Hand::Keys => tab_to(page, css),
        }
        let body = "document.activeElement.select();
                    document.execCommand('insertText', false, arguments[0]);";
        page.browser.run(body, &[json!(text)]);
        wait::until_equal(css, &text.to_owned(), || page.value(css));
    }

    /// Answers questions in this order; on a narrow screen it leafs to where they stand.
    #[track_caller]
    pub fn answer(self, page: &Page, form: Form) {
        for (name, answer) in form {
            self.leaf_to(page, &format!(".question[data-field='{name}']"));
            match page.count(&format!("#field-{name}")) {
                1 => self.write(page, name, answer),
                _ => self.pick(page, name, answer),
            }
        }
    }

    /// Turns to the questions and leafs on until an element can be seen; it may be there already.
    #[track_caller]
    pub fn leaf_to(self, page: &Page, css: &str) {
        let seen = || page.shows(css);
        if !seen() && page.shows("#papers") {
            self.press(page, "#turn");
        }
        for _ in 0..page.count(".group") {
            if seen() {
                break;
            }
            self.press(page, ".group.current .next");
        }
        assert!(seen(), "leafing never comes to {css}");
    }

    /// Turns to the papers, where they are not in sight anyway.
    #[track_caller]
    pub fn turn_to_papers(self, page: &Page) {
        if !page.shows("#papers") {
            self.press(page, "#turn");
        }
    }
}

/// Tabs to an element, forwards or backwards.
#[track_caller]
pub fn tab_to(page: &Page, css: &str) {
    let reached = (0..STOPS).any(|_| {
        // 4: the target comes after what has the focus.
        let way = page.browser.run(
            "const [now, target] = [document.activeElement, document.querySelector(arguments[0])];
             return now.matches(arguments[0]) ? 'there'
                 : now.compareDocumentPosition(target) & 4 ? 'after' : 'before';",
            &[json!(css)],
        );
        match way.as_str() {
            Some("there") => return true,
            Some("after") => page.browser.press(Key::Tab),
            _ => page.browser.press_holding(Key::Shift, Key::Tab),
        }
        false
    });
    let focus = "document.activeElement.outerHTML.slice(0, 200)";
    assert!(
        reached,
        "Tab never reaches {css}; it is at {}",
        page.browser.eval(focus)
    );
}
