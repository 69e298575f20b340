//! The settings in `Trunk.toml` that shape the site; those that would need trunk itself are refused.

use std::fs;
use std::path::Path;

use crate::Outcome;

/// What a build needs to know.
pub(super) struct Settings {
    /// What every link of the page begins with.
    pub(super) base: String,
    /// What replaces `<link data-trunk rel="rust">`.
    pattern_script: String,
}

impl Settings {
    /// Reads the file.
    pub(super) fn read(path: &Path) -> Outcome<Self> {
        Self::parse(&fs::read_to_string(path)?)
            .map_err(|error| format!("Trunk.toml: {error}").into())
    }

    /// Reads the text and insists on the settings under which two builders can agree.
    fn parse(text: &str) -> Outcome<Self> {
        let settings: toml::Table = text.parse()?;
        let Some(build) = settings.get("build").and_then(toml::Value::as_table) else {
            return Err("there is no [build]".into());
        };
        let required = [
            ("filehash", toml::Value::Boolean(true)),
            ("minify", toml::Value::String("never".into())),
            ("no_sri", toml::Value::Boolean(true)),
            ("pattern_preload", toml::Value::String(String::new())),
        ];
        for (name, value) in required {
            if build.get(name) != Some(&value) {
                return Err(format!("`{name}` must be {value:?} for `cargo xtask build`").into());
            }
        }
        let text_of = |name: &str| match build.get(name).and_then(toml::Value::as_str) {
            Some(text) => Ok(text.to_owned()),
            None => Err(format!("`{name}` is missing")),
        };
        Ok(Self {
            base: text_of("public_url")?,
            pattern_script: text_of("pattern_script")?,
        })
    }

    /// The links by which the loader finds the built program.
    pub(super) fn app_links(&self, js: &str, wasm: &str) -> String {
        self.pattern_script
            .replace("{base}", &self.base)
            .replace("{js}", js)
            .replace("{wasm}", wasm)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = r#"
        [build]
        public_url = "./"
        filehash = true
        minify = "never"
        no_sri = true
        pattern_preload = ""
        pattern_script = "<link href='{base}{js}'><link href='{base}{wasm}'>"
    "#;

    #[test]
    fn names_go_into_the_pattern() {
        let settings = Settings::parse(GOOD).expect("good settings");
        assert_eq!(
            settings.app_links("a.js", "b.wasm"),
            "<link href='./a.js'><link href='./b.wasm'>"
        );
    }

    #[test]
    fn what_only_trunk_can_do_is_refused() {
        let minified = GOOD.replace("never", "always");
        let error = Settings::parse(&minified).err().expect("an error");
        assert!(error.to_string().contains("`minify`"), "{error}");
    }
}
