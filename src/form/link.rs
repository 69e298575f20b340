//! The form in a link: `#proxies=10.0.0.41:8080&dind=tls`, the fragment of the page's URL
//! (RFC 3986 section 3.5), which browsers send to no server.
//!
//! A link is read against the presets of the site that opens it ([`Site`](super::site::Site)): what
//! it names holds, the rest is as the site begins. So a link also names what is default everywhere
//! else when the site presets another answer.

use super::values::Shown;
use super::{FIELDS, Field, Form, LINK, Problem, field, problem};
use crate::say::{Message, message, say};
use crate::text::Text;
use crate::text::url;

/// The longest answer that is read, in bytes: longer than any that can be right, because NO_PROXY
/// ends at 60,000. A link of megabytes must not stop the page that opens it.
const LONGEST: usize = 100_000;

impl Form {
    /// The fragment of a link to this form, without `#` and without secrets: the answers that are
    /// neither the default here nor in the presets, in the order of the form.
    pub fn to_link(&self, presets: &Form) -> String {
        let said = |field: &&&Field| {
            let texts = [&*self.passed_on(field), presets.text(field)];
            !field.is_secret() && !texts.iter().all(|text| field.is_default(text))
        };
        let pair = |field: &&Field| {
            let value = url::fragment(&Text::raw(&self.passed_on(field)));
            Text::concat([&Text::constant(field.name), &Text::constant("="), &value])
        };
        let pairs: Vec<_> = FIELDS.iter().filter(said).map(pair).collect();
        Text::join("&", &pairs).as_str().to_owned()
    }

    /// Opens a link: the presets with the answers of the fragment, and what could not be read of it.
    ///
    /// It takes what it can. What is left out is told as a warning: it stands in the way of nothing.
    pub fn from_link(fragment: &str, presets: &Form) -> (Self, Vec<Problem>) {
        let mut link = Link {
            form: presets.clone(),
            seen: Vec::new(),
            problems: Vec::new(),
        };
        let fragment = fragment.strip_prefix('#').unwrap_or(fragment);
        for (index, mut part) in fragment.split('&').enumerate() {
            // HTML's way to write `&`, pasted from a source or a mail. No field begins like this.
            while let Some(rest) = part.strip_prefix("amp;") {
                part = rest;
            }
            if !part.is_empty() {
                link.take(index + 1, part);
            }
        }
        (link.form, problem::told(link.problems))
    }
}

/// A link while it is read.
struct Link {
    form: Form,
    /// The fields that were named so far.
    seen: Vec<&'static Field>,
    problems: Vec<Problem>,
}

impl Link {
    /// Takes one part, `name=value`, or says why not.
    fn take(&mut self, number: usize, part: &str) {
        let (name, value) = match part.split_once('=') {
            Some((name, value)) => (name, Some(value)),
            None => (part, None),
        };
        let name = decode(name);
        let Some(field) = name.as_deref().and_then(field) else {
            let message = self.no_field(number, name.filter(|_| value.is_some()));
            self.problems.push(Problem::warning(LINK, message));
            return;
        };
        let twice = self.seen.iter().any(|seen| seen.name == field.name);
        self.seen.push(field);
        let message = if field.is_secret() {
            if value.is_none_or(str::is_empty) {
                return;
            }
            say(
                "The link holds a password, which was not taken from it. Whoever saw the link has seen it: have the password changed, and type the new one here.",
                "リンクにパスワードが含まれていましたが、使いませんでした。リンクを見た人には知られたものと考えて、パスワードを変更し、新しいものをここに入力してください。",
            )
            .into()
        } else if twice {
            say(
                "The link answers this question more than once, and only the first answer was read. Check it.",
                "この項目がリンクに二度以上書かれていて、最初のものだけを読みました。内容を確かめてください。",
            )
            .into()
        } else {
            let text = value.and_then(decode);
            match text {
                Some(text) if field.must_not_keep(&text).is_some() => say(
                    "The link holds a private key, which was not taken from it. Whoever saw the link has seen it: treat the key as leaked, tell the people who run the proxy, and paste the certificate alone.",
                    "リンクに秘密鍵が含まれていましたが、使いませんでした。リンクを見た人には知られたものと考えて、鍵は漏えいしたものとして扱い、プロキシの管理者に知らせてください。ここには証明書だけを貼り付けてください。",
                )
                .into(),
                Some(text) if text.len() <= LONGEST => {
                    self.form.set(field, text);
                    return;
                }
                Some(_) => message!(
                    "The link's answer to this question is longer than {LONGEST} bytes and was left out. Type it here, or open a form.json.",
                    "リンクにあるこの項目の値は {LONGEST} バイトを超えているので、読みませんでした。ここに入力するか、form.json を開いてください。",
                ),
                None => say(
                    "The link's answer to this question was damaged on its way and was left out. Type it here, or ask for the link again.",
                    "リンクにあるこの項目の値が途中で壊れているので、読みませんでした。ここに入力するか、リンクをもう一度もらってください。",
                )
                .into(),
            }
        };
        self.problems.push(Problem::warning(field.name, message));
    }

    /// Why a part belongs to no field. It shows a name that was read, and nothing else: a part
    /// without `=` may be anything, and after a password even a name may be the rest of it, split at
    /// an `&`.
    fn no_field(&self, number: usize, name: Option<String>) -> Message {
        let open = !self.seen.iter().any(|seen| seen.is_secret());
        if let Some(name) = name.filter(|_| open) {
            let shown = Shown(&name);
            return message!(
                "The link answers “{shown}”, which is no question here. It was left out; check the answers.",
                "リンクにある「{shown}」という項目はこの画面にないので、読みませんでした。ほかの項目を確かめてください。",
            );
        }
        message!(
            "Part {number} of the link is not name=value and was left out. The link was damaged or cut on its way: ask for it again, or check the answers.",
            "リンクの {number} 番目の部分は「名前=値」の形ではないので、読みませんでした。リンクが途中で壊れたか切れています。もう一度もらうか、各項目を確かめてください。",
        )
    }
}

/// Undoes percent-encoding (RFC 3986 section 2.1). `+` is a plus: that it means a blank holds in
/// forms sent to servers only. `None` for a broken escape, or bytes that are no UTF-8.
fn decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => {
                let mut digit = || char::from(rest.next()?).to_digit(16);
                u8::try_from(digit()? << 4 | digit()?).ok()?
            }
            byte => byte,
        });
    }
    String::from_utf8(bytes).ok()
}
