//! The judge can say no: merges that went wrong in all the ways in which they might.

use super::judge::{Case, verdicts};
use super::plans::{self, Wanted};

const BEFORE: &str = "\u{feff}# top\r\n[[runners]]\r\n  name  =  'a'\r\n  executor = \"docker\" # b\r\n\r\n  environment = [\r\n    \"A=b\", # c\r\n    \"HTTP_PROXY=old\",\r\n  ]\r\n  pre_build_script = \"true\"\r\n  [runners.docker]\r\n    image = \"d\"\r\n    volumes = [\"/cache\"]\r\n";

/// Each with what is done to a right result.
const WOUNDS: &[(&str, &str, &str)] = &[
    ("a byte order mark", "\u{feff}", ""),
    ("a comment", "# top\r\n", ""),
    ("a comment behind a value", " # b", ""),
    ("a comment in the array", " # c", ""),
    ("blanks", "name  =  'a'", "name = 'a'"),
    ("quotes", "'a'", "\"a\""),
    ("a blank line", "\r\n\r\n", "\r\n"),
    ("a newline of another kind", "\"d\"\r\n", "\"d\"\n"),
    ("an entry of theirs", "    \"A=b\", # c\r\n", ""),
    (
        "an entry of ours",
        "    \"https_proxy=http://172.17.0.1:3128\",\r\n",
        "",
    ),
    (
        "an old value",
        "\"HTTP_PROXY=http://172.17.0.1:3128\"",
        "\"HTTP_PROXY=old\"",
    ),
    ("a script of theirs", "\\ntrue\"", "\\n\""),
    ("a key of theirs", "    image = \"d\"\r\n", ""),
    ("the last newline", "\"/cache\"]\r\n", "\"/cache\"]"),
    (
        "a key more",
        "\"/cache\"]\r\n",
        "\"/cache\"]\r\n    shm_size = 0\r\n",
    ),
    (
        "a comment more",
        "\"/cache\"]\r\n",
        "\"/cache\"]\r\n# merged\r\n",
    ),
];

/// The same with certificates.
const WITH_CA: &[(&str, &str, &str)] = &[
    ("a volume of theirs", "\"/cache\", ", ""),
    (
        "no certificate",
        ", \"/etc/gitlab-runner/certs/ca.crt:/etc/gitlab-runner/certs/ca.crt:ro\"",
        "",
    ),
    (
        "another certificate",
        "[\"/cache\", \"/etc/gitlab-runner",
        "[\"/cache\", \"/mine",
    ),
    ("a part", "(\\n  ca=", "(\\n  other="),
    ("a variable", "export NODE_EXTRA_CA_CERTS", "export OTHER"),
    ("theirs first", "\"if [ -r ", "\"true\\nif [ -r "),
];

#[test]
fn every_wound_is_seen() {
    let plans = plans::all();
    are_seen(&plans[2], WOUNDS);
    are_seen(&plans[plans::WITH_CA + 1], WITH_CA);
}

fn are_seen(wanted: &Wanted, wounds: &[(&str, &str, &str)]) {
    let case = || Case::new(BEFORE.to_owned(), wanted, false);
    let right = case().merged().expect("a merge").text;
    let mut texts: Vec<String> = wounds
        .iter()
        .map(|(what, from, to)| {
            assert!(right.contains(from), "{what} is not in {right}");
            right.replacen(from, to, 1)
        })
        .collect();
    // The script of the plan, moved behind the header of the runner's table.
    let start = right.find("  pre_get_sources_script").expect("a script");
    let end = right.find("  [runners.docker]").expect("a table");
    let script = &right[start..end];
    let without = right.replacen(script, "", 1);
    texts.push(format!("{without}{script}"));
    // Nothing done, and everything done twice.
    texts.push(BEFORE.to_owned());
    texts.push(format!("{right}{script}"));
    texts.push(right);
    let cases: Vec<_> = texts.iter().map(|_| case()).collect();
    let after: Vec<_> = texts.iter().map(|text| Some(text.as_str())).collect();
    let Some(mut verdicts) = verdicts(&cases, &after) else {
        return;
    };
    assert_eq!(verdicts.pop().as_deref(), Some("merged"));
    for (index, verdict) in verdicts.iter().enumerate() {
        let what = wounds.get(index).map_or("more", |(what, ..)| *what);
        let right = ["merged", "same", "refused"].contains(&verdict.as_str());
        assert!(!right, "{what} ({index}): {verdict}\n{}", texts[index]);
    }
}
