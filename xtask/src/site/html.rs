//! Finding and replacing links and scripts of `index.html`, without touching another byte.
//!
//! No HTML parser: the page is our own, a comment and a quoted attribute value are all that could
//! hide a tag, and what is not understood is refused.

use crate::Outcome;

/// The page's source and the links and scripts in it.
#[derive(Debug)]
pub(super) struct Document<'a> {
    source: &'a str,
    tags: Vec<Tag<'a>>,
}

/// One link or script.
#[derive(Debug)]
pub(super) struct Tag<'a> {
    /// The element: `link` or `script`.
    pub(super) name: &'a str,
    /// The whole element as it stands in the page, with its end tag if it has one.
    pub(super) text: &'a str,
    start: usize,
    attributes: Vec<(&'a str, &'a str)>,
}

impl<'a> Document<'a> {
    /// Finds the tags.
    pub(super) fn parse(source: &'a str) -> Outcome<Self> {
        let mut tags = Vec::new();
        let mut at = 0;
        while let Some(found) = source[at..].find('<') {
            let start = at + found;
            let rest = &source[start..];
            if rest.starts_with("<!--") {
                let length = rest
                    .find("-->")
                    .ok_or("index.html: a comment does not end")?;
                at = start + length;
                continue;
            }
            let Some(name) = ["link", "script"]
                .into_iter()
                .find(|name| opens(rest, name))
            else {
                at = start + 1;
                continue;
            };
            let (attributes, opened) = attributes(&rest[1 + name.len()..])
                .ok_or_else(|| format!("index.html: a <{name}> does not end"))?;
            let mut length = 1 + name.len() + opened;
            if name == "script" {
                const END: &str = "</script>";
                let end = rest[length..]
                    .find(END)
                    .ok_or("index.html: a <script> does not end")?;
                length += end + END.len();
            }
            tags.push(Tag {
                name,
                text: &rest[..length],
                start,
                attributes,
            });
            at = start + length;
        }
        Ok(Self { source, tags })
    }

    /// Leaves aside the tags that are not trunk's.
    pub(super) fn marked(mut self) -> Self {
        self.tags
            .retain(|tag| tag.attribute("data-trunk").is_some());
        self
    }

    /// The tags in the order of the page.
    pub(super) fn tags(&self) -> &[Tag<'a>] {
        &self.tags
    }

    /// The page with each tag replaced by the text at its index.
    pub(super) fn replaced(&self, replacements: &[String]) -> String {
        let mut page = String::with_capacity(self.source.len());
        let mut at = 0;
        for (tag, replacement) in self.tags.iter().zip(replacements) {
            page.push_str(&self.source[at..tag.start]);
            page.push_str(replacement);
            at = tag.start + tag.text.len();
        }
        page.push_str(&self.source[at..]);
        page
    }
}

impl<'a> Tag<'a> {
    /// The value of an attribute, if the tag has it.
    pub(super) fn attribute(&self, name: &str) -> Option<&'a str> {
        let found = self.attributes.iter().find(|(known, _)| *known == name);
        found.map(|(_, value)| *value)
    }

    /// The file of the site that it leads to.
    pub(super) fn file(&self) -> Option<&'a str> {
        let link = self.attribute("href").or(self.attribute("src"))?;
        link.strip_prefix("./")
    }

    /// The value of an attribute that the tag must have.
    pub(super) fn required(&self, name: &str) -> Outcome<&'a str> {
        match self.attribute(name) {
            Some(value) => Ok(value),
            None => Err(format!("index.html: {} needs {name}", self.text).into()),
        }
    }
}

/// Whether the text begins with the start tag of an element.
fn opens(text: &str, name: &str) -> bool {
    let after = text
        .strip_prefix('<')
        .and_then(|rest| rest.strip_prefix(name));
    after.is_some_and(|rest| rest.starts_with([' ', '\n', '\t', '>', '/']))
}

/// Reads attributes up to the `>` that ends a start tag: their names and values, and the length read.
fn attributes(text: &str) -> Option<(Vec<(&str, &str)>, usize)> {
    let mut found = Vec::new();
    let mut rest = text;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        if let Some(after) = rest.strip_prefix('>') {
            return Some((found, text.len() - after.len()));
        }
        let name_end = rest.find(|c: char| c.is_ascii_whitespace() || "=/>".contains(c))?;
        let (name, after) = rest.split_at(name_end);
        match after.strip_prefix("=\"") {
            Some(quoted) => {
                let (value, after) = quoted.split_once('"')?;
                found.push((name, value));
                rest = after;
            }
            // An unquoted value is nobody's style here; refusing it keeps this reader honest.
            None if after.starts_with('=') => return None,
            None => {
                found.push((name, ""));
                rest = after;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = r#"<!-- <link data-trunk rel="css" href="no.css"> -->
<link rel="canonical" href="a>b">
<link
  data-trunk
  rel="css"
  href="a.css"
/><script data-trunk type="module" src="x.js"></script>
<script>let tag = "<link data-trunk>";</script>"#;

    #[test]
    fn only_marked_tags_outside_comments_and_scripts_are_found() {
        let document = Document::parse(PAGE).expect("the page parses").marked();
        let found: Vec<_> = document
            .tags()
            .iter()
            .map(|tag| (tag.name, tag.attribute("href").or(tag.attribute("src"))))
            .collect();
        assert_eq!(found, [("link", Some("a.css")), ("script", Some("x.js"))]);
    }

    #[test]
    fn everything_around_a_replaced_tag_stays() {
        let document = Document::parse(PAGE).expect("the page parses").marked();
        let page = document.replaced(&["[css]".into(), "[js]".into()]);
        assert!(page.contains("<link rel=\"canonical\" href=\"a>b\">\n[css][js]\n<script>let"));
        assert!(page.starts_with("<!-- <link data-trunk"));
    }

    #[test]
    fn a_tag_that_does_not_end_is_refused() {
        for page in [
            "<link data-trunk",
            "<!-- ",
            "<script data-trunk>",
            "<link a='b'>",
        ] {
            assert!(Document::parse(page).is_err(), "{page}");
        }
    }
}
