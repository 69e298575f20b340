//! Where a sentence of ours stands at its source, as an address that a reader can open.
//!
//! The tables write sources as people cite them: `owner/repository#7`, `owner/repository!7`,
//! `owner/repository path @ commit`, or an address. Everything else, such as a manual page or a
//! program that was run, is no address.

/// One source of several.
#[derive(Debug, PartialEq, Eq)]
pub struct Source<'a> {
    /// As the table writes it.
    pub text: &'a str,
    /// Where it is to be found.
    pub url: Option<String>,
}

/// The sources of a text, between which stands `; `.
pub fn sources(text: &str) -> impl Iterator<Item = Source<'_>> {
    text.split("; ").map(|text| Source {
        text,
        url: url(text),
    })
}

/// Groups whose projects lie on GitLab's own host. `gitlabhq` is their mirror on GitHub.
const ON_GITLAB: [&str; 2] = ["gitlab-org/", "gitlab-com/"];

fn url(text: &str) -> Option<String> {
    if text.starts_with("https://") {
        return (!text.contains(' ')).then(|| text.to_owned());
    }
    let end = text.find([' ', '#', '!'])?;
    let (repository, rest) = text.split_at(end);
    if !is_path(repository) || !repository.contains('/') {
        return None;
    }
    let on_gitlab = ON_GITLAB.iter().any(|group| text.starts_with(group));
    let (host, dash) = match on_gitlab {
        true => ("https://gitlab.com/", "/-"),
        false => ("https://github.com/", ""),
    };
    let (kind, place) = if let Some(number) = rest.strip_prefix('#') {
        ("/issues/", number.to_owned())
    } else if let Some(number) = rest.strip_prefix('!') {
        ("/merge_requests/", number.to_owned())
    } else {
        let (path, commit) = rest[1..].split_once(" @ ")?;
        let hexadecimal = commit.bytes().all(|b| b.is_ascii_hexdigit());
        let (path, line) = path.split_once(':').unwrap_or((path, ""));
        if !hexadecimal || !is_path(path) {
            return None;
        }
        let line = if line.is_empty() { "" } else { "#L" }.to_owned() + line;
        ("/blob/", [commit, "/", path, &line].concat())
    };
    let numbered = kind == "/blob/" || place.bytes().all(|b| b.is_ascii_digit());
    (numbered && !place.is_empty()).then(|| [host, repository, dash, kind, &place].concat())
}

/// Whether it can stand in a URL's path as it is.
fn is_path(text: &str) -> bool {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"-_./".contains(&b);
    !text.is_empty() && !text.starts_with('/') && text.bytes().all(plain)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::chapters::CHAPTERS;
    use crate::knowledge::failures::failures;

    #[test]
    fn what_can_be_opened_has_an_address() {
        let pairs = [
            ("moby/moby#9145", "https://github.com/moby/moby/issues/9145"),
            (
                "gitlab-org/charts/gitlab-runner#478",
                "https://gitlab.com/gitlab-org/charts/gitlab-runner/-/issues/478",
            ),
            (
                "gitlab-org/gitlab-runner!4327",
                "https://gitlab.com/gitlab-org/gitlab-runner/-/merge_requests/4327",
            ),
            (
                "gitlabhq/gitlab-runner docs/configuration/proxy.md:155 @ d79f3e7b89ab",
                "https://github.com/gitlabhq/gitlab-runner/blob/d79f3e7b89ab/docs/configuration/proxy.md#L155",
            ),
            (
                "https://docs.docker.com/engine/cli/proxy",
                "https://docs.docker.com/engine/cli/proxy",
            ),
        ];
        for (text, expected) in pairs {
            assert_eq!(url(text).as_deref(), Some(expected), "{text}");
        }
        for text in [
            "",
            "systemd.exec(5), systemd.syntax(7)",
            "git 2.47.3 run",
            "Rob--W/proxy-from-env index.js",
            "versat/cntlm config.c, main.c @ 1259d508094f",
            "versat/cntlm commit 787cc1b (2024-02-09)",
            "moby/moby#",
            "moby/moby#9x",
            "https://a b",
            "/etc/passwd#1",
        ] {
            assert_eq!(url(text), None, "{text}");
        }
    }

    /// No row cites a thread in a way that this does not read.
    #[test]
    fn every_thread_has_an_address() {
        let differences = CHAPTERS.iter().flat_map(|chapter| chapter.differences);
        let cited = differences.map(|difference| difference.source);
        let cited = cited.chain(failures().flat_map(|row| row.sources).copied());
        let mut count = 0;
        for source in cited.flat_map(sources) {
            let thread = source.text.contains('#') || source.text.contains("https:");
            assert!(!thread || source.url.is_some(), "{}", source.text);
            count += usize::from(source.url.is_some());
        }
        assert!(count > 100, "{count}");
    }
}
