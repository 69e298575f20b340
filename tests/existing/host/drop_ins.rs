//! Drop-ins in any writing: the proxy that systemd has of them is the one that is taken.

use crate::drop_in::systemd;
use crate::machine::say;
use crate::random::Random;
use runner_proxy::existing::host;
use runner_proxy::form::{Form, fields};

fn word(random: &mut Random) -> String {
    let host = 1 + random.below(9);
    let login = random.of(&["", "u@", "u:p%%40:x@", "D%%5Cu:p@"]);
    let url = format!("http://{login}h{host}.example:{host}");
    match random.below(6) {
        0 => format!("HTTP_PROXY={url}"),
        1 => format!("\"HTTP_PROXY={url}\""),
        2 => format!("'HTTP_PROXY={url}'"),
        3 => format!("HTTP_PROXY=\\x68ttp{}", &url[4..]),
        4 => format!("HTTP_PROXY=\"{url}\""),
        _ => random
            .of(&[
                "TZ=UTC",
                "\"OTHER=a HTTP_PROXY=http://trap:1\"",
                "A='x y'",
                "HTTP_PROXYX=http://trap:1",
            ])
            .to_owned(),
    }
}

fn document(random: &mut Random) -> String {
    let mut text = String::new();
    if random.below(3) == 0 {
        text.push_str("[Unit]\nDescription=x\n");
        text.push_str(random.of(&["", "Environment=HTTP_PROXY=http://trap:1\n"]));
    }
    text.push_str("[Service]\n");
    for _ in 0..random.below(6) {
        match random.below(8) {
            0 => text.push_str(random.of(&[
                "# Environment=HTTP_PROXY=http://trap:1\n",
                "; x\n",
                "\n",
            ])),
            1 => text.push_str("Environment=\n"),
            2 => text.push_str("Nice=5\n"),
            _ => {
                let between = random.of(&[" ", "  ", " \\\n  ", " \\\n# inside\n"]);
                let words: Vec<_> = (0..1 + random.below(3)).map(|_| word(random)).collect();
                text.push_str(random.of(&["Environment=", "Environment = ", "  Environment="]));
                text.push_str(&words.join(between));
                text.push('\n');
            }
        }
    }
    text
}

#[test]
fn the_proxy_that_systemd_has_is_taken() {
    let Some(program) = systemd::program() else {
        return;
    };
    let mut random = Random(11);
    let documents: Vec<_> = (0..4_000).map(|_| document(&mut random)).collect();
    let (mut count, mut with_login) = (0, 0);
    for some in documents.chunks(1_000) {
        for (text, read) in some.iter().zip(systemd::read(&program, some)) {
            let mut form = Form::default();
            host::read(text, &form).apply(&mut form, &[]);
            let meant = read
                .variables
                .get("HTTP_PROXY")
                .map(|url| String::from_utf8_lossy(url));
            // `http://user:password@host:port`, by hand.
            let rest = meant.as_deref().map_or("", |url| &url["http://".len()..]);
            let (user, place) = rest.rsplit_once('@').unwrap_or(("", rest));
            assert_eq!(form.text(&fields::PROXIES), place, "{text}");
            let (domain, user, password) = match user {
                "" => ("", "", ""),
                "u" => ("", "u", ""),
                "u:p%40:x" => ("", "u", "p@:x"),
                "D%5Cu:p" => ("D", "u", "p"),
                other => unreachable!("{other}"),
            };
            let got = [&fields::DOMAIN, &fields::USERNAME, &fields::PASSWORD]
                .map(|field| form.text(field));
            assert_eq!(got, [domain, user, password], "{text}");
            count += usize::from(meant.is_some());
            with_login += usize::from(!user.is_empty());
        }
    }
    assert!(count > 2_000 && with_login > 1_000, "{count} {with_login}");
    say(&format!(
        "systemd: {count} proxies of {} drop-ins taken as it has them",
        documents.len()
    ));
}
