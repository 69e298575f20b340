//! The right colours, written by hand: each text with the kind of each of its tokens that is not
//! plain, by the kind's first two letters.

use runner_proxy::look::highlight::{Kind, tokens};

/// `co` comment, `se` section, `ke` key, `st` string, `es` escape, `nu` number, `kw` keyword,
/// `va` variable, `pu` punctuation.
fn short(kind: Kind) -> &'static str {
    match kind {
        Kind::Plain => "",
        Kind::Comment => "co",
        Kind::Section => "se",
        Kind::Key => "ke",
        Kind::String => "st",
        Kind::Escape => "es",
        Kind::Number => "nu",
        Kind::Keyword => "kw",
        Kind::Variable => "va",
        Kind::Punctuation => "pu",
    }
}

fn check(language: &str, text: &str, meant: &[(&str, &str)]) {
    let tokens = tokens(language, text);
    let read: Vec<_> = tokens
        .iter()
        .filter(|token| token.kind != Kind::Plain)
        .map(|token| (short(token.kind), token.text))
        .collect();
    assert_eq!(read, meant, "{language}: {text}");
}

#[test]
fn units() {
    check(
        "systemd unit",
        "# c\n; c\n[Service]\nEnvironment=\"A=%%5C\\\"b\"\nExecStart=a %h \\\n  # c\n  b\nUser=x\n",
        &[
            ("co", "# c"),
            ("co", "; c"),
            ("se", "[Service]"),
            ("ke", "Environment"),
            ("pu", "="),
            ("st", "\"A="),
            ("es", "%%"),
            ("st", "5C"),
            ("es", "\\\""),
            ("st", "b\""),
            ("ke", "ExecStart"),
            ("pu", "="),
            ("st", "a "),
            ("es", "%h"),
            ("st", " "),
            ("pu", "\\"),
            ("co", "# c"),
            ("st", "b"),
            ("ke", "User"),
            ("pu", "="),
            ("st", "x"),
        ],
    );
}

#[test]
fn cntlm() {
    check(
        "cntlm.conf",
        "# c\nUsername     a b #c\nPassword     \" p#w \"x\n[s]\nProxy\t10.0.0.1:80\n",
        &[
            ("co", "# c"),
            ("ke", "Username"),
            ("st", "a b "),
            ("co", "#c"),
            ("ke", "Password"),
            ("st", "\" p#w \""),
            ("se", "[s]"),
            ("ke", "Proxy"),
            ("st", "10.0.0.1:80"),
        ],
    );
}

#[test]
fn toml() {
    check(
        "TOML",
        "[[runners]] # c\n  a.b = [1, -2.5e3, true]\n\"k\" = 'it\\'\ns = '''\n[x] = 'y' ''\n'''\nt = \"a\\n\\u00e9\"\n[x]\nd = 2026-11-23T01:02:03Z\ni = { j = \"\"\"\\\"\"\"\"\"\" }\n",
        &[
            ("se", "[[runners]] "),
            ("co", "# c"),
            ("ke", "a.b"),
            ("pu", "="),
            ("pu", "["),
            ("nu", "1"),
            ("pu", ","),
            ("nu", "-2.5e3"),
            ("pu", ","),
            ("kw", "true"),
            ("pu", "]"),
            ("ke", "\"k\""),
            ("pu", "="),
            ("st", "'it\\'"),
            ("ke", "s"),
            ("pu", "="),
            ("st", "'''\n"),
            ("st", "[x] = 'y' ''\n"),
            ("st", "'''"),
            ("ke", "t"),
            ("pu", "="),
            ("st", "\"a"),
            ("es", "\\n\\u00e9"),
            ("st", "\""),
            ("se", "[x]"),
            ("ke", "d"),
            ("pu", "="),
            ("nu", "2026-11-23T01:02:03Z"),
            ("ke", "i"),
            ("pu", "="),
            ("pu", "{"),
            ("ke", "j"),
            ("pu", "="),
            ("st", "\"\"\""),
            ("es", "\\\""),
            ("st", "\"\"\"\"\""),
            ("pu", "}"),
        ],
    );
}

#[test]
fn yaml() {
    check(
        "YAML",
        "---\ndefault: &a\n  image: docker:24.0.5-cli # c\n  n: 10\n  b: yes\n  - name: 'it''s'\n    command: [\"--bip=\\\"x\", y]\n  - |\n    a: b # no\n\n      more\n  \"k\" : >-\n    folded\nlast: http://h#x\n",
        &[
            ("se", "---"),
            ("ke", "default"),
            ("pu", ":"),
            ("va", "&a"),
            ("ke", "image"),
            ("pu", ":"),
            ("st", "docker:24.0.5-cli"),
            ("co", "# c"),
            ("ke", "n"),
            ("pu", ":"),
            ("nu", "10"),
            ("ke", "b"),
            ("pu", ":"),
            ("kw", "yes"),
            ("pu", "-"),
            ("ke", "name"),
            ("pu", ":"),
            ("st", "'it''s'"),
            ("ke", "command"),
            ("pu", ":"),
            ("pu", "["),
            ("st", "\"--bip="),
            ("es", "\\\""),
            ("st", "x\""),
            ("pu", ","),
            ("st", "y"),
            ("pu", "]"),
            ("pu", "-"),
            ("pu", "|"),
            ("st", "    a: b # no\n"),
            ("st", "\n"),
            ("st", "      more\n"),
            ("ke", "\"k\""),
            ("pu", ":"),
            ("pu", ">-"),
            ("st", "    folded\n"),
            ("ke", "last"),
            ("pu", ":"),
            ("st", "http://h#x"),
        ],
    );
}

#[test]
fn json() {
    check(
        "JSON",
        "{ \"a\\\"b\" : \"c\\\\\", \"d\": [-1.5e+3, true, null, nil] }",
        &[
            ("pu", "{"),
            ("ke", "\"a"),
            ("es", "\\\""),
            ("ke", "b\""),
            ("pu", ":"),
            ("st", "\"c"),
            ("es", "\\\\"),
            ("st", "\""),
            ("pu", ","),
            ("ke", "\"d\""),
            ("pu", ":"),
            ("pu", "["),
            ("nu", "-1.5e+3"),
            ("pu", ","),
            ("kw", "true"),
            ("pu", ","),
            ("kw", "null"),
            ("pu", ","),
            ("pu", "]"),
            ("pu", "}"),
        ],
    );
}

#[test]
fn markdown() {
    check(
        "Markdown",
        "# Head\n\n1. Run `a ``b` now\n- x ` y\n\n   ````\n   # not a head\n   ```\n   ````\n> q ``a`b``\n",
        &[
            ("se", "# Head"),
            ("pu", "1."),
            ("st", "`a ``b`"),
            ("pu", "-"),
            ("pu", "````"),
            ("st", "# not a head"),
            ("st", "```"),
            ("pu", "````"),
            ("pu", ">"),
            ("st", "``a`b``"),
        ],
    );
}

#[test]
fn shell_words() {
    check(
        "shell",
        "#!/bin/sh\na=1 b=\"$x${y:-'z'}\\$\" c\nsay() { printf '%s\\n' \"$*\" >&2 || :; }\nif ! [ -e \"$1\" ]; then echo if a#b x='y'\\''z'; fi # c\n",
        &[
            ("co", "#!/bin/sh"),
            ("ke", "a"),
            ("pu", "="),
            ("ke", "b"),
            ("pu", "="),
            ("st", "\""),
            ("va", "$x${y:-'z'}"),
            ("es", "\\$"),
            ("st", "\""),
            ("se", "say"),
            ("pu", "()"),
            ("pu", "{"),
            ("st", "'%s\\n'"),
            ("st", "\""),
            ("va", "$*"),
            ("st", "\""),
            ("pu", ">&"),
            ("pu", "||"),
            ("pu", ";"),
            ("pu", "}"),
            ("kw", "if"),
            ("kw", "!"),
            ("st", "\""),
            ("va", "$1"),
            ("st", "\""),
            ("pu", ";"),
            ("kw", "then"),
            ("ke", "x"),
            ("pu", "="),
            ("st", "'y'"),
            ("es", "\\'"),
            ("st", "'z'"),
            ("pu", ";"),
            ("kw", "fi"),
            ("co", "# c"),
        ],
    );
}

#[test]
fn shell_nests() {
    check(
        "shell",
        "x=\"$(case $a in \"b)\") c \"d\" ;; esac)\"e\nn=$((n << (2 + 1)))\ncat <<'END' | `f \"g\"`\nif $x\nEND\nfor i in in; do :; done\n",
        &[
            ("ke", "x"),
            ("pu", "="),
            ("st", "\""),
            ("pu", "$("),
            ("kw", "case"),
            ("va", "$a"),
            ("kw", "in"),
            ("st", "\"b)\""),
            ("pu", ")"),
            ("st", "\"d\""),
            ("pu", ";;"),
            ("kw", "esac"),
            ("pu", ")"),
            ("st", "\""),
            ("ke", "n"),
            ("pu", "=$(("),
            ("va", "n"),
            ("pu", "<<"),
            ("pu", "("),
            ("nu", "2"),
            ("pu", "+"),
            ("nu", "1"),
            ("pu", ")))"),
            ("pu", "<<"),
            ("st", "'END'"),
            ("pu", "|"),
            ("pu", "`"),
            ("st", "\"g\""),
            ("pu", "`"),
            ("st", "if $x\n"),
            ("st", "END\n"),
            ("kw", "for"),
            ("kw", "in"),
            ("pu", ";"),
            ("kw", "do"),
            ("pu", ";"),
            ("kw", "done"),
        ],
    );
}

#[test]
fn what_is_inside() {
    check(
        "GitLab Runner variable",
        "A=http://a%40b$$c$D",
        &[
            ("ke", "A"),
            ("pu", "="),
            ("st", "http://a"),
            ("es", "%40"),
            ("st", "b"),
            ("es", "$$"),
            ("st", "c"),
            ("va", "$D"),
        ],
    );
    check("URL", "http://a%5Cb%4", &[("es", "%5C")]);
    check("text", "\"a\" # b", &[]);
}
