//! Pairs of a list and a target, drawn from the grammar of all clients together, so that every
//! client sees what only another one understands.

use crate::random::Random;
use runner_proxy::knowledge::no_proxy::Target;

/// A list, and a target of a URL whose last part is the case's number.
pub(crate) struct Case {
    pub(crate) list: String,
    pub(crate) target: Target,
}

/// Hosts of requests. Their names are known to the world's /etc/hosts.
pub(crate) const NAMES: &[&str] = &[
    "ex.test",
    "www.ex.test",
    "a.b.ex.test",
    "myex.test",
    "other.test",
    "sub.other.test",
    "docker",
    "host-1.corp_net.test",
    "xn--bcher-kva.test",
    "localhost",
    "foo.localhost",
    "ex.test.",
    "www.ex.test.",
    "docker.",
];

const ADDRESSES: &[&str] = &[
    "10.1.2.3",
    "10.1.2.4",
    "10.9.9.1",
    "110.1.2.3",
    "172.16.5.4",
    "192.168.7.1",
    "127.0.0.1",
    "127.8.8.8",
    "0.0.0.0",
    "[fd00::1]",
    "[fd00:0:0:1::1]",
    "[::1]",
];

/// Entries that are no decorated host.
const ODD: &[&str] = &[
    "*",
    "",
    ".",
    "*.",
    "*.*",
    ".*",
    "**",
    "*:80",
    "*:8080",
    "test",
    ".test",
    "*.test",
    "*ex.test",
    "*ex*",
    "ex*",
    "EX.Test",
    "1",
    "3",
    ".3",
    "2.3",
    "1.2.3",
    ".1.2.3",
    "*.2.3",
    "10.",
    "10.1.",
    "10.*",
    "10.1.2.*",
    "*.3",
    "127.*",
    "e?.test",
    "[a-e]x.test",
    "[!a]x.test",
    "[^a-d]x.test",
    "ex\\.test",
    "[ex.test",
    "ex.test/path",
    "ex.test:http",
    "ex.test:",
    ":80",
    "ex.test:080",
    "ex.test:80:80",
    "::1",
    "[::1]",
    "[::1]:80",
    "fd00::1",
    "FD00::1",
    "[fd00::1]",
    "[FD00::1]",
    "fd00::1:80",
    "[fd00::1]:80",
    "[fd00::1]:8080",
    "fd00:0::1",
    "fd00::/8",
    "fd00::/12",
    "fd00::/64",
    "[fd00::]/8",
    "fd00::1/128",
    "fd00::1/0",
    "::/0",
    "::/1",
    "::/129",
    "10.0.0.0/8",
    "10.1.2.3/8",
    "10.0.0.0/08",
    "10.0.0.0/8x",
    "10.0.0.0/+8",
    "10.0.0.0/ 8",
    "10.0.0.0/-8",
    "10.0.0.0/",
    "10.1.2.3/",
    "10.1.2.3/x",
    "10.1.2.3/0",
    "10.1.2.3/32",
    "10.1.2.3/33",
    "10.0.0.0/255.0.0.0",
    "10.0.0.0/255.0.255.0",
    "10/8",
    "10.0/8",
    "10.0.0/8",
    "012.0.0.0/8",
    "0xa.0.0.0/8",
    "010.1.2.3",
    "0.0.0.0/1",
    "0.0.0.0/0",
    "128.0.0.0/1",
    "172.16.0.0/12",
    "10.1.2.0/24",
    "10.1.2.2/31",
    "10.1.2.0/30",
    "10.1.2.1-10.1.2.9",
    "10.1.2.9-10.1.2.1",
    "10.1.2.3-10.1.2.3-x",
    "0.0.0.0-255.255.255.255",
    "10.1.2.1 - 10.1.2.9",
    "10.1.2.4\t10.0.0.0/8",
    "http://ex.test",
    "https://ex.test/",
    "http://10.1.2.3",
    "localhost",
    ".localhost",
    "LOCALHOST",
    "localhost:80",
    "ex.test|www.ex.test",
    "10.1.2.3|docker",
    "*.ex.test|10.*",
    "com",
    "est",
    "x.test",
];

const SEPARATORS: &[&str] = &[
    ",", ",", ",", ",", ",", ",", ", ", ", ", " ", "  ", ",,", " ,", " , ", "\t", ",\t", "|", "|",
];

fn host(random: &mut Random) -> &'static str {
    match random.below(3) {
        0 => random.of(ADDRESSES),
        _ => random.of(NAMES),
    }
}

/// An entry about a host that may be asked for, in some decoration.
fn about(host: &str, random: &mut Random) -> String {
    let parent = host.split_once('.').map_or(host, |(_, parent)| parent);
    match random.below(16) {
        0..=3 => host.to_owned(),
        4 => format!(".{host}"),
        5 => format!("*.{host}"),
        6 => format!("{host}:80"),
        7 => format!("{host}:8080"),
        8 => format!("{host}:443"),
        9 => format!("{host}."),
        10 => host.to_uppercase(),
        11 => format!("*.{parent}"),
        12 => format!(".{parent}"),
        13 => format!("{host}/{}", random.below(34)),
        14 => format!("..{host}"),
        _ => parent.to_owned(),
    }
}

/// `count` lists with `each` targets; the same ones whenever the seed is the same.
pub(crate) fn cases(seed: u64, count: usize, each: usize) -> Vec<Case> {
    let mut random = Random(seed);
    let mut cases = Vec::new();
    for index in 0..count {
        let mut hosts: Vec<&str> = (0..each).map(|_| host(&mut random)).collect();
        let mut list = String::new();
        // Every odd entry stands alone once; else lists are mixed.
        let alone = ODD.get(index).copied();
        for place in 0..alone.map_or(1 + random.below(4), |_| 1) {
            if place > 0 || (alone.is_none() && random.below(12) == 0) {
                list += random.of(SEPARATORS);
            }
            list += &match (alone, random.below(3)) {
                (Some(odd), _) => odd.to_owned(),
                (None, 0) => random.of(ODD).to_owned(),
                (None, _) => {
                    let place = random.below(hosts.len());
                    about(hosts[place], &mut random)
                }
            };
        }
        if alone.is_none() && random.below(12) == 0 {
            list += random.of(SEPARATORS);
        }
        // An entry about 10.1.2.3 alone would rarely meet it by chance.
        if let Some(odd) = alone {
            let digits = odd.contains(|c: char| c.is_ascii_digit());
            hosts[0] = if odd.contains("::") {
                "[fd00::1]"
            } else if digits {
                "10.1.2.3"
            } else {
                "ex.test"
            };
        }
        for host in hosts {
            let (scheme, port) = match random.below(8) {
                0 => ("http", ":80"),
                1 => ("http", ":8080"),
                2 => ("https", ""),
                3 => ("https", ":2376"),
                _ => ("http", ""),
            };
            let url = format!("{scheme}://{host}{port}");
            let target = Target::parse(&url).expect("a host of ours");
            cases.push(Case {
                list: list.clone(),
                target,
            });
        }
    }
    cases
}

impl Case {
    /// The URL to ask for.
    pub(crate) fn url(&self, number: usize) -> String {
        format!("{}/{number}", self.target)
    }
}
