//! Problems as help: what mends one is a button, the list of problems leads to the question, and
//! whatever was done can be taken back.

use browser_tests::forms::{Form, GUIDE};
use browser_tests::hand::{Hand, tab_to};
use browser_tests::page::string;
use browser_tests::{Page, TELEPHONE, for_each_page, wait};
use serde_json::json;
use thirtyfour::Key;

#[test]
fn problems() {
    for_each_page!(
        every_remedy_mends,
        a_remedy_with_keys_alone_and_back,
        a_secret_is_no_part_of_a_remedy,
        the_list_leads_to_the_question,
        the_list_leads_there_on_a_narrow_screen,
        a_key_leads_to_the_first_problem,
        what_stands_in_the_way_is_announced_once,
    );
}

#[test]
fn edits() {
    for_each_page!(
        edits_are_taken_back_and_made_again,
        keys_do_so_but_not_while_typing,
        starting_over_is_an_edit_too,
    );
}

/// What `ip addr show docker0` prints, as a control of one line takes it.
const IP_ADDR: &str = "3: docker0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UP group default \
                           link/ether 02:42:ac:12:00:01 brd ff:ff:ff:ff:ff:ff \
                           inet 172.18.0.1/16 brd 172.18.255.255 scope global docker0";

/// Answers beside those of the guide, the question with a problem, the words of a button in English,
/// and what the answers are once it was pressed.
type Remedy<'a> = (Form<'a>, &'a str, &'a str, Form<'a>);

const REMEDIES: [Remedy; 8] = [
    (
        &[("domain", ""), ("username", "CORP\\alice")],
        "username",
        "Split it: domain CORP, user alice",
        &[("domain", "CORP"), ("username", "alice")],
    ),
    (
        &[("domain", ""), ("username", "alice@corp.example")],
        "username",
        "Split it: domain corp.example, user alice",
        &[("domain", "corp.example"), ("username", "alice")],
    ),
    (
        &[("proxies", "https://10.0.0.41:8080/")],
        "proxies",
        "Write 10.0.0.41:8080",
        &[("proxies", "10.0.0.41:8080")],
    ),
    (
        &[("docker0", IP_ADDR)],
        "docker0",
        "Write 172.18.0.1",
        &[("docker0", "172.18.0.1")],
    ),
    (
        &[("secret", "plain"), ("password", "\"quoted\"#1")],
        "password",
        "Choose “A hash of the password”",
        &[("secret", "hash"), ("password", "\"quoted\"#1")],
    ),
    (
        &[("gitlab", "git@gitlab.corp.example:group/project.git")],
        "gitlab",
        "Write gitlab.corp.example",
        &[("gitlab", "gitlab.corp.example")],
    ),
    (
        &[("port", ":3129")],
        "port",
        "Write 3129",
        &[("port", "3129")],
    ),
    (
        &[("no-proxy", "https://registry.corp.example/v2/")],
        "no-proxy",
        "Write registry.corp.example",
        &[("no-proxy", "registry.corp.example")],
    ),
];

/// The form of the guide with other answers.
fn guide_with<'a>(answers: Form<'a>) -> Vec<(&'a str, &'a str)> {
    let others = GUIDE
        .iter()
        .filter(|(name, _)| !answers.iter().any(|(other, _)| other == name));
    others.chain(answers).copied().collect()
}

/// The number of the button with these words at a question.
fn button(page: &Page, name: &str, words: &str) -> String {
    let buttons = format!("#problems-{name} button.fix");
    let said = page.texts(&format!("#problems-{name} li")).join("\n");
    assert!(page.count(&buttons) > 0, "{name} offers nothing: {said}");
    let mark = "const buttons = [...document.querySelectorAll(arguments[0])];
                const button = buttons.find((button) => button.textContent === arguments[1]);
                button?.setAttribute('data-this', '');
                return button ? '' : buttons.map((button) => button.textContent).join();";
    let others = page.browser.run(mark, &[json!(buttons), json!(words)]);
    assert_eq!(others, "", "{name} offers something else than {words}");
    "button.fix[data-this]".to_owned()
}

fn every_remedy_mends(page: &Page) {
    for (wrong, name, words, right) in REMEDIES {
        page.reload();
        page.fill(&guide_with(wrong));
        page.browser.click(&button(page, name, words));
        for (field, answer) in right {
            let now = "return (document.querySelector(`#field-${arguments[0]}`) ?? document
                .querySelector(`[name='${arguments[0]}']:checked`)).value;";
            let now = || string(&page.browser.run(now, &[json!(field)]));
            wait::until_equal(words, &(*answer).to_owned(), now);
        }
        assert_eq!(page.count("li.error"), 0, "{words}");
        page.expect_files(words, &guide_with(right), "en");
        // The button is gone, and whoever pressed it is at the question.
        let focus = "document.activeElement.closest('.question')?.dataset.field ?? null";
        wait::until_equal("the focus", &json!(name), || page.browser.eval(focus));
    }
}

fn a_remedy_with_keys_alone_and_back(page: &Page) {
    page.fill(&guide_with(&[("username", "CORP-UK\\alice")]));
    page.speak("ja");
    tab_to(page, &button(page, "username", "alice に直す"));
    page.browser.press(Key::Enter);
    wait::until_equal("mended", &"alice".to_owned(), || {
        page.value("#field-username")
    });
    let form = guide_with(&[("username", "alice")]);
    page.expect_files("mended with keys", &form, "ja");
    tab_to(page, "#undo");
    page.browser.press(Key::Enter);
    let before = "CORP-UK\\alice".to_owned();
    wait::until_equal("taken back", &before, || page.value("#field-username"));
    page.wait_for("#problems-username li.error button.fix");
}

/// What stands behind an @ may be a password.
fn a_secret_is_no_part_of_a_remedy(page: &Page) {
    page.fill(&guide_with(&[(
        "proxies",
        "alice:Zx7CanaryPw9@10.0.0.41:8080",
    )]));
    page.wait_for("#problems-proxies li.error");
    let said = page.texts(".problems, #status").join("\n");
    assert!(!said.contains("CanaryPw"), "{said}");
}

/// The summary's links, in their order, by the questions' names.
fn links(page: &Page) -> Vec<String> {
    page.texts("#summary button.link")
}

fn expect_jump(page: &Page, link: &str, control: &str, hand: Hand) {
    hand.press(page, link);
    let there = format!("document.activeElement.matches('{control}')");
    wait::until_equal(control, &json!(true), || page.browser.eval(&there));
    let covered = page.browser.eval(
        "(() => {
             const { left, top, width, height } = document.activeElement.getBoundingClientRect();
             const at = document.elementFromPoint(left + width / 2, top + height / 2);
             return at !== document.activeElement && at?.className;
         })()",
    );
    assert_eq!(covered, false, "{control} is in sight");
}

fn the_list_leads_to_the_question(page: &Page) {
    assert_eq!(links(page), ["Corporate proxies", "User name", "Password"]);
    for (number, name) in ["proxies", "username", "password"].into_iter().enumerate() {
        let link = format!("#summary li:nth-child({}) button.link", number + 1);
        expect_jump(page, &link, &format!("#field-{name}"), Hand::Mouse);
    }
    // A choice has its focus at the one in force; the far end of the form is scrolled to.
    page.fill(&guide_with(&[("gitlab-route", "direct")]));
    expect_jump(page, "#summary button.link", "#field-gitlab", Hand::Keys);
    page.fill(&[("gitlab", "gitlab.corp.example")]);
    wait::until_equal("nothing is open", &0, || page.count("#summary li"));
}

fn the_list_leads_there_on_a_narrow_screen(page: &Page) {
    page.fill(&guide_with(&[("dind", "tls"), ("no-proxy", "10.0.0.0/8")]));
    page.browser.show(TELEPHONE, "light");
    for hand in [Hand::Mouse, Hand::Keys] {
        hand.turn_to_papers(page);
        expect_jump(page, "#warnings button.link", "#field-no-proxy", hand);
        assert!(!page.shows("#papers"));
        assert_eq!(page.count(".group.current:has(#field-no-proxy)"), 1);
    }
}

fn a_key_leads_to_the_first_problem(page: &Page) {
    page.browser.press("e");
    let focus = "document.activeElement.id";
    wait::until_equal("e", &json!("field-proxies"), || page.browser.eval(focus));
    page.browser.press("e");
    assert_eq!(
        page.value("#field-proxies"),
        "e",
        "typed where text is typed"
    );
}

/// The live region changes when the number of problems does, not at every key.
fn what_stands_in_the_way_is_announced_once(page: &Page) {
    page.browser.run(
        "window.said = [];
         new MutationObserver(() => window.said.push(document.querySelector('#status').textContent))
             .observe(document.querySelector('#status'), { subtree: true, childList: true, characterData: true });",
        &[],
    );
    page.fill(GUIDE);
    let said = page.browser.eval("window.said");
    let said: Vec<_> = said.as_array().into_iter().flatten().map(string).collect();
    // More than fifty keys were pressed.
    assert!(said.len() < 8, "{said:?}");
    assert!(said.windows(2).all(|two| two[0] != two[1]), "{said:?}");
    assert_eq!(
        said.last().map(String::as_str),
        Some("All files are ready.")
    );
}

fn proxies(page: &Page) -> String {
    page.value("#field-proxies")
}

#[track_caller]
fn expect_proxies(page: &Page, expected: &str) {
    wait::until_equal("proxies", &expected.to_owned(), || proxies(page));
}

fn edits_are_taken_back_and_made_again(page: &Page) {
    assert_eq!(page.count("#undo:disabled"), 1);
    assert_eq!(page.count("#redo:disabled"), 1);
    page.fill(GUIDE);
    page.fill(&[("dind", "tls"), ("dind", "socket")]);
    let steps = GUIDE.len() + 2;
    let end = page.papers();
    let mut seen = Vec::new();
    for step in 0..steps {
        seen.push(page.papers());
        page.browser.click("#undo");
        wait::until(&format!("step {step} back"), || {
            (page.papers() != seen[step]).then_some(())
        });
    }
    wait::until_equal("nothing to take back", &1, || page.count("#undo:disabled"));
    expect_proxies(page, "");
    assert_eq!(page.count("#field-dind-none:checked"), 1);
    for step in (0..steps).rev() {
        page.browser.click("#redo");
        wait::until_equal(&format!("step {step} again"), &true, || {
            page.papers() == seen[step]
        });
    }
    assert!(page.papers() == end, "the same files");
    wait::until_equal("nothing to make again", &1, || page.count("#redo:disabled"));
    // A new answer ends what could have been made again.
    page.browser.click("#undo");
    page.fill(&[("port", "3129")]);
    wait::until_equal("no other way", &1, || page.count("#redo:disabled"));
    page.expect_files(
        "after all",
        &[GUIDE, &[("dind", "tls"), ("port", "3129")]].concat(),
        "en",
    );
}

fn keys_do_so_but_not_while_typing(page: &Page) {
    page.fill(&[("proxies", "10.0.0.41:8080"), ("username", "z")]);
    page.browser.press("zyc?");
    assert_eq!(
        page.value("#field-username"),
        "zzyc?",
        "they are letters here"
    );
    page.browser.click("h1");
    tab_to(page, "#keys");
    page.browser.press("z");
    wait::until_equal("z", &String::new(), || page.value("#field-username"));
    page.browser.press("zz");
    expect_proxies(page, "");
    page.browser.press("yy");
    wait::until_equal("y", &"zzyc?".to_owned(), || page.value("#field-username"));
    // Ctrl and z is the browser's own, for the text in a control.
    page.browser.press_holding(Key::Control, "z");
    assert_eq!(page.value("#field-username"), "zzyc?");
    // The list of keys has the switch that turns them off, for good.
    page.browser.press("?");
    page.wait_for("dialog#help[open]");
    assert_eq!(page.count("dialog#help dt"), 7);
    page.browser.press("z");
    assert_eq!(
        page.value("#field-username"),
        "zzyc?",
        "the dialog has the keyboard"
    );
    page.browser.click("#keys-on");
    page.browser.press(Key::Escape);
    wait::until_equal("Escape closes it", &0, || page.count("dialog[open]"));
    page.browser.press("z");
    page.come_back();
    page.browser.press("?");
    page.browser.settle("new Promise(requestAnimationFrame)");
    assert_eq!(page.count("dialog[open]"), 0, "they stay off");
    page.browser.click("#keys");
    page.browser.click("#keys-on");
    page.browser.click("#help-close");
    page.browser.press("?");
    page.wait_for("dialog#help[open]");
    let kept = page.browser.eval("Object.keys(localStorage)");
    assert_eq!(kept, json!([]), "the rule needs no memory");
}

fn starting_over_is_an_edit_too(page: &Page) {
    page.fill(GUIDE);
    page.fill(&[("dind", "tls")]);
    let whole = page.papers();
    page.browser.click("#reset");
    expect_proxies(page, "");
    assert_eq!(page.count("li.error"), 0, "an empty form is no mistake");
    let bare = json!(page.server.url());
    wait::until_equal("the address", &bare, || page.browser.eval("location.href"));
    page.browser.click("#undo");
    wait::until_equal("all of it comes back", &true, || page.papers() == whole);
}
