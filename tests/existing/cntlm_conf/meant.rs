//! What has to become of the options of a file.

use super::read::{Options, latin1};
use runner_proxy::form::plan::{Credential, LocalProxy};

fn of(options: &Options, key: &str) -> Vec<Vec<u8>> {
    let key = key.to_lowercase();
    let found = options.iter().filter(|(other, _)| *other == key);
    found.map(|(_, value)| value.clone()).collect()
}

const CREDENTIALS: [&str; 4] = ["password", "passntlmv2", "passnt", "passlm"];
const OURS: [&str; 5] = ["username", "domain", "auth", "proxy", "listen"];

fn others(options: &Options) -> Options {
    let ours = |key: &str| OURS.contains(&key) || CREDENTIALS.contains(&key);
    options
        .iter()
        .filter(|(key, _)| !ours(key))
        .cloned()
        .collect()
}

fn credentials(options: &Options) -> Options {
    let is = |key: &str| CREDENTIALS.contains(&key);
    options.iter().filter(|(key, _)| is(key)).cloned().collect()
}

/// A value as it is typed.
fn plain(written: &str) -> Vec<u8> {
    let inside = written
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'));
    latin1(inside.unwrap_or(written))
}

/// What the listeners may have become: ours is there already, is new, or stands in the place of one
/// that is no other program's. Beside one for all addresses of our port cntlm cannot open ours.
fn listened(old: &[Vec<u8>], ours: &Vec<u8>, gateway: bool) -> Vec<Vec<Vec<u8>>> {
    let port = ours.rsplit(|&byte| byte == b':').next().expect("a port");
    let everywhere = [b"0.0.0.0:", port].concat();
    let open = |listener: &Vec<u8>| *listener == everywhere || gateway && listener == port;
    if old.contains(ours) || old.iter().any(open) {
        return vec![old.to_vec()];
    }
    let docker = |index: usize| old[index].starts_with(b"172.1");
    let replaced = (0..old.len()).filter(|&index| docker(index)).map(|index| {
        let mut new = old.to_vec();
        new[index].clone_from(ours);
        new
    });
    let replaced: Vec<_> = replaced.collect();
    match replaced.is_empty() {
        true => vec![[old, std::slice::from_ref(ours)].concat()],
        false => replaced,
    }
}

/// What is wrong with what cntlm reads; `ended` is the old file with its last newline.
pub(super) fn wrong(
    local: &LocalProxy,
    before: &Options,
    ended: &Options,
    after: &Options,
) -> Option<&'static str> {
    let one = |value: &str| vec![plain(value)];
    let domain = local.domain.as_ref().map(|domain| plain(domain.as_str()));
    let same = |key: &str, value: Option<Vec<u8>>| {
        let old = of(ended, key).first().map(|old| old.to_ascii_lowercase());
        old == value.map(|value| value.to_ascii_lowercase())
    };
    let same_user =
        same("username", Some(plain(local.username.as_str()))) && same("domain", domain.clone());
    let held = credentials(ended);
    let hash = |value: &str| vec![("passntlmv2".to_owned(), latin1(value))];
    let upper = |options: Options| -> Options {
        let value = |(key, value): (String, Vec<u8>)| match key.as_str() {
            "passntlmv2" => (key, value.to_ascii_uppercase()),
            _ => (key, value),
        };
        options.into_iter().map(value).collect()
    };
    let meant = match &local.credential {
        Credential::Hash(hashed) => {
            hash(hashed.expect("a hash").written_for(local.version).as_str())
        }
        Credential::Plain(password) => vec![("password".to_owned(), plain(password.as_str()))],
        Credential::Ask if same_user && !held.is_empty() => held,
        Credential::Ask => hash("not-set-yet"),
    };
    let by_hash = meant[0].0 == "passntlmv2" && credentials(after) != credentials(ended);
    let auth = of(ended, "auth");
    let keeps = auth.is_empty() || auth[0].eq_ignore_ascii_case(b"NTLMv2");
    let listen = format!("{}:{}", local.docker0, local.port).into_bytes();
    let listeners = [of(ended, "listen"), of(before, "listen")];
    let new = of(after, "listen");
    // A Gateway in a last line without newline is not read, before and after.
    let gateway = of(before, "gateway")
        .first()
        .is_some_and(|value| value.eq_ignore_ascii_case(b"yes"));
    let is_listen = listeners
        .iter()
        .any(|old| listened(old, &listen, gateway).contains(&new));
    let proxies = local
        .proxies
        .iter()
        .map(|proxy| latin1(proxy.joined().as_str()));
    let checks = [
        (others(after) == others(before), "other options"),
        (
            of(after, "username") == one(local.username.as_str()),
            "Username",
        ),
        (
            of(after, "domain") == domain.into_iter().collect::<Vec<_>>(),
            "Domain",
        ),
        (upper(credentials(after)) == upper(meant), "credentials"),
        (of(after, "proxy") == proxies.collect::<Vec<_>>(), "Proxy"),
        (is_listen, "Listen"),
        (
            !by_hash || keeps || of(after, "auth") == [b"NTLMv2".to_vec()],
            "Auth",
        ),
    ];
    checks
        .iter()
        .find(|(right, _)| !right)
        .map(|(_, what)| *what)
}
