//! site.json, which a team that hosts the page puts beside index.html: answers to begin with, answers
//! that nobody shall change, and whom to ask.
//!
//! ```
//! use runner_proxy::form::{fields, site::Site};
//!
//! let (site, problems) = Site::read(r#"{
//!     "form": {"proxies": "proxy.corp.example:8080", "domain": "CORP"},
//!     "locked": ["proxies", "daemon"],
//!     "organisation": "Example Corp",
//!     "support": "https://help.corp.example/proxy"
//! }"#);
//! assert!(problems.is_empty());
//! let mut form = site.preset.clone();
//! form.set(&fields::PROXIES, "10.0.0.41:8080".to_owned());
//! let overruled = site.lock(&mut form);
//! assert_eq!(overruled[0].name, "proxies");
//! assert_eq!(form.text(&fields::PROXIES), "proxy.corp.example:8080");
//! ```

use super::json::{self, Members, Value, Wrong};
use super::values::Shown;
use super::{Field, Form, Problem, SITE, field, problem};
use crate::say::{Message, message, say};
use crate::text::Text;

/// What a site says. Without a site.json it says nothing.
#[derive(Clone, Default)]
pub struct Site {
    /// The form that the page begins with. It never holds a secret.
    pub preset: Form,
    /// The questions whose answer is the preset, or the default where there is none.
    pub locked: Vec<&'static Field>,
    /// Who hosts the page, on one line.
    pub organisation: Option<String>,
    /// Where help is: a URL of `https:`, `http:` or `mailto:`.
    pub support: Option<String>,
}

impl Site {
    /// Reads a site.json. What is right in it is used; what is wrong is left out and told, as
    /// warnings at [`SITE`]. An empty text says nothing.
    pub fn read(text: &str) -> (Self, Vec<Problem>) {
        let mut site = Self::default();
        let mut messages = Vec::new();
        match json::members(text.as_bytes()) {
            Ok(members) => site.take(members, &mut messages),
            Err(_) if text.trim().is_empty() => {}
            Err((line, column)) => messages.push(message!(
                "site.json, line {line}, column {column}: this is not a JSON object. The page works without it, but nothing is preset; tell the team that hosts the page.",
                "site.json の {line} 行目 {column} バイト目：JSON オブジェクトではありません。ページはこのファイルなしで使えますが、あらかじめ用意された値は入りません。ページの管理者に知らせてください。",
            )),
        }
        let problems = messages.into_iter();
        let problems = problems.map(|message| Problem::warning(SITE, message));
        (site, problem::told(problems.collect()))
    }

    /// Whether nobody may change this answer.
    pub fn locks(&self, field: &Field) -> bool {
        self.locked.iter().any(|locked| locked.name == field.name)
    }

    /// Gives the locked questions their answers again, whatever a link or a file says. Answers with
    /// those that meant something else.
    pub fn lock(&self, form: &mut Form) -> Vec<&'static Field> {
        let mut overruled = Vec::new();
        for &field in &self.locked {
            let (said, meant) = (form.text(field), self.preset.text(field));
            if said != meant && !(field.is_default(said) && field.is_default(meant)) {
                overruled.push(field);
            }
            form.set(field, meant.to_owned());
        }
        overruled
    }

    fn take(&mut self, members: Members, messages: &mut Vec<Message>) {
        let mut seen: Vec<String> = Vec::new();
        let mut locked = Vec::new();
        for (name, value) in members {
            if seen.contains(&name) {
                messages.push(twice(&name));
                continue;
            }
            match (name.as_str(), value) {
                ("form", Value::Object(members)) => self.preset = preset(members, messages),
                ("locked", Value::List(names)) => locked = names,
                ("organisation", Value::Text(text)) => {
                    self.organisation = organisation(&text, messages);
                }
                ("support", Value::Text(text)) => self.support = support(text, messages),
                ("form" | "locked" | "organisation" | "support", _) => {
                    messages.push(wrong_type(&name));
                }
                _ => {
                    let shown = Shown(&name);
                    messages.push(message!(
                        "site.json has a member “{shown}” that means nothing. It was left out; write form, locked, organisation or support.",
                        "site.json に「{shown}」というメンバーがありますが、意味を持たないので使いませんでした。書けるのは form、locked、organisation、support です。",
                    ));
                }
            }
            seen.push(name);
        }
        // At the end: what can be locked depends on the presets, which may stand behind.
        self.lock_all(locked, messages);
    }

    fn lock_all(&mut self, names: Vec<Value>, messages: &mut Vec<Message>) {
        let problems = super::read(&self.preset).problems;
        for name in names {
            let Value::Text(name) = name else {
                messages.push(wrong_type("locked"));
                continue;
            };
            let refused = |problem: &Problem| problem.is_error() && problem.field == name;
            match field(&name) {
                None => messages.push(unknown(&Shown(&name).to_string())),
                Some(field) if field.is_secret() => messages.push(
                    say(
                        "site.json locks the password, which nobody could type then. The lock was left out.",
                        "site.json でパスワードがロックされていますが、それでは誰も入力できないので、ロックしませんでした。",
                    )
                    .into(),
                ),
                // Nobody could mend it, and no file would ever leave.
                Some(_) if problems.iter().any(refused) => messages.push(message!(
                    "site.json locks “{name}”, but its answer there is missing or refused. The question stays open; correct the answer under form, or take the lock away.",
                    "site.json で「{name}」がロックされていますが、その値がないか、正しくないので、ロックしませんでした。form の値を直すか、locked から外してください。",
                )),
                Some(field) if !self.locks(field) => self.locked.push(field),
                Some(_) => {}
            }
        }
    }
}

/// The presets: answers that everybody may read.
fn preset(members: Members, messages: &mut Vec<Message>) -> Form {
    let secret = |member: &(String, Value)| field(&member.0).is_some_and(Field::is_secret);
    let (secrets, members): (Members, Members) = members.into_iter().partition(secret);
    if !secrets.is_empty() {
        messages.push(
            say(
                "site.json answers the password, and everybody who opens the page can read that file. It was not taken: remove it, and have the password changed if it was a real one.",
                "site.json にパスワードの項目があります。このファイルはページを開く誰もが読めるので、使いませんでした。項目を消し、本物のパスワードだった場合は変更してください。",
            )
            .into(),
        );
    }
    let (form, wrong) = json::answers(members);
    messages.extend(wrong.into_iter().map(|(name, wrong)| match wrong {
        Wrong::Unknown => unknown(&name),
        Wrong::Twice => twice(&name),
        Wrong::Secret(_) => message!(
            "The answer to “{name}” in site.json holds a private key, and everybody who opens the page can read that file. It was not taken: remove it, treat the key as leaked, and put the certificate alone there.",
            "site.json の「{name}」に秘密鍵が含まれています。このファイルはページを開く誰もが読めるので、使いませんでした。消して、鍵は漏えいしたものとして扱い、証明書だけを書いてください。",
        ),
        Wrong::NotText => message!(
            "The answer to “{name}” in site.json is not text and was left out. Put it in double quotes, also a number.",
            "site.json の「{name}」の値が文字列ではないので、使いませんでした。数値も二重引用符で囲んでください。",
        ),
    }));
    form
}

fn organisation(text: &str, messages: &mut Vec<Message>) -> Option<String> {
    const LONGEST: usize = 80;
    let text = text.trim();
    let right = !text.is_empty() && text.chars().count() <= LONGEST && Text::typed(text).is_some();
    if !right {
        messages.push(message!(
            "The organisation in site.json was left out. Write one line of at most {LONGEST} characters.",
            "site.json の organisation は使いませんでした。{LONGEST} 文字までの一行で書いてください。",
        ));
    }
    right.then(|| text.to_owned())
}

/// Where help is. Other schemes are refused because the page makes a link of it: `javascript:` would
/// run in the page that holds the password. Browsers drop blanks and line breaks when they look for
/// the scheme (WHATWG URL, basic URL parser), so there may be none.
fn support(text: String, messages: &mut Vec<Message>) -> Option<String> {
    const SCHEMES: [&str; 3] = ["https://", "http://", "mailto:"];
    let begins = |scheme: &str| {
        let start = text.get(..scheme.len());
        let rest = text.get(scheme.len()..).unwrap_or_default();
        start.is_some_and(|start| start.eq_ignore_ascii_case(scheme))
            && !rest.is_empty()
            && !rest.starts_with('/')
    };
    let blank = |c: char| c.is_whitespace() || c.is_control();
    let right = SCHEMES.into_iter().any(begins) && !text.contains(blank);
    if !right {
        messages.push(
            say(
                "The support link in site.json was left out. Write a URL without blanks that begins with https://, http:// or mailto:.",
                "site.json の support は使いませんでした。https://、http://、mailto: のどれかで始まり、空白を含まない URL を書いてください。",
            )
            .into(),
        );
    }
    right.then_some(text)
}

fn unknown(shown: &str) -> Message {
    message!(
        "site.json names a field “{shown}” that does not exist. It was left out; `runner-proxy fields` lists them all.",
        "site.json に「{shown}」という項目がありますが、この名前の項目はないので、使いませんでした。`runner-proxy fields` で一覧が見られます。",
    )
}

fn twice(name: &str) -> Message {
    let shown = Shown(name);
    message!(
        "“{shown}” stands twice in site.json, and only the first was read. Keep one of the two.",
        "site.json に「{shown}」が二度書かれていて、最初のものだけを読みました。どちらか一つにしてください。",
    )
}

fn wrong_type(name: &str) -> Message {
    message!(
        "“{name}” in site.json has the wrong type and was left out: form is an object of text, locked a list of field names, organisation and support are text.",
        "site.json の「{name}」は型が違うので、使いませんでした。form は文字列だけのオブジェクト、locked は項目名の配列、organisation と support は文字列です。",
    )
}
