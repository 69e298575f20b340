//! Drop-ins, generated.

use crate::random::Random;

const LINES: &[&str] = &[
    "# a comment",
    "; another",
    "",
    "   ",
    "Nice=5",
    "UMask=0022",
    "Description=b \\",
    "NoEquals",
    "=x",
    "Environment=",
    "Environment =",
    "EnvironmentFile=-/nonexistent",
    "Description=a",
    "After=network.target",
    "After=cntlm.service docker.service",
    "# Environment=HTTP_PROXY=old",
    "PassEnvironment=HTTP_PROXY",
    "Environment=A=b",
    "  # x \\",
    "Wants=x.target",
    "HTTP_PROXY=old",
];

const WORDS: &[&str] = &[
    "A=b",
    "\"B=c d\"",
    "'C=\"e\"'",
    "D=%%40",
    "E=%u",
    "F=%4",
    "TZ=UTC",
    "x",
    "1=2",
    "G=\\x41\\u00e9",
    "\"H=a\\\"b\\\\\"",
    "LD=日本",
    "I=",
    "\"J=#\"",
    "K=it\"'\"s",
    "L=a;b#c",
    "=x",
    "M=a\\tb",
];

const VALUES: &[&str] = &[
    "http://old:1",
    "old:1",
    "",
    "http://u:p%%40s@old:1",
    "http://u:p%40s@old:1",
    "localhost,127.0.0.1",
    "http://proxy.corp.example:8080",
    "\\x68ttp://old",
    "a\\\"b",
    "%u",
];

/// A drop-in, and whether no word in it is written on several lines.
pub(super) fn generated(random: &mut Random) -> (String, bool) {
    let newline = random.of(&["\n", "\n", "\n", "\r\n"]);
    let (mut text, mut simple) = (String::new(), true);
    if random.below(40) == 0 {
        text += "\u{feff}";
    }
    if random.below(8) != 0 {
        text += random.of(&["[Service]", "[Unit]", "# top", "[Service]  "]);
        text += newline;
    }
    for _ in 0..random.below(9) {
        match random.below(8) {
            0 => text += random.of(&["[Service]", "[Service]", "[Unit]", "[Install]", "[X-ours]"]),
            1..=3 => text += random.of(LINES),
            _ => simple &= environment(&mut text, random, newline),
        }
        text += newline;
    }
    match random.below(12) {
        0 => text.truncate(text.trim_end_matches(['\r', '\n']).len()),
        1 => text = text + "Environment=Z=1 \\" + random.of(&["", newline, "\n# x\n"]),
        _ => {}
    }
    // A comment's backslash asks for nothing, but another line's does.
    simple &= !text.contains("\\\n") && !text.contains("\\\r") && !text.ends_with('\\');
    (text, simple)
}

fn environment(text: &mut String, random: &mut Random, newline: &str) -> bool {
    let mut simple = true;
    *text += random.of(&[
        "Environment=",
        "Environment=",
        "Environment = ",
        "  Environment=",
    ]);
    for index in 0..1 + random.below(4) {
        if index > 0 {
            if random.below(6) == 0 {
                *text += &format!(" \\{newline}");
                if random.below(3) == 0 {
                    *text += &format!("# between{newline}");
                }
                simple = false;
            }
            *text += random.of(&[" ", "  ", "\t"]);
        }
        if random.below(2) == 0 {
            *text += random.of(WORDS);
            continue;
        }
        let name = random.of(&[
            "HTTP_PROXY",
            "HTTPS_PROXY",
            "NO_PROXY",
            "http_proxy",
            "no_proxy",
            "HTTP_PROXY",
        ]);
        let value = random.of(VALUES);
        let quote = random.of(&["\"", "\"", "'", ""]);
        if !quote.is_empty() && random.below(12) == 0 {
            *text += &format!("{quote}{name}={value}\\{newline}");
            *text += random.of(&["", "", "# inside\n", "b "]);
            *text += &format!("tail{quote}");
            simple = false;
        } else if random.below(8) == 0 {
            *text += &format!("{name}={quote}{value}{quote}");
        } else {
            *text += &format!("{quote}{name}={value}{quote}");
        }
    }
    if random.below(40) == 0 {
        *text += random.of(&[" \"open", " bad\\q"]);
    }
    simple
}
