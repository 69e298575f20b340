//! cntlm.conf files, generated.

use crate::random::Random;

const KEYS: &[&str] = &[
    "Username",
    "Username",
    "Domain",
    "Domain",
    "Password",
    "PassNTLMv2",
    "PassNT",
    "PassLM",
    "Auth",
    "Proxy",
    "Proxy",
    "Proxy",
    "Listen",
    "Listen",
    "Listen",
];

const OTHERS: &[&str] = &[
    "# a comment",
    ";another",
    "",
    "",
    "  ",
    "[section]",
    "Allow 127.0.0.1",
    "Deny 0/0",
    "Header User-Agent: x # y",
    "Tunnel 11443:a.example:443",
    "NoProxy localhost, 127.0.0.*, 10.*",
    "Gateway yes",
    "Workstation pc-7",
    "SOCKS5Proxy 8010",
    "ISAScannerSize 1024",
    "unknown x",
    "Users x",
    "Proxy",
    "Password   ",
    "Password # none",
    "Listen;x",
    "Username[x] y",
    "-x Proxy a:1",
    "# Proxy old:1",
    "# J\u{f6}rg war hier",
    "\u{a0}Proxy a:1",
    "NoProxy \"a # b\"",
    "Proxys a:1",
];

const VALUES: &[&str] = &[
    "alice",
    "bob",
    "CORP",
    "corp-uk",
    "corp",
    "j\u{f6}rg",
    "0123456789ABCDEF0123456789ABCDEF",
    "0123456789abcdef",
    "NTLMv2",
    "ntlmv2",
    "NTLM",
    "LM",
    "10.0.0.41:8080",
    "10.0.0.42:8080",
    "proxy.corp.example:3128",
    "3128",
    "127.0.0.1:3128",
    "172.17.0.1:3128",
    "172.18.0.1:3128",
    "172.17.0.1:8080",
    "0.0.0.0:3128",
    "= x",
    "a ;b",
    "p\"q",
    "a'b",
    "\\x",
    "not-set-yet",
    "10.1.2.3:3128",
    "172.17.0.1",
    "x\\y\tz",
];

/// A document, and whether it has lines that cntlm cuts.
pub(super) fn generated(random: &mut Random) -> String {
    let newline = random.of(&["\n", "\n", "\n", "\r\n"]);
    let mut text = String::new();
    if random.below(60) == 0 {
        text += "\u{ef}\u{bb}\u{bf}";
    }
    for number in 0..random.below(14) {
        let line = match random.below(3) {
            0 => random.of(OTHERS).to_owned(),
            _ => option(random, number),
        };
        text += &line;
        if random.below(150) == 0 {
            // Longer than a line may be; what is cut off may be a line of its own.
            let more = random.of(&["#", " # ", "x"]).to_owned();
            text += &more.repeat(4000 / more.len());
            text += &" Username  tail".repeat(random.below(12));
        }
        text += if random.below(60) == 0 { "\n" } else { newline };
    }
    if random.below(25) == 0 {
        let end = text.trim_end_matches(['\r', '\n']).len();
        text.truncate(end);
    }
    text
}

fn option(random: &mut Random, number: usize) -> String {
    let mut key = random.of(KEYS).to_owned();
    match random.below(8) {
        0 => key.make_ascii_lowercase(),
        1 => key.make_ascii_uppercase(),
        _ => {}
    }
    let indent = random.of(&["", "", "", "", " ", "\t", "  "]);
    let blanks = random.of(&[" ", "  ", "\t", "\t\t", "      ", " \t"]);
    let value = random.of(VALUES);
    let value = match random.below(6) {
        0 => format!("\"{}\"", value.replace('"', "")),
        1 if random.below(4) == 0 => "\"\"".to_owned(),
        _ => value.to_owned(),
    };
    let tail = match random.below(6) {
        0 => format!(" #c{number}# x"),
        1 => format!("#c{number}#"),
        2 if value.starts_with('"') => " ignored".to_owned(),
        3 => "  ".to_owned(),
        _ => String::new(),
    };
    format!("{indent}{key}{blanks}{value}{tail}")
}
