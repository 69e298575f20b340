//! Docker's JSON files as people, tools and docker itself write them, and generated ones.

use crate::random::Random;

/// Shapes of the real world.
pub(super) const SHAPES: &[&str] = &[
    "",
    " ",
    "\n",
    "\r\n\r\n",
    "\u{feff}",
    "\u{feff}\r\n",
    "{}",
    "{}\n",
    "{ }",
    "{\n}\n",
    "{\r\n}\r\n",
    "\u{feff}{}",
    "null",
    " null\n",
    "\n{}\n\n",
    "{\"a\":1}",
    "{\"a\": 1}\n",
    "{ \"a\": 1 }",
    "{ \"a\" : 1 }\n",
    "{\"a\":1,\"b\":[]}",
    "{\n\"a\": 1\n}\n",
    "{\n  \"a\": 1\n}\n",
    "{\n  \"a\": 1\n}",
    "{\r\n  \"a\": 1\r\n}\r\n",
    "\u{feff}{\r\n\t\"a\": 1\r\n}",
    "{\n\t\"auths\": {\n\t\t\"https://index.docker.io/v1/\": {\n\t\t\t\"auth\": \"YTpi\"\n\t\t}\n\t}\n}",
    "{\n\t\"auths\": {\n\t\t\"r.example\": {}\n\t},\n\t\"credsStore\": \"secretservice\",\n\t\"credHelpers\": {\"a.example\": \"ecr-login\"}\n}\n",
    "{\n    \"log-driver\": \"json-file\",\n    \"log-opts\": {\n        \"max-size\": \"10m\",\n        \"max-file\": \"3\"\n    }\n}\n",
    "{\n  \"insecure-registries\": [\n    \"10.0.0.1:5000\"\n  ],\n  \"bip\": \"172.17.0.1/16\"\n}\n",
    "{\n  \"a\": 1,\n\n  \"b\": 2\n\n}\n",
    "{\n  \"a\": 1, \"b\": 2\n}\n",
    "{ \"a\": 1,\n  \"b\": 2 }\n",
    "{\n  \"a\": 1\n, \"b\": 2\n}\n",
    "{\"a\": 1\n}",
    "{\n  \"a\":\n    1\n}\n",
    "{\n  \"proxies\": {}\n}\n",
    "{\n  \"proxies\": { }\n}\n",
    "{\n  \"proxies\": {\n  }\n}\n",
    "{\"proxies\": {}}",
    "{\"proxies\": null}",
    "{\n  \"proxies\": null,\n  \"a\": 1\n}\n",
    "{\n  \"proxies\": {\"default\": null}\n}\n",
    "{\n  \"proxies\": {\"default\": {}}\n}\n",
    "{\n  \"proxies\": {\n    \"default\": {\n    }\n  }\n}\n",
    "{\n  \"Proxies\": {\n    \"default\": {\n      \"HTTPProxy\": \"http://old:1\"\n    }\n  }\n}\n",
    "{\n  \"proxies\": {\n    \"Default\": {\n      \"httpProxy\": \"http://old:1\"\n    }\n  }\n}\n",
    "{\n  \"proxies\": {\n    \"default\": {\n      \"httpProxy\": \"http://old:1\",\n      \"httpsProxy\": \"http://old:1\",\n      \"noProxy\": \"localhost\",\n      \"ftpProxy\": \"http://old:1\"\n    }\n  },\n  \"auths\": {}\n}\n",
    "{\n  \"proxies\": {\n    \"tcp://docker:2375\": {\n      \"httpProxy\": \"http://old:1\"\n    }\n  }\n}\n",
    "{\"proxies\": {\"tcp://a:1\": {}, \"default\": {\"noProxy\":\"a\"}}}",
    "{\n  \"proxies\": {\n    \"http-proxy\": \"http://old:1\",\n    \"https-proxy\": \"http://old:1\",\n    \"no-proxy\": \"localhost\"\n  }\n}\n",
    "{\n  \"proxies\": {\n    \"no-proxy\": \"localhost\"\n  }\n}\n",
    "{\"proxies\": {\"http-proxy\": \"http://proxy.corp.example:8080\"}}",
    "{\"proxies\":{\"http-proxy\":\"http:\\/\\/proxy.corp.example:8080\",\"https-proxy\":\"\\u0068ttp://proxy.corp.example:8080\"}}",
    "{\"proxies\": {\"http-proxy\": null, \"https-proxy\": \"\", \"no-proxy\": \"x\"}}",
    "{\"proxies\": {\"http-proxy\": 5}}",
    "{\"proxies\": {\"default\": {\"httpProxy\": [\"a\"]}}}",
    "{\"proxies\": []}",
    "{\"proxies\": \"http://old:1\"}",
    "{\"proxies\": {\"default\": \"x\"}}",
    "{\"proxies\": {}, \"proxies\": {}}",
    "{\"proxies\": {}, \"Proxies\": {}}",
    "{\"proxie\u{17f}\": {\"default\": {\"noProxy\": \"a\"}}}",
    "{\"\\u0070roxies\": {\"\\u0064efault\": {\"no\\u0050roxy\": \"a\"}}}",
    "{\"proxies\": {\"default\": {\"httpProxy\": \"a\", \"httpProxy\": \"b\"}}}",
    "{\"proxies\": {\"default\": {}, \"default\": {}}}",
    "{\"a\": 1, \"a\": 2, \"a\": {\"proxies\": {}}}",
    "{\"a\": 1.0e+10, \"b\": -0, \"c\": 1E400, \"d\": 12345678901234567890123}",
    "{\"a\": \"\\ud800\", \"\\udc00\": \"\\u0000\\\"\\\\\"}",
    "{\"日本\": \"語😀\", \"é\": [[[[[]]]]]}",
    "{\"a\": \"{\\\"proxies\\\": {}}\", \"b\": \"}\", \"c\": \"\\\\\"}",
    "[]",
    "\"proxies\"",
    "5",
    "{\"a\": 1,}",
    "{'a': 1}",
    "{\"a\": NaN}",
    "{\"a\": 1} x",
    "// x\n{}",
    "{",
    "{\"a\"",
    "{\"proxies\": {\"default\": {\"httpProxy\": \"http://old:1\",}}}",
];

const NAMES: &[&str] = &[
    "proxies",
    "Proxies",
    "proxies",
    "PROXIES",
    "\\u0070roxies",
    "default",
    "default",
    "Default",
    "http-proxy",
    "https-proxy",
    "no-proxy",
    "HTTP-proxy",
    "httpProxy",
    "httpsProxy",
    "noProxy",
    "NoProxy",
    "ftpProxy",
    "auths",
    "auth",
    "a",
    "b",
    "",
    "日本",
    "x\\\"y",
    "\\ud800",
    "log-opts",
];

const VALUES: &[&str] = &[
    "null",
    "true",
    "false",
    "0",
    "-1.50",
    "1e3",
    "\"\"",
    "\"a\"",
    "\"http://old:1\"",
    "[]",
    "{}",
    "\"http://proxy.corp.example:8080\"",
    "\"http:\\/\\/proxy.corp.example:8080\"",
    "\"}\\\"{\"",
    "[1, {\"proxies\": {}}, \"]\"]",
    "\"localhost,127.0.0.1\"",
    "\"\\u65e5😀\"",
];

/// How one document is written.
struct Style {
    newline: &'static str,
    step: &'static str,
    colon: &'static str,
    /// Of a hundred objects, how many stand on one line.
    flat: usize,
    /// Whether blanks are anywhere.
    wild: bool,
}

/// Documents with the same chance every time; one in eight is damaged.
pub(super) fn generated(count: usize) -> Vec<String> {
    let mut random = Random(6);
    (0..count)
        .map(|_| {
            let mut text = document(&mut random);
            if random.below(8) == 0 {
                damage(&mut text, &mut random);
            }
            text
        })
        .collect()
}

fn document(random: &mut Random) -> String {
    let style = Style {
        newline: random.of(&["\n", "\n", "\r\n"]),
        step: random.of(&["  ", "    ", "\t", "", " "]),
        colon: random.of(&[": ", ": ", ":", " : "]),
        flat: random.of(&[0, 0, 30, 100]),
        wild: random.below(6) == 0,
    };
    let mut text = String::from(random.of(&["", "", "", "", "\u{feff}", "\n", " "]));
    object(&mut text, random, &style, 0, 0);
    text += random.of(&["\n", "\r\n", "", "", " \n\n"]);
    text
}

fn blank(text: &mut String, random: &mut Random, style: &Style) {
    if style.wild {
        *text += random.of(&["", "", " ", "\n", "\t", "  ", "\r\n", "\r"]);
    }
}

/// An object; the names on the way to ours come more often where they belong.
fn object(text: &mut String, random: &mut Random, style: &Style, depth: usize, on_the_way: usize) {
    let flat = random.below(100) < style.flat;
    let line = |text: &mut String, depth: usize| {
        if flat {
            *text += if style.colon == ":" { "" } else { " " };
        } else {
            *text += style.newline;
            *text += &style.step.repeat(depth);
        }
    };
    *text += "{";
    let count = random.of(&[0, 1, 2, 3, 4]);
    let mut used = Vec::new();
    for index in 0..count {
        let likely: &[&str] = match on_the_way {
            0 => &["proxies"],
            1 => &["default", "http-proxy", "https-proxy", "no-proxy"],
            _ => &["httpProxy", "httpsProxy", "noProxy"],
        };
        let mut name = if random.below(2) == 0 && depth == on_the_way {
            random.of(likely)
        } else {
            random.of(NAMES)
        };
        // Twins are rare.
        if used.contains(&name.to_lowercase()) && random.below(12) != 0 {
            name = random.of(&["c", "d", "e", "f", "g", "h"]);
        }
        used.push(name.to_lowercase());
        if index > 0 {
            *text += ",";
        }
        line(text, depth + 1);
        blank(text, random, style);
        *text += &format!("\"{name}\"");
        blank(text, random, style);
        *text += style.colon;
        blank(text, random, style);
        let deeper = ["proxies", "default"].contains(&name) && random.below(10) != 0;
        if depth < 4 && (deeper || random.below(6) == 0) {
            let next = if deeper { on_the_way + 1 } else { 9 };
            object(text, random, style, depth + 1, next);
        } else if name.to_lowercase().contains("proxy") && random.below(6) != 0 {
            *text += random.of(&["\"a\"", "\"http://old:1\"", "null", "\"\""]);
        } else {
            *text += random.of(VALUES);
        }
        blank(text, random, style);
    }
    if count > 0 || random.below(3) == 0 {
        line(text, depth);
    }
    *text += "}";
}

/// One character more, or less, or another.
fn damage(text: &mut String, random: &mut Random) {
    const PIECES: &[&str] = &[
        ",", "{", "}", "[", "]", ":", "\"", "\\", "1", "-", ".", "e", "t", "null", "\t", "\n", "é",
        "\u{1}", "\u{7f}", "//", "'", "0", "\u{feff}", "\\u12", "\u{a0}",
    ];
    let places: Vec<_> = text.char_indices().map(|(at, _)| at).collect();
    let Some(&at) = places.get(random.below(places.len().max(1))) else {
        return;
    };
    match random.below(3) {
        0 => text.insert_str(at, random.of(PIECES)),
        1 => drop(text.remove(at)),
        _ => {
            text.remove(at);
            text.insert_str(at, random.of(PIECES));
        }
    }
}
