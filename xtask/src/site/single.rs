//! The page as one file that works by double-click: everything stands in it, nothing is fetched.
//!
//! Its policy names the digests of its own scripts and allows nothing else. Data blocks
//! (HTML, section 4.12.1) are no scripts, so the policy is not about them.
//!
//! The file is windows-1252, not UTF-8: Wasm and program stand in it as gzip, a character a byte,
//! see `static/single.js`. All the rest is ASCII. Base64 in UTF-8 was tried: a quarter longer.
//! Scripts and style are minified here and only here: served, they are compressed, and readable.

use std::fs;
use std::io::Write;
use std::num::NonZeroU64;
use std::path::Path;

use super::digest;
use super::finish::{Effort, replaced_once};
use super::html::Document;
use super::split;
use crate::{Outcome, root};

/// The bytes of the file.
pub(super) fn build(
    directory: &Path,
    page: &str,
    program: &[u8],
    effort: Effort,
) -> Outcome<Vec<u8>> {
    let built = Built::read(directory, page)?;
    let start = script(&source("single.js")?)?;
    let glue = script(&format!("{}\n{HAND_OVER}", built.glue))?;
    let loader = script(&built.loader)?;
    let policy = format!(
        "default-src 'none'; script-src '{}' '{}' '{}' 'wasm-unsafe-eval'; img-src data:; \
         base-uri 'none'; form-action 'none'",
        digest::source(start.as_bytes()),
        digest::source(glue.as_bytes()),
        digest::source(loader.as_bytes()),
    );

    let page = with_policy(&built.page, &policy)?;
    let (head, rest) = page
        .split_once(STYLE)
        .ok_or("index.html: the style is missing")?;
    let (body, after) = rest
        .split_once("</body>")
        .ok_or("index.html: </body> is missing")?;
    let mut file = html(head).into_bytes();
    let style = minifier::css::minify(&built.style)?.to_string();
    data(&mut file, "page-style", style.as_bytes(), effort)?;
    write!(file, "<script>{start}</script>{}", html(body))?;
    data(&mut file, "page-wasm", &built.wasm, effort)?;
    data(&mut file, "page-program", program, effort)?;
    let after = html(after);
    write!(
        file,
        "<script type=\"application/json\" id=\"site\">{{}}</script>\n\
         <script type=\"module\">{glue}</script>\n\
         <script type=\"module\">{loader}</script>\n</body>{after}"
    )?;
    Ok(file)
}

/// Gives the functions of the glue to `static/single.js`.
const HAND_OVER: &str = "runnerProxyParts({ default: __wbg_init, provide_program });";

/// Appends a data block.
fn data(file: &mut Vec<u8>, id: &str, bytes: &[u8], effort: Effort) -> Outcome {
    write!(
        file,
        "<script type=\"application/octet-stream\" id=\"{id}\">"
    )?;
    file.extend(escaped(&gzip(bytes, effort)?));
    file.extend(b"</script>\n");
    Ok(())
}

/// Where the style will stand.
const STYLE: &str = "<!--style-->";

/// What the built page links to, and the page with those links gone.
struct Built {
    page: String,
    style: String,
    glue: String,
    wasm: Vec<u8>,
    loader: String,
}

impl Built {
    fn read(directory: &Path, page: &str) -> Outcome<Self> {
        let document = Document::parse(page)?;
        let (mut style, mut glue, mut wasm, mut loader) = (None, None, None, None);
        let mut replacements = Vec::new();
        for tag in document.tags() {
            let path = || match tag.file() {
                Some(name) => Ok(directory.join(name)),
                None => Err(format!("index.html: {} names no file", tag.text)),
            };
            let text = || -> Outcome<_> { Ok(Some(fs::read_to_string(path()?)?)) };
            let mut replacement = String::new();
            match (tag.attribute("rel"), tag.attribute("id"), tag.name) {
                (Some("stylesheet"), ..) => {
                    style = text()?;
                    replacement = STYLE.to_owned();
                }
                (Some("icon"), ..) => replacement = tag.text.to_owned(),
                (_, Some("page-js"), _) => glue = text()?,
                (_, Some("page-wasm"), _) => wasm = Some(split::whole(&fs::read(path()?)?)?),
                (_, _, "script") => loader = text()?,
                (Some("preload"), None, _) => {}
                // One file cannot be installed.
                (Some("manifest" | "apple-touch-icon"), ..) => {}
                _ => return Err(format!("index.html: what is {}?", tag.text).into()),
            }
            replacements.push(replacement);
        }
        let (Some(style), Some(glue), Some(wasm), Some(loader)) = (style, glue, wasm, loader)
        else {
            return Err("index.html lacks a style, a script, page-js or page-wasm".into());
        };
        // In the file its functions are reached by name, and it has nothing beside it.
        if !glue.contains("__wbg_init as default") || glue.contains("\nimport ") {
            return Err("wasm-bindgen's glue is not what static/single.js expects".into());
        }
        Ok(Self {
            page: document.replaced(&replacements),
            style,
            glue,
            wasm,
            loader,
        })
    }
}

fn source(name: &str) -> Outcome<String> {
    Ok(fs::read_to_string(root().join("static").join(name))?)
}

/// The page with another policy and the encoding of the file.
fn with_policy(page: &str, policy: &str) -> Outcome<String> {
    const START: &str = "content=\"default-src 'none'";
    let start = page.find(START).ok_or("index.html has no policy")? + "content=\"".len();
    let length = page[start..]
        .find('"')
        .ok_or("index.html: the policy does not end")?;
    let page = [&page[..start], policy, &page[start + length..]].concat();
    replaced_once(
        &page,
        "<meta charset=\"utf-8\" />",
        "<meta charset=\"windows-1252\" />",
    )
}

/// HTML in ASCII. Text and attribute values read character references; nothing else of the page
/// holds other characters.
fn html(text: &str) -> String {
    ascii(text, |c| format!("&#x{:x};", u32::from(c)))
}

/// A script in ASCII: its strings, names and templates read `\u` (ECMAScript, section 12.9.4).
fn script(text: &str) -> Outcome<String> {
    let escape = |c: char| {
        let mut units = [0; 2];
        c.encode_utf16(&mut units)
            .iter()
            .map(|unit| format!("\\u{unit:04x}"))
            .collect()
    };
    let short = minifier::js::minify(text)?.to_string();
    element(ascii(&short, escape), &["</script", "<!--"])
}

fn ascii(text: &str, escape: impl Fn(char) -> String) -> String {
    let mut written = String::with_capacity(text.len());
    for c in text.chars() {
        match c.is_ascii() {
            true => written.push(c),
            false => written += &escape(c),
        }
    }
    written
}

/// Text that can stand in an element whose content is raw: it must hold nothing that would end it
/// (HTML, section 4.12.1.3), or that the parser would change.
fn element(text: String, ends: &[&str]) -> Outcome<String> {
    let lower = text.to_ascii_lowercase();
    match ends
        .iter()
        .chain(&["\0", "\r"])
        .find(|end| lower.contains(**end))
    {
        Some(end) => Err(format!("{end:?} cannot stand in an inline script or style").into()),
        None => Ok(text),
    }
}

/// Bytes for a data block of a windows-1252 file.
fn escaped(bytes: &[u8]) -> Vec<u8> {
    let mut written = Vec::with_capacity(bytes.len() + bytes.len() / 32);
    for &byte in bytes {
        match byte {
            b'\0' | b'\r' | b'<' | b'=' => written.extend([b'=', byte + 64]),
            _ => written.push(byte),
        }
    }
    written
}

fn gzip(bytes: &[u8], effort: Effort) -> Outcome<Vec<u8>> {
    let mut packed = Vec::new();
    match effort {
        Effort::Published => {
            let options = zopfli::Options {
                iteration_count: NonZeroU64::new(5).unwrap_or(NonZeroU64::MIN),
                ..zopfli::Options::default()
            };
            zopfli::compress(options, zopfli::Format::Gzip, bytes, &mut packed)?;
        }
        Effort::Tried => {
            let best = flate2::Compression::best();
            let mut encoder = flate2::write::GzEncoder::new(&mut packed, best);
            encoder.write_all(bytes)?;
            encoder.finish()?;
        }
    }
    Ok(packed)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What HTML's parser changes or takes for an end, written out by hand.
    #[test]
    fn only_what_html_would_change_is_escaped() {
        let every: Vec<u8> = (0..=255).collect();
        let written = escaped(&every);
        assert_eq!(written.len(), 256 + 4);
        for changed in [b'\0', b'\r', b'<'] {
            assert!(!written.contains(&changed));
        }
        assert_eq!(escaped(b"a\0\r<=\n\x81"), b"a=@=M=|=}\n\x81");
    }

    #[test]
    fn everything_but_data_is_ascii() {
        assert_eq!(html("é<p lang=\"ja\">語"), "&#xe9;<p lang=\"ja\">&#x8a9e;");
        assert_eq!(
            script("f('語😀')").expect("a script"),
            r"f('\u8a9e\ud83d\ude00')"
        );
    }

    #[test]
    fn what_would_end_an_element_is_refused() {
        assert!(script("x = '</SCRIPT>'").is_err());
        assert!(script("x = '<!--'").is_err());
        assert!(script("a < b").is_ok());
    }
}
