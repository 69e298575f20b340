//! The suggested hosts in the languages of those that read no `NO_PROXY`.

use super::Suggestion;
use super::suggest::is_address;
use crate::form::plan::HostPort;
use crate::text::cntlm::{self, Cntlm};
use crate::text::csv;
use crate::text::java::{self, Java};
use crate::text::sh::{self, Sh};
use crate::text::url::Url;
use crate::text::{Plain, Text};

/// The value of `JAVA_TOOL_OPTIONS`: proxy and exceptions as Java's own properties.
pub fn java_options(proxy: &HostPort, suggestion: &Suggestion<'_>) -> Text<Java> {
    let port = Text::number(proxy.port);
    let properties = [
        ("http.proxyHost", &proxy.host),
        ("http.proxyPort", &port),
        ("https.proxyHost", &proxy.host),
        ("https.proxyPort", &port),
        // https has no list of its own.
        ("http.nonProxyHosts", &suggestion.spelled("*.", "|")),
    ];
    let options = properties.map(|(name, value)| java::property(name, value));
    Text::join(" ", &options)
}

/// The lines of cntlm.conf, one for each host: a line of 4,096 bytes is cut.
pub fn cntlm_lines(suggestion: &Suggestion<'_>) -> Text<Cntlm> {
    let mut lines = Text::empty();
    for host in &suggestion.hosts {
        let mut patterns = vec![host.clone()];
        if !is_address(host) {
            patterns.push(Text::concat([&Text::constant("*."), host]));
        }
        // Names and addresses can always be written.
        let value = cntlm::value(&Text::join(", ", &patterns)).unwrap_or_else(Text::empty);
        lines.push(&cntlm::line("NoProxy", &value));
    }
    lines
}

/// The options of `docker buildx create --driver docker-container` that give BuildKit its proxy. It
/// reads no environment but this; each option is a line of CSV in which commas would end a field.
pub fn buildx(proxy: &Text<Url>, no_proxy: &Text<Plain>) -> Text<Sh> {
    let option = |field: Text<csv::Csv>| {
        let mut option = Text::constant("--driver-opt ");
        option.push(&sh::single_quoted(&field));
        option
    };
    let options = [
        option(csv::field("env.http_proxy=", proxy)),
        option(csv::field("env.https_proxy=", proxy)),
        option(csv::field("env.no_proxy=", no_proxy)),
    ];
    Text::join(" ", &options)
}
