use super::*;
use crate::form::fields;

/// A page that nobody has touched.
fn page() -> Page {
    let taste = Taste {
        lang: Lang::En,
        theme: Theme::System,
        keys: true,
    };
    Page::new(taste, Site::default(), Form::default(), Vec::new())
}

fn kind(page: &Page, field: &Field) -> Option<Kind> {
    let problems = page.problems(&page.read());
    let mut own = problems
        .iter()
        .filter(|shown| shown.problem.field == field.name);
    own.next().map(|shown| shown.kind)
}

fn after(page: &Page, action: Action) -> Page {
    Rc::unwrap_or_clone(Rc::new(page.clone()).reduce(action))
}

#[test]
fn a_missing_answer_is_no_error_before_anybody_was_there() {
    let page = page();
    let user = &fields::USERNAME;
    assert!(kind(&page, user) == Some(Kind::Needed));
    assert!(kind(&after(&page, Action::Leave(user)), user) == Some(Kind::Error));
    let typed = after(&page, Action::Answer(user, "alice".to_owned()));
    assert!(kind(&typed, user).is_none());
    let emptied = after(&typed, Action::Answer(user, String::new()));
    assert!(kind(&emptied, user) == Some(Kind::Error));
}

#[test]
fn a_refused_answer_is_an_error_at_once() {
    let user = &fields::USERNAME;
    let answer = Action::Answer(user, "CORP\\alice".to_owned());
    assert!(kind(&after(&page(), answer), user) == Some(Kind::Error));
}

#[test]
fn the_same_words_twice_are_news_twice_and_typing_ends_them() {
    let notify = || Action::Notify(words::NOT_READY.into());
    let once = after(&page(), notify());
    let twice = after(&once, notify());
    assert!(once.notice.is_some() && once.notice != twice.notice);
    let typed = Action::Answer(&fields::DOMAIN, "x".to_owned());
    assert!(after(&twice, typed).notice.is_none());
}

#[test]
fn an_edit_is_a_visit_to_one_question() {
    let type_into = |page: &Page, field: &'static Field, text: &str| {
        after(page, Action::Answer(field, text.to_owned()))
    };
    let (user, domain) = (&fields::USERNAME, &fields::DOMAIN);
    let mut now = page();
    assert!(!now.can_undo() && !now.can_redo());
    for text in ["a", "al", "ali"] {
        now = type_into(&now, user, text);
    }
    now = type_into(&now, domain, "corp");
    let choice = Action::Answer(&fields::DIND, "tls".to_owned());
    now = after(&now, choice);
    let texts =
        |page: &Page| [user, domain, &fields::DIND].map(|field| page.form.text(field).to_owned());
    assert_eq!(texts(&now), ["ali", "corp", "tls"]);
    for expected in [["ali", "corp", ""], ["ali", "", ""], ["", "", ""]] {
        now = after(&now, Action::Undo);
        assert_eq!(texts(&now), expected);
    }
    assert!(!now.can_undo());
    now = after(&after(&now, Action::Redo), Action::Redo);
    assert_eq!(texts(&now), ["ali", "corp", ""]);
    now = type_into(&now, domain, "");
    assert!(
        !now.can_redo(),
        "a new answer ends what could be made again"
    );
}

#[test]
fn the_password_is_forgotten_everywhere() {
    let mut now = page();
    for (field, text) in [
        (&fields::PASSWORD, "secret"),
        (&fields::DOMAIN, "corp"),
        (&fields::PASSWORD, "another"),
    ] {
        now = after(&now, Action::Answer(field, text.to_owned()));
    }
    now = after(&after(&now, Action::Undo), Action::Forget);
    let forms = now
        .past
        .iter()
        .chain(&now.future)
        .chain([&now.form, &now.before]);
    for form in forms {
        assert_eq!(form.text(&fields::PASSWORD), "");
    }
    assert_eq!(now.form.text(&fields::DOMAIN), "corp");
}

#[test]
fn what_the_site_locks_stays() {
    let json = r#"{"form": {"domain": "CORP"}, "locked": ["domain"]}"#;
    let (site, problems) = Site::read(json);
    assert_eq!(problems, []);
    let taste = Taste {
        lang: Lang::En,
        theme: Theme::System,
        keys: true,
    };
    let start = site.preset.clone();
    let page = Page::new(taste, site, start, Vec::new());
    let page = after(&page, Action::Answer(&fields::DOMAIN, "x".to_owned()));
    assert_eq!(page.form.text(&fields::DOMAIN), "CORP");
    let mut other = Form::default();
    other.set(&fields::DOMAIN, "x".to_owned());
    let page = after(&page, Action::Load(other, Vec::new()));
    assert_eq!(page.form.text(&fields::DOMAIN), "CORP");
    assert_eq!(page.told.len(), 1, "it is said");
}

#[test]
fn what_was_typed_at_a_desk_stays_until_the_page_is_left() {
    let typed = |page: &Page, desk: Desk| page.typed(desk).as_str().to_owned();
    let now = after(&page(), Action::Type(Desk::NoProxy, "a.test".into()));
    let now = after(&now, Action::Type(Desk::Messages(None), "a log".into()));
    let now = after(&now, Action::Type(Desk::NoProxy, "b.test".into()));
    let now = after(
        &after(&now, Action::See(Desk::NoProxy)),
        Action::See(Desk::Files),
    );
    assert_eq!(typed(&now, Desk::NoProxy), "b.test");
    assert_eq!(typed(&now, Desk::Messages(None)), "a log");
    assert!(!now.can_undo(), "it is no answer");
    assert_eq!(
        typed(&after(&now, Action::Forget), Desk::Messages(None)),
        ""
    );
}

#[test]
fn a_chosen_paper_is_on_show_from_any_desk() {
    let there = after(&page(), Action::See(Desk::NoProxy));
    assert!(there.desk == Desk::NoProxy && there.view == View::Papers);
    let row = Row(crate::artifacts::ARTIFACTS[0]);
    assert!(after(&there, Action::Choose(row)).desk == Desk::Files);
}

#[test]
fn a_key_in_the_certificates_place_is_nowhere_afterwards() {
    const KEY: &str = "-----BEGIN PRIVATE KEY-----\nU2VjcmV0\n-----END PRIVATE KEY-----";
    let (ca, user) = (&fields::CA, &fields::USERNAME);
    let at_ca = |page: &Page| {
        let mut shown = page.problems(&page.read());
        shown.retain(|shown| shown.problem.field == ca.name);
        shown
    };
    let refused = after(&page(), Action::Answer(ca, KEY.to_owned()));
    let [shown] = &at_ca(&refused)[..] else {
        unreachable!("one problem");
    };
    assert!(shown.kind == Kind::Error && shown.problem.fixes.len() == 1);
    let all = [&refused.form, &refused.before];
    for form in all.into_iter().chain(&refused.past).chain(&refused.future) {
        assert_eq!(form.text(ca), "");
    }
    // It stays until that question is answered, be it with nothing.
    let typed = after(&refused, Action::Answer(user, "x".to_owned()));
    assert_eq!(at_ca(&typed).len(), 1);
    let fix = shown.problem.fixes[0].answers.clone();
    assert_eq!(at_ca(&after(&typed, Action::Mend(ca, fix))).len(), 0);
    assert_eq!(at_ca(&after(&typed, Action::Undo)).len(), 0);
    let other = after(&typed, Action::Answer(ca, "x".to_owned()));
    assert_eq!(at_ca(&other).len(), 1);
    assert!(
        !at_ca(&other)[0]
            .problem
            .message
            .pick(Lang::En)
            .contains("emptied")
    );
}
