//! Lists of hosts turned back: what a form adds to its own entries is taken out again.

use super::facts::{Ear, What};
use super::words;
use crate::form::values::{self, Shown, holds_at};
use crate::form::{Field, Form, fields, mend, no_proxy, read};
use crate::say::message;

pub(super) fn settle(ear: &mut Ear, form: &Form) {
    let said = |field: &'static Field| {
        let mut facts = ear.facts.iter();
        let fact = facts.find(|fact| fact.what.is(field));
        fact.map_or(form.text(field), |fact| &fact.value)
            .trim()
            .to_owned()
    };
    let gitlab = values::instance(&said(&fields::GITLAB)).ok();
    let gitlab = gitlab.map(|gitlab| gitlab.host.as_str().to_owned());
    let docker = matches!(&*said(&fields::DIND), "tls" | "plain");
    let is_direct = form.text(&fields::GITLAB_ROUTE) == "direct";
    let own = read(form).plan.no_proxy;
    for (line, list) in ear.distinct(What::Hosts) {
        // The form makes this list already, in whatever writing.
        if list == own.as_str() {
            ear.answer(line, &fields::NO_PROXY, form.text(&fields::NO_PROXY));
            continue;
        }
        if holds_at(&list) {
            ear.leave(line, words::NOT_HOSTS);
            continue;
        }
        let mut hosts = entries(ear, line, &list);
        // The order in which crate::form::no_proxy::list puts them.
        if gitlab.is_some() && hosts.first() == gitlab.as_ref() {
            hosts.remove(0);
            ear.answer(line, &fields::GITLAB_ROUTE, "direct");
        } else if is_direct && gitlab.as_ref().is_some_and(|host| !hosts.contains(host)) {
            ear.answer(line, &fields::GITLAB_ROUTE, "proxy");
        }
        if docker && hosts.last().is_some_and(|last| last == "docker") {
            hosts.pop();
        }
        ear.answer(line, &fields::NO_PROXY, &hosts.join("\n"));
    }
}

/// How many entries are shown that are left out.
const FEW: usize = 3;

/// The entries as a form has them, without those that every list has.
fn entries(ear: &mut Ear, line: usize, list: &str) -> Vec<String> {
    let mut hosts: Vec<String> = Vec::new();
    let mut out = Vec::new();
    let words = list.split(|c: char| c == ',' || c.is_whitespace());
    for word in words.filter(|word| !word.is_empty()) {
        let found = match no_proxy::entry(word) {
            Ok(entry) if entry.subdomains => vec![[".", entry.host.as_str()].concat()],
            Ok(entry) => vec![entry.host.as_str().to_owned()],
            Err(_) => mend::no_proxy(word).unwrap_or_default(),
        };
        if found.is_empty() {
            out.push(word);
        }
        for host in found {
            let pair = hosts.last().and_then(|last| last.strip_prefix('.'));
            if !matches!(&*host, "localhost" | "127.0.0.1") && pair != Some(&*host) {
                hosts.push(host);
            }
        }
    }
    if !out.is_empty() {
        let mut shown = String::new();
        for word in out.iter().take(FEW) {
            shown.push_str(if shown.is_empty() { "`" } else { ", `" });
            shown.push_str(&Shown(word).to_string());
            shown.push('`');
        }
        shown.push_str(if out.len() > FEW { ", …" } else { "" });
        ear.leave_told(
            line,
            message!(
                "Left out of the list of hosts: {shown}. Programs disagree about such entries. Write names, IPv4 addresses, or networks such as 10.0.0.0/8 into the form.",
                "ホストの一覧のうち、次のものは取り込みません：{shown}。解釈がプログラムによって異なります。フォームに名前か IPv4 アドレス、または 10.0.0.0/8 のようなネットワークを書いてください。",
            ),
        );
    }
    hosts
}
