//! What a paste does not change unless somebody says so.

use runner_proxy::existing::host::{self, Change};
use runner_proxy::form::{Form, fields};
use runner_proxy::say::Lang;

#[test]
fn a_choice_in_force_is_not_flipped_unasked() {
    let text = "HTTP_PROXY=http://proxy.corp.example:8080\n";
    let change = |form: &Form, field| {
        let heard = host::read(text, form);
        let answer = heard.answers.iter().find(|answer| answer.field == field);
        answer.map(|answer| answer.change)
    };
    let mut form = Form::default();
    assert_eq!(change(&form, &fields::ROUTE), Some(Change::New));
    // With the proxy of the text or with another one, a form for CNTLM stays one.
    for proxy in ["10.0.0.41:8080", "proxy.corp.example:8080"] {
        form.set(&fields::PROXIES, proxy.to_owned());
        form.set(&fields::USERNAME, "alice".to_owned());
        assert_eq!(change(&form, &fields::ROUTE), Some(Change::Replaces));
        let mut after = form.clone();
        host::read(text, &form).apply(&mut after, &[]);
        assert_eq!(after.text(&fields::ROUTE), "");
    }
}

#[test]
fn the_guides_placeholder_is_no_proxy() {
    let heard = host::read(
        "HTTP_PROXY=http://docker0_interface_ip:3128\n",
        &Form::default(),
    );
    assert!(heard.answers.is_empty());
    assert!(heard.left[0].why.pick(Lang::En).contains("placeholder"));
}
