//! What is wrong in a drop-in, or worth knowing: line, reason, cure.

use super::unit::{self, Assignment, Word};
use super::{Document, LOWER, Service, name, wanted};
use crate::existing::Finding;
use crate::existing::findings::Findings;
use crate::existing::lost::Lost;
use crate::existing::secrets;
use crate::existing::words::{self, Words, error, warning};
use crate::form::plan::{Daemon, Plan};
use crate::say::say;
use std::ops::Range;

const IGNORED: Words = error(
    say(
        "This line is neither Key=value nor a section's header, and systemd ignores it.",
        "この行は キー=値 でもセクションの見出しでもないので、systemd は無視します。",
    ),
    say(
        "Write it as Key=value, or put # before it.",
        "キー=値 の形で書くか、行頭に # を付けてください。",
    ),
);

const NO_SECTION: Words = error(
    say(
        "No section begins before this line, so systemd ignores it.",
        "この行の前にセクションの見出しがないので、systemd は無視します。",
    ),
    say(
        "Write [Service] in a line before it.",
        "前の行に [Service] と書いてください。",
    ),
);

const OTHER_SECTION: Words = error(
    say(
        "systemd reads Environment= in [Service] only; in this section it is ignored.",
        "systemd が Environment= を読むのは [Service] の中だけで、このセクションでは無視します。",
    ),
    say(
        "Move the line below [Service].",
        "この行を [Service] の後に移してください。",
    ),
);

const LETTERS: Words = error(
    say(
        "systemd tells upper from lower case in keys, and ignores this one.",
        "systemd はキーの大文字と小文字を区別するので、この行を無視します。",
    ),
    say("Write Environment=.", "Environment= と書いてください。"),
);

const GIVES_UP: Words = error(
    say(
        "A quote is not closed here, or a backslash stands before a letter that makes no escape. systemd ignores the rest of the line.",
        "引用符が閉じていないか、バックスラッシュの後がエスケープになっていません。systemd は行のここから先を無視します。",
    ),
    say(
        "Put each NAME=value in double quotes, and write \\\" for a quote and \\\\ for a backslash in it.",
        "名前=値 をそれぞれ二重引用符で囲み、中の引用符は \\\"、バックスラッシュは \\\\ と書いてください。",
    ),
);

const NO_NAME: Words = error(
    say(
        "A word of this line is not NAME=value, and systemd ignores it. A value with blanks needs quotes.",
        "この行に 名前=値 の形でない部分があり、systemd はそこを無視します。空白のある値には引用符が必要です。",
    ),
    say(
        "Put the whole of NAME=value in double quotes.",
        "名前=値 の全体を二重引用符で囲んでください。",
    ),
);

const PERCENT: Words = error(
    say(
        "There is a single % in this value. systemd puts something else in its place, or ignores the variable.",
        "値に % が一つだけあります。systemd は別のものに置き換えるか、変数を無視します。",
    ),
    say(
        "Write %% for each %. Merging does so in the proxy variables.",
        "% は %% と書いてください。プロキシの変数は、マージすると自動で直ります。",
    ),
);

const TWICE: Words = warning(
    say(
        "This variable was set before, and the later value counts.",
        "この変数は前にも設定されていて、後の値が使われます。",
    ),
    say("Delete one of the two.", "どちらか一方を消してください。"),
);

const FILE: Words = warning(
    say(
        "What stands in this file of variables wins over all Environment= lines, also over those that merging writes.",
        "この行が指すファイルの変数は、マージで書き加えるものも含めて、すべての Environment= より優先されます。",
    ),
    say(
        "Look whether that file sets proxy variables, and take them out there.",
        "そのファイルにプロキシの変数がないか確かめ、あれば消してください。",
    ),
);

const UNSET: Words = error(
    say(
        "This line takes a proxy variable away again, whatever sets it.",
        "この行があると、どこで設定したプロキシの変数も取り除かれます。",
    ),
    say("Delete its name here.", "ここから名前を消してください。"),
);

const NOT_USED: Words = warning(
    say(
        "dockerd takes the proxies of daemon.json, which you chose, and not this variable.",
        "dockerd が使うのは、選んだ daemon.json のプロキシで、この変数ではありません。",
    ),
    say(
        "Delete it, so that nobody changes the wrong place one day.",
        "後で誤ってこちらを直すことのないよう、消してください。",
    ),
);

const SHOWN: Words = warning(
    say(
        "There is a password in this address, and systemd shows the variables of a service to every user of the host, whatever the mode of this file.",
        "アドレスにパスワードがあります。systemd は、このファイルのモードに関係なく、サービスの変数をホストの全ユーザーに見せます。",
    ),
    say(
        "Use CNTLM, which keeps a hash in a file of its own, or daemon.json for dockerd.",
        "専用のファイルにハッシュを置く CNTLM か、dockerd なら daemon.json を使ってください。",
    ),
);

struct Look<'a> {
    document: &'a Document<'a>,
    findings: Findings,
}

pub(super) fn all(document: &Document, plan: Option<&Plan>) -> Vec<Finding> {
    let mut look = Look {
        document,
        findings: Findings::of(document.text),
    };
    for &at in &document.unit.ignored {
        look.findings.add(at, &IGNORED);
    }
    for assignment in &document.unit.assignments {
        look.assignment(assignment);
    }
    look.values(plan);
    look.findings.in_order()
}

/// Whether it is one of our variables.
fn is_ours(name: &[u8]) -> bool {
    LOWER
        .iter()
        .any(|ours| ours.as_bytes().eq_ignore_ascii_case(name))
}

fn value(word: &Word) -> String {
    let value = word.bytes.get(name(word).len() + 1..);
    String::from_utf8_lossy(value.unwrap_or_default()).replace("%%", "%")
}

/// A letter or `_`, then letters, digits and `_`.
fn is_name(name: &[u8]) -> bool {
    let first = name.first().is_some_and(|first| !first.is_ascii_digit());
    first
        && name
            .iter()
            .all(|&byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

impl Look<'_> {
    fn assignment(&mut self, assignment: &Assignment) {
        let document = self.document;
        let (at, key) = (assignment.key.start, &document.text[assignment.key.clone()]);
        let section = document.section(assignment);
        if section.is_none() {
            return self.findings.add(at, &NO_SECTION);
        }
        match (section, key) {
            (Some("Service"), "EnvironmentFile") => self.findings.add(at, &FILE),
            (Some("Service"), "UnsetEnvironment") => {
                let (words, _) = unit::words(&assignment.value.text);
                let name = |word: &Word| match name(word) {
                    b"" => is_ours(&word.bytes),
                    name => is_ours(name),
                };
                if words.iter().any(name) {
                    self.findings.add(at, &UNSET);
                }
            }
            (Some("Service"), "Environment") => self.words(assignment),
            (Some("Service"), key) if key.eq_ignore_ascii_case("Environment") => {
                self.findings.add(at, &LETTERS);
            }
            (_, "Environment") => self.findings.add(at, &OTHER_SECTION),
            _ => {}
        }
    }

    /// How the words of an `Environment=` are written.
    fn words(&mut self, assignment: &Assignment) {
        let (words, gives_up) = unit::words(&assignment.value.text);
        let place = |range: Range<usize>| {
            let places = assignment.value.places(&range);
            places
                .first()
                .map_or(assignment.key.start, |place| place.start)
        };
        for word in &words {
            let at = place(word.range.clone());
            if !is_name(name(word)) {
                self.findings.add(at, &NO_NAME);
            }
            if String::from_utf8_lossy(&word.bytes)
                .replace("%%", "")
                .contains('%')
            {
                self.findings.add(at, &PERCENT);
            }
        }
        if let Some(at) = gives_up {
            self.findings.add(place(at..at + 1), &GIVES_UP);
        }
    }

    /// What our variables hold.
    fn values(&mut self, plan: Option<&Plan>) {
        let document = self.document;
        let mut seen: Vec<Vec<u8>> = Vec::new();
        let not_used =
            |plan: &&Plan| document.service == Service::Docker && plan.daemon == Daemon::DaemonJson;
        let not_used = plan.filter(not_used).map(wanted);
        let mut lost = Lost::by(plan);
        for assignment in document.environment() {
            for word in unit::words(&assignment.value.text).0 {
                let places = assignment.value.places(&word.range);
                let at = places
                    .first()
                    .map_or(assignment.key.start, |place| place.start);
                let (name, value) = (name(&word), value(&word));
                if !is_ours(name) {
                    continue;
                }
                if seen.iter().any(|seen| seen == name) {
                    self.findings.add(at, &TWICE);
                }
                seen.push(name.to_vec());
                let words = if name.eq_ignore_ascii_case(b"no_proxy") {
                    if let Some(lost) = &mut lost {
                        lost.look(&mut self.findings, at, &value);
                    }
                    words::of_hosts(&value, false)
                } else {
                    words::of_proxy(&value)
                };
                words
                    .into_iter()
                    .for_each(|words| self.findings.add(at, words));
                if secrets::has_login(&value) {
                    self.findings.add(at, &SHOWN);
                }
                let mut wanted = not_used.iter().flatten();
                if wanted.any(|new| new.name.as_bytes() == name && new.bytes != word.bytes) {
                    self.findings.add(at, &NOT_USED);
                }
            }
        }
        let has = |name: &str| {
            seen.iter()
                .any(|seen| seen.eq_ignore_ascii_case(name.as_bytes()))
        };
        if has("http_proxy") && !has("https_proxy") {
            let first = document.environment().first().map(|first| first.key.start);
            self.findings.add(first.unwrap_or(0), &words::ONLY_HTTP);
        }
    }
}

pub(super) fn secrets(document: &Document) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for assignment in &document.unit.assignments {
        let text = &assignment.value.text;
        let (words, rest) = unit::words(text);
        for word in words {
            let named = secrets::is_name(&String::from_utf8_lossy(name(&word)));
            if named || secrets::has_login(&String::from_utf8_lossy(&word.bytes)) {
                found.extend(assignment.value.places(&word.range));
            }
        }
        // Nobody knows what is in there.
        if let Some(rest) = rest {
            found.extend(assignment.value.places(&(rest..text.len())));
        }
        for secret in secrets::in_command(text) {
            found.extend(assignment.value.places(&secret));
        }
    }
    let mut start = 0;
    for line in document.text.split_inclusive(['\n', '\r', '\0']) {
        let inside = if line.trim_start().starts_with(['#', ';']) {
            secrets::in_comment(line, &[])
        } else if document.unit.ignored.binary_search(&start).is_ok() {
            secrets::in_command(line)
        } else {
            Vec::new()
        };
        let inside = inside.into_iter();
        found.extend(inside.map(|at| at.start + start..at.end + start));
        start += line.len();
    }
    secrets::in_sequence(found)
}
