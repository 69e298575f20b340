//! Long texts: how long a paste takes follows from how long it is, and from nothing else.

use runner_proxy::existing::host;
use runner_proxy::form::Form;
use std::time::{Duration, Instant};

/// Long texts that begin a piece again and again, or never end one.
#[test]
fn nothing_takes_long() {
    const SIZE: usize = 300_000;
    for (part, head) in [
        ("HTTP_PROXY=http://u:p@h:1\n", ""),
        ("HTTP_PROXY=http://u:p@h:1 ", ""),
        ("a_proxy_proxy", ""),
        ("http_proxy", ""),
        ("http_proxy=", ""),
        ("NO_PROXY=a,b,.c,c,::1\n", ""),
        ("a,b.example,.c,c,::1,", "NO_PROXY="),
        ("[[runners]]\n", ""),
        ("[[runners]]\nx y\n", ""),
        ("[[runners]]\nx = [\n", ""),
        (
            "\"HTTP_PROXY=http://h:1\",\n",
            "[[runners]]\nenvironment = [\n",
        ),
        ("{\n", ""),
        ("{}\n", ""),
        ("{\"a\":\n", ""),
        ("{\"proxies\":\n1 2}\n", ""),
        (
            "{ \"proxies\": { \"default\": { \"httpProxy\": \"http://h:1\" } } }\n",
            "",
        ),
        ("Username a\nProxy b:1\n", ""),
        ("Proxy b:1\n", "Username a\n"),
        ("Proxy\t", ""),
        ("Username\tx\n\n[\n", ""),
        ("[Service]\nEnvironment=HTTP_PROXY=http://h:1\n", ""),
        (
            "[Unit]\nAfter=cntlm.service\n[Service]\nEnvironment=HTTP_PROXY=http://h:1\n",
            "",
        ),
        ("\"HTTP_PROXY=http://h:1\" ", "[Service]\nEnvironment="),
        ("\\\n", "[Service]\nEnvironment="),
        ("[Service]\n[x\n", ""),
        ("docker0\n    inet 1.2.3.4\n", ""),
        ("docker0: <A> UP\n  docker0 UP <B\n  x\n", ""),
        ("docker0 UP < ", ""),
        ("-----BEGIN CERTIFICATE-----\n", ""),
        (
            "-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----\n",
            "",
        ),
        ("image: x\n", ""),
        ("image: x\n.\n", ""),
        (
            "  - HTTP_PROXY: http://h:1\n",
            "variables:\n  DOCKER_HOST: x:2375\n",
        ),
        ("==> x <==\n", ""),
        ("# GitLab Runner behind a proxy: puts every file\n", ""),
        (
            "# GitLab Runner behind a proxy: puts every file\ncontent() {\n    ca-file)\nprintf '\n",
            "",
        ),
        (
            "    ca-file)\nprintf 'a'\n",
            "# GitLab Runner behind a proxy: puts every file\ncontent() {\n",
        ),
        ("\"", ""),
        ("\\", "Environment="),
        (
            "'\\''",
            "# GitLab Runner behind a proxy: puts every file\ncontent() {\n    ca-file)\nprintf '",
        ),
        ("\n", ""),
        (" ", ""),
    ] {
        let pasted = head.to_owned() + &part.repeat(SIZE / part.len());
        let start = Instant::now();
        let heard = host::read(&pasted, &Form::default());
        let time = start.elapsed();
        assert!(heard.left.len() <= 41, "{}", heard.left.len());
        if std::env::var_os("TIMES").is_some() {
            eprintln!("{time:?} {head:?} {part:?}");
        }
        assert!(time < Duration::from_secs(8), "{time:?}: {head:?} {part:?}");
    }
}
