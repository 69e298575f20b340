//! Our keys, in all four writings, made by the library as it makes them for real.

use crate::random::Random;
use runner_proxy::text::runner::{self, Variable};
use runner_proxy::text::sh::Sh;
use runner_proxy::text::toml::{self, Toml};
use runner_proxy::text::{Plain, Text};

const VALUES: &[&str] = &[
    "http://172.17.0.1:3128",
    "localhost,127.0.0.1,docker",
    "http://CORP%5Calice:p%40ss@proxy.corp.example:8080",
    "it's",
    "a \"b\" \\ c",
    "'''",
    "\"\"\"",
    "# not a comment",
    "]",
    "[[runners]]",
    "日本語 é",
    "$HOME%s",
    "\u{fffd}",
    "",
];

const SCRIPTS: &[&str] = &[
    "true",
    "",
    "if [ -n \"${HTTP_PROXY:-}\" ]; then\n  echo \"it's\" >&2 || :\nfi\n",
    "printf '%s\\n' '{ \"a\": \"\\\\b\" }'\n\n[[runners]]\n  environment = [\n",
    "echo ''' \"\"\" \\\n# \ttab\n",
    "a\n  environment = [\"A=b\"]\nb",
    "say '日本語'\n",
];

/// One key, as it stands in `ours` and in `theirs`: whole lines.
#[derive(Clone, PartialEq)]
pub(super) struct Key {
    pub(super) name: &'static str,
    pub(super) ours: String,
    pub(super) theirs: String,
}

/// The keys of one installation and of the one before it.
pub(super) struct Keys {
    pub(super) now: Vec<Key>,
    pub(super) old: Vec<Key>,
}

impl Key {
    fn new(name: &'static str, ours: &Text<Toml>, theirs: &Text<Toml>) -> Self {
        let line = |value: &Text<Toml>| format!("  {name} = {}\n", value.as_str());
        let (ours, theirs) = (line(ours), line(theirs));
        Self { name, ours, theirs }
    }

    fn environment(random: &mut Random) -> Self {
        let mut entries = Vec::new();
        for name in ["HTTP_PROXY", "NO_PROXY", "no_proxy"] {
            let value: Text<Plain> = Text::typed(random.of(VALUES)).expect("one line");
            entries.push(runner::variable(name, &value));
        }
        let ours: Vec<_> = entries.iter().map(toml::string::<Variable>).collect();
        let theirs: Vec<_> = entries.iter().map(toml::rewritten).collect();
        Self::new(
            "environment",
            &toml::lines(2, &ours),
            &toml::one_line(&theirs),
        )
    }

    fn script(name: &'static str, random: &mut Random) -> Self {
        let script: Text<Sh> = Text::constant(random.of(SCRIPTS));
        Self::new(name, &toml::script(&script), &toml::rewritten(&script))
    }

    fn set(random: &mut Random) -> Vec<Self> {
        let mut set = vec![
            Self::environment(random),
            Self::script("pre_get_sources_script", random),
        ];
        if random.below(2) == 0 {
            set.push(Self::script("pre_build_script", random));
        }
        set
    }
}

impl Keys {
    pub(super) fn new(random: &mut Random) -> Self {
        let now = Key::set(random);
        let mut old = Key::set(random);
        match random.below(4) {
            0 => old.clear(),
            1 => old[1] = now[1].clone(),
            _ => {}
        }
        Self { now, old }
    }

    pub(super) fn now(&self, name: &str) -> Option<&Key> {
        self.now.iter().find(|key| key.name == name)
    }

    pub(super) fn old(&self, name: &str) -> Option<&Key> {
        self.old.iter().find(|key| key.name == name)
    }

    /// Each name once, in the order of runners.awk.
    pub(super) fn names(&self) -> Vec<&'static str> {
        let only_old = self.old.iter().filter(|key| self.now(key.name).is_none());
        self.now
            .iter()
            .chain(only_old)
            .map(|key| key.name)
            .collect()
    }
}
