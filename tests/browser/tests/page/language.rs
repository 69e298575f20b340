//! Two languages: everything that is read changes, nothing that is typed does.

use browser_tests::forms::GUIDE;
use browser_tests::{Page, wait, with_page};
use serde_json::json;
use std::process::Command;

/// Two letters without which there is no Japanese text of ours.
const KANA: [char; 2] = ['の', 'を'];

#[test]
fn switching_changes_words_only() {
    let all = [GUIDE, &[("dind", "tls"), ("no-proxy", "10.0.0.0/8")]].concat();
    with_page(|page| {
        page.fill(&all);
        let (english, japanese) = (questions(page, "en"), questions(page, "ja"));
        expect_language(page, "en", &english);
        page.expect_files("in English", &all, "en");
        let warning = page.texts("li.warning");

        page.speak("ja");
        expect_language(page, "ja", &japanese);
        page.expect_files("in Japanese", &all, "ja");
        assert_ne!(page.texts("li.warning"), warning, "warnings follow");
        let focused = page.browser.eval("document.activeElement.id");
        assert_eq!(focused, "lang-ja", "the focus stays where it was");
        for (name, answer) in &all {
            match page.count(&format!("#field-{name}")) {
                1 => assert_eq!(page.value(&format!("#field-{name}")), *answer),
                _ => {
                    let chosen = format!("[name='{name}'][value='{answer}']:checked");
                    assert_eq!(page.count(&chosen), 1);
                }
            }
        }
        page.retype("#field-username", "CORP\\alice");
        let said = wait::until("an error", || {
            page.texts("#problems-username > li.error").pop()
        });
        assert!(said.contains(KANA), "{said}");
        page.retype("#field-username", "testuser");

        page.speak("en");
        expect_language(page, "en", &english);
        page.expect_files("in English again", &all, "en");
        assert_eq!(page.texts("li.warning"), warning);
    });
}

/// Who told the browser to prefer Japanese reads Japanese at once.
#[test]
fn the_first_language_is_the_browsers() {
    with_page(|page| {
        let agent = page.browser.eval("navigator.userAgent");
        for (preferred, lang) in [("ja-JP,ja,en", "ja"), ("de-DE,de", "en"), ("en-GB", "en")] {
            let preference = json!({ "userAgent": agent, "acceptLanguage": preferred });
            page.browser
                .cdp("Emulation.setUserAgentOverride", preference);
            page.reload();
            assert_eq!(page.browser.eval("document.documentElement.lang"), lang);
            let files = page.papers();
            let readme = files.get("README.md").map_or("", String::as_str);
            assert_eq!(readme.contains(KANA), lang == "ja");
        }
    });
}

/// A question as the command lists it.
struct Question {
    name: String,
    /// Its label, and the labels of its choices.
    words: Vec<String>,
}

/// The words of all questions, from `runner-proxy fields`.
fn questions(page: &Page, lang: &str) -> Vec<Question> {
    let output = Command::new(&page.machine.command)
        .args(["fields", "--lang", lang])
        .output()
        .expect("the command can be run");
    let list = String::from_utf8(output.stdout).expect("the list is UTF-8");
    let mut questions: Vec<Question> = Vec::new();
    let mut expecting_label = false;
    for line in list.lines() {
        let name = line.trim();
        if !line.starts_with(' ') {
            let (name, words) = (name.to_owned(), Vec::new());
            questions.push(Question { name, words });
            expecting_label = true;
        } else if let Some(question) = questions.last_mut().filter(|_| expecting_label) {
            question.words.push(name.to_owned());
            expecting_label = false;
        }
    }
    assert_eq!(questions.len(), 17, "{list}");
    questions
}

/// Every question is asked in this language, and the document says which one it is.
fn expect_language(page: &Page, lang: &str, questions: &[Question]) {
    assert_eq!(page.browser.eval("document.documentElement.lang"), lang);
    for question in questions {
        let css = format!(".question[data-field='{}']", question.name);
        let text = page.text(&css);
        for word in &question.words {
            assert!(
                text.contains(word.as_str()),
                "{}: {word}: {text}",
                question.name
            );
        }
    }
}
