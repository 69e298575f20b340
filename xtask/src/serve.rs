//! `cargo xtask serve`: the built site on this machine only.
//!
//! A server of our own because it is small: plain files, read anew for every request, told to no
//! cache. It answers the way GitLab Pages does where that matters to the page: right types, and
//! optionally a sub-path.

use std::fs;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use crate::{Outcome, process, root, site};

/// The port tried first when nobody names one, and how many after it.
const PORTS: std::ops::Range<u16> = 8080..8180;

/// The most a request may hold before its body, of which there is none.
const LONGEST_REQUEST: u64 = 16 * 1024;

/// What is served, and under which path besides `/`.
struct Served {
    directory: PathBuf,
    /// Empty, or a path without the slash at its end: `/some/sub/path`.
    base: String,
}

/// Builds unless told not to, then serves until it is ended.
pub(crate) fn chore(mut arguments: lexopt::Parser) -> Outcome {
    let mut port = None;
    let mut base = String::new();
    let mut building = true;
    while let Some(argument) = arguments.next()? {
        match argument {
            lexopt::Arg::Long("port") => {
                let text = arguments.value()?.to_string_lossy().into_owned();
                let number = text
                    .parse()
                    .map_err(|_| format!("--port: not a port: {text}"))?;
                port = Some(number);
            }
            lexopt::Arg::Long("base") => {
                let text = arguments.value()?.to_string_lossy().into_owned();
                base = format!("/{}", text.trim_matches('/'));
            }
            lexopt::Arg::Long("no-build") => building = false,
            other => return Err(other.unexpected().into()),
        }
    }
    let base = base.trim_end_matches('/').to_owned();
    let directory = root().join("dist");
    if building {
        process::timed("build", || site::build(&directory))?;
    }
    if !directory.join("index.html").is_file() {
        return Err("dist/ holds no site yet: leave out --no-build".into());
    }
    let listener = listen(port)?;
    let address = listener.local_addr()?;
    println!("Serving the page at http://{address}{base}/ (Ctrl+C ends it).");
    let served = Arc::new(Served { directory, base });
    for stream in listener.incoming() {
        let served = Arc::clone(&served);
        // A browser opens connections ahead of need and keeps them silent: one thread each, and a
        // time limit. A client that goes away is no news.
        std::thread::spawn(move || stream.and_then(|stream| served.answer(stream)));
    }
    Ok(())
}

/// Takes the named port, or the first free one of [`PORTS`].
fn listen(port: Option<u16>) -> Outcome<TcpListener> {
    let open = |port| TcpListener::bind((Ipv4Addr::LOCALHOST, port));
    match port {
        Some(port) => open(port).map_err(|error| format!("port {port}: {error}").into()),
        None => PORTS
            .into_iter()
            .find_map(|port| open(port).ok())
            .ok_or_else(|| format!("no port in {PORTS:?} is free").into()),
    }
}

impl Served {
    /// Reads one request and answers it.
    fn answer(&self, mut stream: TcpStream) -> io::Result<()> {
        stream.set_read_timeout(Some(Duration::from_secs(30)))?;
        stream.set_write_timeout(Some(Duration::from_secs(30)))?;
        let mut lines = BufReader::new((&stream).take(LONGEST_REQUEST)).lines();
        let Some(request) = lines.next().transpose()? else {
            return Ok(());
        };
        // The headers are read to their end, or closing would cut off the answer.
        for line in lines {
            if line?.is_empty() {
                break;
            }
        }
        let (status, more, body) = match request.split(' ').collect::<Vec<_>>()[..] {
            [method @ ("GET" | "HEAD"), target, _] => {
                let (status, more, body) = self.reply(target);
                (
                    status,
                    more,
                    if method == "HEAD" { Vec::new() } else { body },
                )
            }
            _ => (
                "405 Method Not Allowed",
                "Allow: GET, HEAD".into(),
                Vec::new(),
            ),
        };
        let length = body.len();
        let head = format!(
            "HTTP/1.1 {status}\r\n{more}\r\nContent-Length: {length}\r\nCache-Control: no-store\r\n\
             X-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n"
        );
        stream.write_all(head.as_bytes())?;
        stream.write_all(&body)
    }

    /// The status, one more header and the body for a request target.
    fn reply(&self, target: &str) -> (&'static str, String, Vec<u8>) {
        let path = target.split(['?', '#']).next().unwrap_or_default();
        if !self.base.is_empty() && path == self.base {
            return (
                "301 Moved Permanently",
                format!("Location: {path}/"),
                Vec::new(),
            );
        }
        let found = self.file(path).and_then(|file| {
            let body = fs::read(&file).ok()?;
            Some((format!("Content-Type: {}", media_type(&file)), body))
        });
        match found {
            Some((kind, body)) => ("200 OK", kind, body),
            None => (
                "404 Not Found",
                "Content-Type: text/plain".into(),
                b"Not found\n".to_vec(),
            ),
        }
    }

    /// The file a path names, if it lies in the directory. Built names need no percent-encoding, so
    /// none is decoded, and a path with anything but plain names in it is nobody's.
    fn file(&self, path: &str) -> Option<PathBuf> {
        let below_base = path
            .strip_prefix(&self.base)
            .filter(|rest| rest.starts_with('/'));
        let name = below_base.unwrap_or(path).strip_prefix('/')?;
        let name = if name.is_empty() { "index.html" } else { name };
        let plain = Path::new(name)
            .components()
            .all(|part| matches!(part, Component::Normal(_)));
        plain
            .then(|| self.directory.join(name))
            .filter(|file| file.is_file())
    }
}

/// The type a file is served as; browsers insist on the one of Wasm.
fn media_type(file: &Path) -> &'static str {
    match file.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("json") => "application/json",
        Some("webmanifest") => "application/manifest+json",
        Some("txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Serves this crate's own folder, which has files at two levels.
    fn served(base: &str) -> Served {
        let directory = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
        Served {
            directory,
            base: base.into(),
        }
    }

    #[test]
    fn files_are_found_at_the_root_and_under_the_base() {
        for path in ["/Cargo.toml", "/src/main.rs", "/some/sub/path/src/main.rs"] {
            assert!(served("/some/sub/path").file(path).is_some(), "{path}");
        }
        assert!(served("").file("/some/sub/path/src/main.rs").is_none());
    }

    #[test]
    fn nothing_outside_the_directory_is_found() {
        let paths = [
            "/../Cargo.toml",
            "/src/../../Cargo.toml",
            "//etc/passwd",
            "/some/sub/path//etc/passwd",
            "/some/sub/path/../../../Cargo.toml",
            "/%2e%2e/Cargo.toml",
            "/src",
            "Cargo.toml",
            "",
        ];
        for path in paths {
            assert!(served("/some/sub/path").file(path).is_none(), "{path}");
        }
    }

    #[test]
    fn the_base_without_its_slash_leads_to_the_page() {
        let (status, header, _) = served("/sub").reply("/sub?x");
        assert_eq!(
            (status, header.as_str()),
            ("301 Moved Permanently", "Location: /sub/")
        );
    }
}
