//! Plans that need something of the files of a host.

use runner_proxy::form::plan::Plan;
use runner_proxy::form::{self, Form};

/// The plan of a form that has no errors.
pub(crate) fn plan(form: &str) -> Plan {
    let form = Form::from_json(form.as_bytes()).expect("a form");
    let (ready, _) = form::read(&form).ready().expect("no errors");
    ready.plan().clone()
}
