//! GitLab's own guide, letter for letter: our encoders can write every snippet of it, so where our
//! files differ, that is a choice and not an accident.
//!
//! The guide is "Run GitLab Runner behind a proxy" in its Japanese edition; what is quoted here is
//! copied from it.

use runner_proxy::text::json::{self, Node};
use runner_proxy::text::sh::{self, Sh};
use runner_proxy::text::toml::{self, Toml};
use runner_proxy::text::url::{self, Url};
use runner_proxy::text::yaml::{self, Yaml};
use runner_proxy::text::{Compose, Plain, Template, Text, cntlm, runner, systemd};

fn plain(text: &str) -> Text<Plain> {
    Text::typed(text).expect("one line")
}

/// The guide's proxy, with the slash that it has in drop-ins only.
fn proxy(end: &'static str) -> Text<Url> {
    let url = url::proxy(None, &plain("docker0_interface_ip"), 3128);
    Text::concat([&url, &Text::constant(end)])
}

#[test]
fn cntlm_conf() {
    let lines = [
        ("Username", "testuser"),
        ("Domain", "corp-uk"),
        ("Password", "password"),
        ("Proxy", "10.0.0.41:8080"),
        ("Proxy", "10.0.0.42:8080"),
        ("Listen", "172.17.0.1:3128"),
    ];
    let line = |(key, value)| cntlm::line(key, &cntlm::value(&plain(value)).expect("a value"));
    let file: Vec<_> = lines.into_iter().map(line).collect();
    // Without the comment that the guide has after its last line.
    assert_eq!(
        Text::concat(&file).as_str(),
        r"Username     testuser
Domain       corp-uk
Password     password
Proxy        10.0.0.41:8080
Proxy        10.0.0.42:8080
Listen       172.17.0.1:3128
"
    );
}

/// The drop-ins of docker and of gitlab-runner are the same, and so is what systemctl shows.
#[test]
fn drop_ins() {
    let mut unit = Text::constant("[Service]\n");
    for name in ["HTTP_PROXY", "HTTPS_PROXY"] {
        unit.push(&systemd::environment(name, &proxy("/")));
    }
    assert_eq!(
        unit.as_str(),
        r#"[Service]
Environment="HTTP_PROXY=http://docker0_interface_ip:3128/"
Environment="HTTPS_PROXY=http://docker0_interface_ip:3128/"
"#
    );
    let shown = ["HTTP_PROXY", "HTTPS_PROXY"].map(|name| (name, systemd::printed(&proxy("/"))));
    assert_eq!(
        systemd::show(&shown).as_str(),
        "Environment=HTTP_PROXY=http://docker0_interface_ip:3128/ HTTPS_PROXY=http://docker0_interface_ip:3128/"
    );
}

#[test]
fn config_toml() {
    let without_scheme = plain("docker0_interface_ip:3128");
    let entries = [
        runner::variable("https_proxy", &proxy("")),
        runner::variable("http_proxy", &proxy("")),
        runner::variable("HTTPS_PROXY", &without_scheme),
        runner::variable("HTTP_PROXY", &without_scheme),
    ];
    let entries = entries.each_ref().map(toml::basic);
    let array = Text::concat([
        &Text::constant("environment = ["),
        &Text::join(", ", &entries),
        &Text::constant("]"),
    ]);
    assert_eq!(
        array.as_str(),
        r#"environment = ["https_proxy=http://docker0_interface_ip:3128", "http_proxy=http://docker0_interface_ip:3128", "HTTPS_PROXY=docker0_interface_ip:3128", "HTTP_PROXY=docker0_interface_ip:3128"]"#
    );
    let script: Text<Sh> = Text::constant(
        "git config --global http.proxy $HTTP_PROXY; git config --global https.proxy $HTTPS_PROXY",
    );
    assert_eq!(
        toml::basic(&script).as_str(),
        r#""git config --global http.proxy $HTTP_PROXY; git config --global https.proxy $HTTPS_PROXY""#
    );
}

fn proxies<T: Compose>(http: T, https: T, no_proxy: T) -> Node<T> {
    let members = vec![
        ("httpProxy", Node::Leaf(http)),
        ("httpsProxy", Node::Leaf(https)),
        ("noProxy", Node::Leaf(no_proxy)),
    ];
    Node::one("proxies", Node::one("default", Node::Object(members)))
}

#[test]
fn config_json() {
    let url = json::string(&url::proxy(None, &plain("proxy"), 8080));
    let no_proxy = json::string(&plain("docker:2375,docker:2376"));
    assert_eq!(
        proxies(url.clone(), url, no_proxy).document().as_str(),
        r#"{
    "proxies": {
        "default": {
            "httpProxy": "http://proxy:8080",
            "httpsProxy": "http://proxy:8080",
            "noProxy": "docker:2375,docker:2376"
        }
    }
}
"#
    );
}

/// The command that writes config.json in a job: JSON with open variables, in a shell's quotes.
fn echo() -> Text<Sh> {
    let open: fn(_) -> Template<_> = json::open_string;
    let object = proxies(open("HTTP_PROXY"), open("HTTPS_PROXY"), open("NO_PROXY"));
    Text::concat([
        &Text::constant("echo "),
        &sh::double_quoted(&object.inline()),
        &Text::constant(" > $HOME/.docker/config.json"),
    ])
}

#[test]
fn before_script() {
    let mkdir = Text::constant("mkdir -p $HOME/.docker/");
    let items = [mkdir, echo()].map(|command| yaml::scalar::<Sh>(&command));
    let [mkdir, echo]: [Text<Yaml>; 2] = items;
    let dash = Text::constant("\n  - ");
    let key = Text::constant("before_script:");
    assert_eq!(
        Text::concat([&key, &dash, &mkdir, &dash, &echo]).as_str(),
        r#"before_script:
  - mkdir -p $HOME/.docker/
  - 'echo "{ \"proxies\": { \"default\": { \"httpProxy\": \"$HTTP_PROXY\", \"httpsProxy\": \"$HTTPS_PROXY\", \"noProxy\": \"$NO_PROXY\" } } }" > $HOME/.docker/config.json'"#
    );
}

#[test]
fn pre_build_script() {
    let script = Text::concat([&Text::constant("mkdir -p $HOME/.docker/ && "), &echo()]);
    let key: Text<Toml> = Text::concat([
        &Text::constant("  pre_build_script = "),
        &toml::basic(&script),
    ]);
    assert_eq!(
        key.as_str(),
        r#"  pre_build_script = "mkdir -p $HOME/.docker/ && echo \"{ \\\"proxies\\\": { \\\"default\\\": { \\\"httpProxy\\\": \\\"$HTTP_PROXY\\\", \\\"httpsProxy\\\": \\\"$HTTPS_PROXY\\\", \\\"noProxy\\\": \\\"$NO_PROXY\\\" } } }\" > $HOME/.docker/config.json""#
    );
}
