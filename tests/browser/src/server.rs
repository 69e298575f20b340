//! The built site on a port of its own, the way GitLab Pages serves it, with a list of everything
//! anybody asked for.
//!
//! Like GitLab Pages it answers with `FILE.br` or `FILE.gz` where one lies beside `FILE` and the
//! browser takes it, so what people really download is what is tested.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};
use std::{fs, thread};

/// The most a request may hold before its body, of which there is none.
const LONGEST_REQUEST: u64 = 16 * 1024;

/// One request that came in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// The target as sent.
    pub path: String,
    /// What it was answered with.
    pub status: u16,
    /// How long the body of the answer was, packed as it was sent.
    pub bytes: usize,
}

/// What is served, and how.
#[derive(Clone, Default)]
pub struct Site {
    /// The files; without one, everything is answered with 404.
    pub directory: Option<PathBuf>,
    /// Where they are served: `/`, or a path with a slash at both ends.
    pub base: String,
    /// Files whose names begin or end like this are answered with 404.
    pub lacking: Option<&'static str>,
    /// As if the server were off: every connection is cut without an answer.
    pub off: bool,
}

/// A running server. Its thread ends with the process; the port is this machine's only.
pub struct Server {
    address: SocketAddr,
    base: String,
    site: Arc<Mutex<Site>>,
    requests: Arc<Mutex<Vec<(SystemTime, Request)>>>,
}

impl Server {
    /// Starts one on a free port.
    ///
    /// # Panics
    /// When loopback has no free port.
    pub fn start(site: Site) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
        let server = Self {
            address: listener.local_addr().expect("a bound port has an address"),
            base: site.base.clone(),
            site: Arc::new(Mutex::new(site)),
            requests: Arc::default(),
        };
        let (site, requests) = (Arc::clone(&server.site), Arc::clone(&server.requests));
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (site, requests) = (Arc::clone(&site), Arc::clone(&requests));
                // A browser opens connections ahead of need and keeps them silent: one thread
                // each. One that goes away in the middle is no news.
                thread::spawn(move || answer(stream, &site, &requests));
            }
        });
        server
    }

    /// `http://127.0.0.1:port`.
    pub fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Where the page is.
    pub fn url(&self) -> String {
        format!("{}{}", self.origin(), self.base)
    }

    /// Everything asked for until now.
    pub fn requests(&self) -> Vec<Request> {
        let requests = self.log().into_iter();
        requests.map(|(_, request)| request).collect()
    }

    /// The same, each with the moment at which it came in.
    pub fn log(&self) -> Vec<(SystemTime, Request)> {
        locked(&self.requests).clone()
    }

    /// Changes what is served, from the next request on.
    pub fn change(&self, change: impl FnOnce(&mut Site)) {
        change(&mut locked(&self.site));
    }
}

/// A thread that panicked has failed its test already.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn answer(
    mut stream: TcpStream,
    site: &Mutex<Site>,
    requests: &Mutex<Vec<(SystemTime, Request)>>,
) -> io::Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(60)))?;
    let mut lines = BufReader::new((&stream).take(LONGEST_REQUEST)).lines();
    let Some(request) = lines.next().transpose()? else {
        return Ok(());
    };
    let mut accepted = String::new();
    for line in lines {
        let line = line?.to_ascii_lowercase();
        if line.is_empty() {
            break;
        }
        if let Some(value) = line.strip_prefix("accept-encoding:") {
            accepted = value.to_owned();
        }
    }
    let came = SystemTime::now();
    let path = request.split(' ').nth(1).unwrap_or_default().to_owned();
    let site = locked(site).clone();
    if site.off {
        return Ok(());
    }
    let reply = site.reply(&path, &accepted);
    let (status, head, body) = match reply {
        Some((head, body)) => (200, head, body),
        None => (
            404,
            "Content-Type: text/plain".into(),
            b"Not found\n".into(),
        ),
    };
    let length = body.len();
    let request = Request {
        path,
        status,
        bytes: length,
    };
    locked(requests).push((came, request));
    let head = format!(
        "HTTP/1.1 {status} Answer\r\n{head}\r\nContent-Length: {length}\r\n\
         Cache-Control: no-cache\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n"
    );
    stream.write_all(head.as_bytes())?;
    stream.write_all(&body)
}

impl Site {
    /// The headers that matter and the body, when there is such a file below the base.
    fn reply(&self, path: &str, accepted: &str) -> Option<(String, Vec<u8>)> {
        let name = path.strip_prefix(&self.base)?.split('?').next()?;
        let name = if name.is_empty() { "index.html" } else { name };
        let plain = Path::new(name)
            .components()
            .all(|part| matches!(part, Component::Normal(_)));
        let lacks = |part| name.starts_with(part) || name.ends_with(part);
        if !plain || self.lacking.is_some_and(lacks) {
            return None;
        }
        let file = self.directory.as_ref()?.join(name);
        let plain = fs::read(&file).ok()?;
        let kind = media_type(name);
        let takes = |coding: &str| accepted.split(',').any(|one| one.trim() == coding);
        let packed = [("br", "br"), ("gzip", "gz")]
            .into_iter()
            .filter(|(coding, _)| takes(coding))
            .find_map(|(coding, end)| {
                let body = fs::read(self.directory.as_ref()?.join(format!("{name}.{end}"))).ok()?;
                Some((format!("{kind}\r\nContent-Encoding: {coding}"), body))
            });
        Some(packed.unwrap_or((kind, plain)))
    }
}

fn media_type(name: &str) -> String {
    let kind = match name.rsplit_once('.').map(|(_, end)| end) {
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
    };
    format!("Content-Type: {kind}")
}
