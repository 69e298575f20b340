//! What is wrong in Docker's JSON files, or worth knowing: line, reason, cure.

use super::reader::{Member, byte_order_mark, members, skip, skip_blanks};
use super::way::{self, Way, Wrong};
use super::{Document, File};
use crate::existing::Finding;
use crate::existing::findings::Findings;
use crate::existing::lost::Lost;
use crate::existing::secrets::{self, Command};
use crate::existing::words::{self, Words, error, warning};
use crate::form::plan::{Daemon, Plan};
use crate::say::say;
use std::collections::BTreeSet;
use std::ops::Range;

const TWINS: Words = error(
    say(
        "This member stands here a second time, perhaps in another case of letters. Docker takes both for one and mixes them or keeps the later one. The file is left as it is.",
        "同じキーが前にもあります（大文字と小文字だけが違う場合もあります）。Docker は二つを同じものとみなし、混ぜるか、後のほうだけを使います。このファイルは変更しません。",
    ),
    say("Delete one of the two.", "どちらか一方を消してください。"),
);

const AGAIN: Words = warning(
    say(
        "This member stands here a second time. Docker mixes both or keeps the later one.",
        "同じキーが前にもあります。Docker は二つを混ぜるか、後のほうだけを使います。",
    ),
    say("Delete one of the two.", "どちらか一方を消してください。"),
);

const NOT_OBJECT: Words = error(
    say(
        "An object in { } belongs here, so Docker refuses the file. It is left as it is.",
        "ここには { } のオブジェクトが必要です。このままでは、Docker はこのファイルを受け付けません。ファイルは変更しません。",
    ),
    say(
        "Delete this member; merging writes it anew.",
        "このキーを消してください。マージすると正しい形で書き加えます。",
    ),
);

const NOT_TEXT: Words = error(
    say(
        "A text in double quotes belongs here, so Docker refuses the file. It is left as it is.",
        "ここには二重引用符で囲んだ文字列が必要です。このままでは、Docker はこのファイルを受け付けません。ファイルは変更しません。",
    ),
    say(
        "Delete this member; merging writes it anew.",
        "このキーを消してください。マージすると正しい形で書き加えます。",
    ),
);

const MARK: Words = error(
    say(
        "The file begins with a byte order mark, and the docker command refuses it.",
        "ファイルの先頭にバイト順マーク（BOM）があり、docker コマンドはこのファイルを受け付けません。",
    ),
    say(
        "Save it as UTF-8 without a byte order mark.",
        "BOM なしの UTF-8 で保存し直してください。",
    ),
);

const OUTSIDE: Words = error(
    say(
        "This member belongs in `proxies`. Here dockerd accepts it and does nothing with it.",
        "このキーは `proxies` の中に書くものです。ここにあっても、dockerd は警告なしに無視します。",
    ),
    say(
        "Move it into `proxies`.",
        "`proxies` の中に移してください。",
    ),
);

const WINS: Words = warning(
    say(
        "dockerd takes this value, and not the one of the drop-in that you chose.",
        "dockerd が使うのは、選んだドロップインの値ではなく、ここに書かれた値です。",
    ),
    say(
        "Delete `proxies` here, or choose daemon.json for dockerd's proxy.",
        "ここの `proxies` を消すか、dockerd のプロキシの設定方法として daemon.json を選んでください。",
    ),
);

const OTHER_DAEMON: Words = warning(
    say(
        "These proxies count for the daemon at this one address. There, docker takes nothing from `default`.",
        "これは、このアドレスのデーモンだけに使われるプロキシです。そのデーモンでは、docker は `default` の値を一切使いません。",
    ),
    say(
        "Delete this member if it is no longer needed, or change it by hand.",
        "不要になっていれば消してください。必要なら手作業で直してください。",
    ),
);

const NO_DAEMON: Words = error(
    say(
        "Only objects in { }, one for each daemon, belong in `proxies`. docker refuses the file.",
        "`proxies` の中に書けるのは、デーモンごとの { } のオブジェクトだけです。docker はこのファイルを受け付けません。",
    ),
    say("Delete this member.", "このキーを消してください。"),
);

const NO_TEXT: Words = error(
    say(
        "A text in double quotes belongs here, so docker refuses the file.",
        "ここには二重引用符で囲んだ文字列が必要です。このままでは、docker はこのファイルを受け付けません。",
    ),
    say(
        "Write it in double quotes, or delete the member.",
        "二重引用符で囲むか、このキーを消してください。",
    ),
);

/// What docker reads of the proxies of a daemon besides our members.
const OTHER_NAMES: [&str; 2] = ["ftpProxy", "allProxy"];

struct Look<'a> {
    document: &'a Document<'a>,
    findings: Findings,
}

pub(super) fn all(document: &Document, plan: Option<&Plan>) -> Vec<Finding> {
    let mut look = Look {
        document,
        findings: Findings::of(document.text),
    };
    let top = match document.text[document.root.clone()].starts_with('{') {
        true => members(document.text, &document.root),
        false => Vec::new(),
    };
    match document.file {
        File::Daemon => look.outside(&top),
        File::Client => look.daemons(&top),
    }
    let way = way::find(document);
    look.again(match way {
        Err(Wrong::Twins(at)) => Some(at),
        _ => None,
    });
    match way {
        Err(Wrong::Twins(at)) => look.findings.add(at, &TWINS),
        Err(Wrong::NotObject(at)) => look.findings.add(at, &NOT_OBJECT),
        Err(Wrong::NotText(at)) => look.findings.add(at, &NOT_TEXT),
        Ok(Way::Broken { .. }) => {}
        Ok(Way::Whole(object)) => look.values(&object, plan),
    }
    look.findings.in_order()
}

impl Look<'_> {
    /// Members of one name in any object, but for the one that is told already.
    fn again(&mut self, told: Option<usize>) {
        let text = self.document.text;
        let mut open: Vec<BTreeSet<String>> = Vec::new();
        let mut at = 0;
        while let Some(next) = text[at..].find(['"', '{', '}']) {
            let start = at + next;
            at = start + 1;
            match text.as_bytes()[start] {
                b'{' => open.push(BTreeSet::new()),
                b'}' => drop(open.pop()),
                _ => {
                    at = end(text, start);
                    let name = text[at..].trim_start().starts_with(':');
                    let name = way::decoded(&text[start..at]).filter(|_| name);
                    let (Some(name), Some(names)) = (name, open.last_mut()) else {
                        continue;
                    };
                    if !names.insert(name.into_owned()) && told != Some(start) {
                        self.findings.add(start, &AGAIN);
                    }
                }
            }
        }
    }

    /// Our members where dockerd does not look for them.
    fn outside(&mut self, top: &[Member]) {
        let (text, names) = (self.document.text, self.document.file.names());
        for member in top {
            let name = way::decoded(&text[member.name.clone()]);
            if name.is_some_and(|name| names.contains(&&*name)) {
                self.findings.add(member.name.start, &OUTSIDE);
            }
        }
    }

    /// What docker reads besides our members, and refuses or takes in place of them.
    fn daemons(&mut self, top: &[Member]) {
        let (text, file) = (self.document.text, self.document.file);
        if byte_order_mark(text) > 0 {
            self.findings.add(0, &MARK);
        }
        let proxies = way::field(text, top, file.way()[0]).ok().flatten();
        let Some(proxies) = proxies.filter(|found| text[found.value.clone()].starts_with('{'))
        else {
            return;
        };
        for member in members(text, &proxies.value) {
            let name = way::decoded(&text[member.name.clone()]);
            let default = name.as_deref() == Some(file.way()[1]);
            let value = &text[member.value.clone()];
            if !value.starts_with('{') {
                if value != "null" && !default {
                    self.findings.add(member.name.start, &NO_DAEMON);
                }
                continue;
            }
            let mut names = OTHER_NAMES.to_vec();
            if !default {
                self.findings.add(member.name.start, &OTHER_DAEMON);
                names.extend(file.names());
            }
            for inner in members(text, &member.value) {
                let value = &text[inner.value.clone()];
                let known = names.iter().any(|name| way::is_field(text, &inner, name));
                if known && !value.starts_with('"') && value != "null" {
                    self.findings.add(inner.name.start, &NO_TEXT);
                }
            }
        }
    }

    /// The values of our members.
    fn values(&mut self, object: &Range<usize>, plan: Option<&Plan>) {
        let (text, file) = (self.document.text, self.document.file);
        let all = members(text, object);
        let value = |name| {
            let member = way::field(text, &all, name).ok().flatten()?;
            let value = way::string(text, member).filter(|value| !value.is_empty())?;
            Some((member.name.start, value))
        };
        let [http, https, no_proxy] = file.names().map(value);
        for (at, value) in [&http, &https].into_iter().flatten() {
            let words = words::of_proxy(value);
            words
                .into_iter()
                .for_each(|words| self.findings.add(*at, words));
        }
        if let (Some((at, value)), Some(mut lost)) = (&no_proxy, Lost::by(plan)) {
            lost.look(&mut self.findings, *at, value);
        }
        if let Some((at, value)) = &no_proxy {
            let words = words::of_hosts(value, file == File::Client);
            words
                .into_iter()
                .for_each(|words| self.findings.add(*at, words));
        }
        if let (Some((at, _)), None) = (&http, &https) {
            self.findings.add(*at, &words::ONLY_HTTP);
        }
        let drop_in = plan.filter(|plan| plan.daemon == Daemon::DropIn && file == File::Daemon);
        if let Some(plan) = drop_in {
            let wanted = self.document.wanted(plan);
            for ((_, wanted), old) in wanted.iter().zip([http, https, no_proxy]) {
                let other = old.filter(|(_, old)| Some(old) != way::decoded(wanted).as_ref());
                other
                    .into_iter()
                    .for_each(|(at, _)| self.findings.add(at, &WINS));
            }
        }
    }
}

/// The end of a string that begins here, in text that passed.
fn end(text: &str, start: usize) -> usize {
    let bytes = text.as_bytes();
    let mut at = start + 1;
    while bytes[at] != b'"' {
        at += 1 + usize::from(bytes[at] == b'\\');
    }
    at + 1
}

/// All strings of the document that are one, whatever they belong to. Docker's `HttpHeaders` may hold
/// an `Authorization` or a key of some kind.
pub(super) fn secrets(document: &Document) -> Vec<Range<usize>> {
    let text = document.text;
    let mut found = Vec::new();
    let mut name: &str = "";
    let (mut at, mut headers) = (0, 0);
    let mut command = Command::default();
    while let Some(quote) = text[at..].find('"') {
        let start = at + quote;
        // Else it is no further element of an array.
        if text[at..start].trim() != "," {
            command = Command::default();
        }
        at = end(text, start);
        let written = &text[start..at];
        let colon = skip_blanks(text, at);
        let value = way::decoded(written).unwrap_or_default();
        if text[colon..].starts_with(':') {
            name = written;
            if value.eq_ignore_ascii_case("HttpHeaders") {
                headers = skip(text.as_bytes(), skip_blanks(text, colon + 1));
            }
            if secrets::has_login(&value) {
                found.push(start..at);
            }
            continue;
        }
        let inside = command.part(&value);
        let named = way::decoded(name).unwrap_or_default();
        if start < headers
            || secrets::is_key(&named)
            || secrets::has_login(&value)
            || !inside.is_empty()
        {
            found.push(start..at);
        }
    }
    found
}
