//! The desk of NO_PROXY: the same answers as the command gives, a list that can be taken over, and
//! marks beside the question.

use browser_tests::forms::{Form, GUIDE};
use browser_tests::hand::{Hand, tab_to};
use browser_tests::page::string;
use browser_tests::{Page, TELEPHONE, for_each_page, wait, with_page};
use serde_json::json;
use std::process::Command;
use thirtyfour::Key;

#[test]
fn the_desk_of_no_proxy() {
    for_each_page!(
        the_table_is_the_commands,
        what_is_no_host_is_an_error_at_its_field,
        the_summary_is_heard_once,
        a_list_is_taken_over_and_back,
        spellings_are_copied,
        entries_are_marked_beside_the_question,
        with_keys_alone_on_a_telephone,
    );
}

const LINK: &str = "nav.desks a[href='#see=no-proxy']";
const LIST: &str = ".desk pre.wrapped";
const SUMMARY: &str = ".desk [role=status]";

/// A client, its way, why, and what has no effect for it.
type Row = [String; 4];

/// The rows that a person sees.
fn rows(page: &Page) -> Vec<Row> {
    let rows = page.browser.eval(
        "[...document.querySelectorAll('.verdicts tbody tr')].map((row) => {
             const [way, why] = row.querySelectorAll('td p');
             return [row.querySelector('th').firstChild, way, why, row.querySelector('.ignored')]
                 .map((one) => one?.textContent ?? '');
         })",
    );
    serde_json::from_value(rows).expect("rows of text")
}

/// The rows that the command prints for a list and a host.
fn command(page: &Page, lang: &str, list: &str, host: &str) -> Vec<Row> {
    let output = Command::new(&page.machine.command)
        .args(["no-proxy", "--lang", lang, list, host])
        .output()
        .expect("the command can be run");
    assert!(output.status.success(), "{list} {host}: {output:?}");
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    // A line with the target, a blank one, the heads, then rows up to a blank line.
    let lines = text.lines().skip(3).take_while(|line| !line.is_empty());
    let row = |line: &str| {
        let mut cells = line.splitn(2, "  ").map(str::trim);
        let (client, rest) = (cells.next()?, cells.next()?);
        let (way, why) = rest.split_once("  ")?;
        let ignored = ["Without effect here: ", "効果のない項目："]
            .into_iter()
            .find_map(|words| why.find(words));
        let (why, ignored) = why.split_at(ignored.unwrap_or(why.len()));
        Some([client, way, why, ignored].map(|cell| cell.trim().to_owned()))
    };
    lines
        .map(|line| row(line).expect("three columns"))
        .collect()
}

fn the_table_is_the_commands(page: &Page) {
    page.fill(GUIDE);
    let cases: [(Form, &[&str]); 4] = [
        (
            &[],
            &[
                "gitlab.corp.example",
                "localhost",
                "127.0.0.1:8080",
                "[::1]",
            ],
        ),
        (
            &[("no-proxy", ".corp.example")],
            &[
                "corp.example",
                "https://a.corp.example:8443/x",
                " Corp.Example. ",
                "acorp.example",
            ],
        ),
        (
            &[("no-proxy", "10.0.0.0/8\nregistry:5000\n10.1.2.4/31")],
            &[
                "10.1.2.3",
                "http://registry:5000",
                "[fd00::1]",
                "registry.test",
            ],
        ),
        (
            &[
                ("gitlab", "https://gitlab.test"),
                ("gitlab-route", "direct"),
                ("dind", "tls"),
            ],
            &["tcp://docker:2376", "gitlab.test", "x.gitlab.test"],
        ),
    ];
    page.browser.click(LINK);
    let (mut compared, mut kinds) = (0, std::collections::BTreeSet::new());
    for (form, hosts) in cases {
        page.fill(form);
        let lists = || page.texts(LIST).pop().unwrap_or_default();
        let in_file = || {
            let files = page.papers();
            let unit = &files["host/etc/systemd/system/docker.service.d/http-proxy.conf"];
            let list = unit
                .split_once("NO_PROXY=")
                .and_then(|(_, rest)| rest.split_once('"'));
            list.map_or_else(String::new, |(list, _)| list.to_owned())
        };
        wait::until("the list of the file", || {
            (lists() == in_file()).then_some(())
        });
        let list = lists();
        for host in hosts {
            page.retype("#see-host", host);
            for lang in ["en", "ja"] {
                page.speak(lang);
                let expected = command(page, lang, &list, host);
                assert_eq!(expected.len(), 16);
                wait::until_equal(&format!("{list} {host}"), &expected, || rows(page));
                compared += expected.len();
                kinds.extend(expected.into_iter().map(|[_, way, ..]| way));
            }
        }
    }
    println!("{compared} rows are the command's");
    assert_eq!(kinds.len(), 6, "every way in two languages: {kinds:?}");
}

fn what_is_no_host_is_an_error_at_its_field(page: &Page) {
    page.browser.click(LINK);
    assert_eq!(page.count(".verdicts"), 0, "nobody asked yet");
    for typed in ["a b", "10.1.2", "ssh://a.test", "u:hunter2@a.test"] {
        page.retype("#see-host", typed);
        page.wait_for("#see-host[aria-invalid=true]");
        assert_eq!(page.count("#see-host-problem .error"), 1);
        assert!(!page.text("#see-host-problem").contains("hunter2"));
        assert_eq!(
            (page.count(".verdicts"), page.text(SUMMARY)),
            (0, String::new())
        );
    }
    page.retype("#see-host", "a.test");
    page.wait_for(".verdicts");
    assert_eq!(
        page.count("#see-host[aria-invalid], #see-host-problem *"),
        0
    );
}

/// A name is typed letter by letter; only another answer is another announcement.
fn the_summary_is_heard_once(page: &Page) {
    page.fill(&[("no-proxy", "corp.example\n10.0.0.0/8")]);
    page.browser.click(LINK);
    page.browser.run(
        "window.heard = [];
         const status = document.querySelector(arguments[0]);
         new MutationObserver(() => window.heard.push(status.textContent))
             .observe(status, { subtree: true, childList: true, characterData: true });",
        &[json!(SUMMARY)],
    );
    let all = [
        "All clients of NO_PROXY go through the proxy.",
        "All clients of NO_PROXY reach it directly.",
    ];
    page.retype("#see-host", "corp.exampl");
    page.browser.type_into("#see-host", "e");
    wait::until_equal("heard", &json!(all), || page.browser.eval("window.heard"));
    page.retype("#see-host", "10.1.2.3");
    wait::until("they differ", || {
        let said = page.text(SUMMARY);
        (said.contains("differ") && said.contains("wget") && !said.contains("Ruby")).then_some(())
    });
}

fn a_list_is_taken_over_and_back(page: &Page) {
    page.fill(&[("no-proxy", "Corp.Example\n10.0.0.4/31")]);
    page.browser.click(LINK);
    page.browser.click("#use-list");
    let better = ".corp.example\n10.0.0.4\n10.0.0.5";
    wait::until_equal("the answer", &better.to_owned(), || {
        page.value("#field-no-proxy")
    });
    wait::until_equal("nothing more to do", &0, || page.count("#use-list"));
    let focus = || string(&page.browser.eval("document.activeElement.id"));
    wait::until_equal("the focus", &"see-no-proxy".to_owned(), focus);
    assert!(page.text("#status").contains("Undo"));
    page.browser.click("#undo");
    wait::until_equal("back", &"Corp.Example\n10.0.0.4/31".to_owned(), || {
        page.value("#field-no-proxy")
    });
    // An entry that has no common spelling is not thrown away, nor is an error papered over.
    for kept in ["corp.example\n10.0.0.0/8", "corp.example\na b"] {
        page.retype("#field-no-proxy", kept);
        wait::until_equal(kept, &0, || page.count("#use-list"));
    }
}

fn spellings_are_copied(page: &Page) {
    page.browser.click(LINK);
    page.wait_for(".desk button.copy-command");
    assert_eq!(
        page.count(".desk button.copy-command:not([disabled])"),
        0,
        "a preview"
    );
    page.fill(GUIDE);
    page.fill(&[("no-proxy", ".corp.example")]);
    page.allow_reading_the_clipboard();
    for (id, part) in [
        ("spelling-no-proxy", "corp.example,.corp.example"),
        (
            "spelling-java",
            "-Dhttp.nonProxyHosts=localhost|*.localhost|",
        ),
        ("spelling-cntlm", "NoProxy"),
        ("spelling-buildx", "--driver-opt '\"env.no_proxy=localhost,"),
    ] {
        page.mark_clipboard();
        page.browser.click(&format!(".command:has(#{id}) button"));
        let shown = page.text(&format!("#{id}"));
        wait::until_equal(id, &shown, || page.clipboard());
        assert!(shown.contains(part), "{id}: {shown}");
    }
    // Without CNTLM it has no lines, and with a password no command line.
    page.fill(&[("route", "direct"), ("proxies", "10.0.0.41:8080")]);
    wait::until_equal("fewer", &0, || {
        page.count("#spelling-cntlm, #spelling-buildx")
    });
    assert!(
        page.text("#spelling-java")
            .contains("-Dhttp.proxyHost=10.0.0.41")
    );
}

fn entries_are_marked_beside_the_question(page: &Page) {
    let marked = |answer: &str, count: u64| {
        page.fill(&[("no-proxy", answer)]);
        wait::until_equal(answer, &count, || {
            page.count("[data-field=no-proxy] .marks li")
        });
    };
    // Marks come when typing has ended, so that there are none is seen where there was one.
    marked("corp.example\n10.0.0.0/8", 1);
    marked("corp.example\n.a.test\n10.1.2.3", 0);
    marked("corp.example\n10.0.0.0/8", 1);
    let mark = page.text(".marks li");
    assert!(
        mark.starts_with("10.0.0.0/8 has no effect for") && mark.ends_with("of 14 clients."),
        "{mark}"
    );
    page.browser.click(".marks a");
    page.wait_for("#see-no-proxy:focus");
    let entries = page.texts(".desk .notes li").join("\n");
    assert!(
        entries.contains("10.0.0.0/8 has no effect for") && entries.contains("wget"),
        "{entries}"
    );
    // Very many of them are few lines.
    let many: Vec<_> = (0..250)
        .map(|n| format!("10.{n}.0.0/16"))
        .chain((0..250).map(|n| format!("11.{n}.0.0/16")))
        .collect();
    page.browser.run(
        "const area = document.querySelector('#field-no-proxy');
         area.value = arguments[0];
         area.dispatchEvent(new InputEvent('input', { bubbles: true }));",
        &[json!(many.join("\n"))],
    );
    wait::until_equal("few marks", &4, || page.count(".marks li"));
    let last = page.texts(".marks li").pop().unwrap_or_default();
    assert!(last.starts_with("And ") && last.contains("4096"), "{last}");
}

fn with_keys_alone_on_a_telephone(page: &Page) {
    page.speak("ja");
    page.browser.show(TELEPHONE, "dark");
    page.browser.click("#turn");
    Hand::Keys.press(page, LINK);
    page.wait_for("#see-no-proxy:focus");
    tab_to(page, "#see-host");
    page.browser.press("registry.corp.example:5000");
    page.wait_for(".verdicts");
    assert_eq!(rows(page).len(), 16);
    assert!(page.text(SUMMARY).contains("プロキシ"));
    tab_to(page, "nav.desks a[href='#see=files']");
    page.browser.press(Key::Enter);
    page.wait_for("#see-files:focus");
}

#[test]
fn nothing_is_sent() {
    with_page(|page| {
        page.wait_until_kept();
        page.browser.traffic();
        let before = page.server.requests();
        page.fill(&[("no-proxy", "corp.example\n10.0.0.0/8")]);
        page.browser.click(LINK);
        page.retype("#see-host", "https://secret.host.test:8443/path");
        page.wait_for(".verdicts");
        page.browser.click("nav.desks a[href='#see=files']");
        page.browser.back();
        page.wait_for(".verdicts");
        assert_eq!(page.server.requests(), before);
        assert_eq!(page.browser.traffic(), Vec::<String>::new());
        let places = page.browser.eval(
            "[location.href, document.title, JSON.stringify(history.state),
              JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage })].join()",
        );
        assert!(!string(&places).contains("secret.host"), "{places}");
        assert_eq!(page.violations(), json!([]));
        assert_eq!(page.browser.log("browser"), Vec::<String>::new());
    });
}
