//! A Chromium without a window, driven through chromedriver: one session, with a private home,
//! gone when dropped.

use crate::folder::Folder;
use crate::machine::Machine;
use crate::wait;
use serde_json::{Value, json};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;
use thirtyfour::{By, Capabilities, Key, TypingData, WebDriver, WebElement};
use tokio::runtime::{Builder, Runtime};

/// What makes Chromium run in a container as root, and keep to itself.
const FLAGS: [&str; 12] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--no-proxy-server",
    "--lang=en-US",
    "--window-size=1280,900",
];

/// Collects what the page's policy refused. It has to listen before the page starts.
const LISTENER: &str = "
    window.violations = [];
    addEventListener('securitypolicyviolation', (event) =>
        window.violations.push(`${event.effectiveDirective}: ${event.blockedURI}`));
";

/// A running browser with one tab.
pub struct Browser {
    runtime: Runtime,
    // Taken when dropped.
    driver: Option<WebDriver>,
    chromedriver: Child,
    folder: Folder,
}

impl Browser {
    /// Starts one; `flags` are Chromium's own.
    ///
    /// # Panics
    /// When chromedriver or Chromium cannot be started.
    pub fn start(machine: &Machine, flags: &[&str]) -> Self {
        let folder = Folder::new();
        let home = folder.below("home");
        let (chromedriver, port) = chromedriver(machine, &home);
        let runtime = Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("a runtime");
        // A machine for which this project exists has proxy variables; loopback needs none.
        let client = reqwest::Client::builder()
            .no_proxy()
            .timeout(Duration::from_secs(90))
            .build()
            .expect("an HTTP client");
        let wanted = capabilities(machine, &folder, flags);
        let session = WebDriver::builder(format!("http://127.0.0.1:{port}"), wanted).client(client);
        let driver = runtime.block_on(session.connect());
        let browser = Self {
            runtime,
            driver: Some(driver.expect("Chromium starts")),
            chromedriver,
            folder,
        };
        let listener = json!({ "source": LISTENER });
        browser.cdp("Page.addScriptToEvaluateOnNewDocument", listener);
        // Chromium starts with a page of its own; what that loads is not ours to judge.
        browser.go("about:blank");
        browser.log("performance");
        browser
    }

    fn driver(&self) -> &WebDriver {
        self.driver.as_ref().expect("it is taken only when dropped")
    }

    /// Where downloads arrive.
    pub fn downloads(&self) -> PathBuf {
        self.folder.below("downloads")
    }

    /// Loads a page.
    pub fn go(&self, url: &str) {
        let gone = self.runtime.block_on(self.driver().goto(url));
        gone.expect("the browser loads the page");
    }

    /// Opens one more tab and goes to it.
    pub fn open_tab(&self) {
        let opened = self.runtime.block_on(self.driver().new_tab());
        let opened = opened.expect("the browser opens a tab");
        let gone = self
            .runtime
            .block_on(self.driver().switch_to_window(opened));
        gone.expect("the tab is there");
    }

    /// Goes to the tab that was opened at this place, from 0.
    pub fn to_tab(&self, number: usize) {
        let tabs = self.runtime.block_on(self.driver().windows());
        let tabs = tabs.expect("the browser has tabs");
        let gone = self
            .runtime
            .block_on(self.driver().switch_to_window(tabs[number].clone()));
        gone.expect("the tab is there");
    }

    /// Runs the body of a function in the page, and gives what it returns; `arguments` are its own.
    #[track_caller]
    pub fn run(&self, body: &str, arguments: &[Value]) -> Value {
        let ran = self.driver().execute(body, arguments.to_vec());
        let ran = self.runtime.block_on(ran).expect("the script runs");
        ran.json().clone()
    }

    /// Evaluates an expression in the page.
    #[track_caller]
    pub fn eval(&self, expression: &str) -> Value {
        self.run(&format!("return {expression};"), &[])
    }

    /// Evaluates an expression that gives a promise, and waits for it.
    #[track_caller]
    pub fn settle(&self, promise: &str) -> Value {
        let body = format!(
            "const done = arguments[arguments.length - 1];
             Promise.resolve({promise}).then(done, (error) => done({{ rejected: String(error) }}));"
        );
        let ran = self.driver().execute_async(body, Vec::new());
        let ran = self.runtime.block_on(ran).expect("the promise settles");
        ran.json().clone()
    }

    /// Sends a command of the Chrome DevTools Protocol.
    #[track_caller]
    pub fn cdp(&self, method: &str, parameters: Value) -> Value {
        let sent = self.runtime.block_on(async {
            let cdp = self.driver().cdp();
            cdp.send_raw(method, parameters).await
        });
        sent.expect("the browser knows the command")
    }

    #[track_caller]
    fn find(&self, css: &str) -> WebElement {
        let found = self.driver().find(By::Css(css));
        let found = self.runtime.block_on(found);
        found.expect("the element is on the page")
    }

    /// Clicks as a person does: it is scrolled to where nothing that stays in place covers it, and
    /// what lies above it all the same gets the click.
    #[track_caller]
    pub fn click(&self, css: &str) {
        let element = self.find(css);
        // The page moves the focus a turn after a click, and with it what is in sight.
        self.settle(&format!(
            "new Promise((done) => setTimeout(() => {{
                 document.querySelector({}).scrollIntoView({{ block: 'center' }});
                 done();
             }}))",
            json!(css)
        ));
        let clicked = self.runtime.block_on(element.click());
        clicked.expect("the element can be clicked");
    }

    /// Moves the mouse onto the beginning of an element, which may be a part of a line.
    #[track_caller]
    pub fn point(&self, css: &str) {
        let place = self.run(
            "const element = document.querySelector(arguments[0]);
             element.scrollIntoView({ block: 'center', inline: 'start' });
             const { left, top, height } = element.getClientRects()[0];
             return { x: left + 3, y: top + height / 2 };",
            &[json!(css)],
        );
        let moved = json!({ "type": "mouseMoved", "x": place["x"], "y": place["y"] });
        self.cdp("Input.dispatchMouseEvent", moved);
    }

    /// Goes back in the tab's history.
    pub fn back(&self) {
        let back = self.runtime.block_on(self.driver().back());
        back.expect("there is a page before this one");
    }

    /// Types into an element.
    #[track_caller]
    pub fn type_into(&self, css: &str, keys: impl Into<TypingData>) {
        let element = self.find(css);
        let typed = self.runtime.block_on(element.send_keys(keys));
        typed.expect("the element takes text");
    }

    /// Presses keys, whatever has the focus.
    #[track_caller]
    pub fn press(&self, keys: impl Into<TypingData>) {
        let chain = self
            .driver()
            .action_chain_with_delay(Some(Duration::ZERO), Some(Duration::ZERO));
        let pressed = self.runtime.block_on(chain.send_keys(keys).perform());
        pressed.expect("keys can be pressed");
    }

    /// Presses a key while another one is held.
    #[track_caller]
    pub fn press_holding(&self, held: Key, key: impl Into<TypingData>) {
        let chain = self
            .driver()
            .action_chain_with_delay(Some(Duration::ZERO), Some(Duration::ZERO));
        let chain = chain.key_down(held.clone()).send_keys(key).key_up(held);
        let pressed = self.runtime.block_on(chain.perform());
        pressed.expect("keys can be pressed");
    }

    /// What the console and the network said since the last time: `browser` or `performance`.
    #[track_caller]
    pub fn log(&self, kind: &str) -> Vec<String> {
        let log = self.runtime.block_on(self.driver().get_log(kind));
        let log = log.expect("the log is kept");
        log.into_iter()
            .map(|entry| match kind {
                "browser" => format!("{}: {}", entry.level, entry.message),
                _ => entry.message,
            })
            .collect()
    }

    /// What the network did since the last time, by the DevTools protocol: every address, also of
    /// an attempt that was refused before it reached a wire.
    #[track_caller]
    pub fn traffic(&self) -> Vec<String> {
        let address = |line: String| {
            let event: Value = serde_json::from_str(&line).ok()?;
            let (method, more) = (&event["message"]["method"], &event["message"]["params"]);
            let url = match method.as_str()? {
                "Network.requestWillBeSent" => &more["request"]["url"],
                "Network.webSocketCreated" | "Network.webTransportCreated" => &more["url"],
                _ => return None,
            };
            url.as_str().map(str::to_owned)
        };
        self.log("performance")
            .into_iter()
            .filter_map(address)
            .collect()
    }

    /// Shows the page as if on a screen of this size, and the person wanted it light or dark.
    #[track_caller]
    pub fn show(&self, (width, height): (u64, u64), scheme: &str) {
        let size = json!({
            "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false,
        });
        self.cdp("Emulation.setDeviceMetricsOverride", size);
        // Nothing fades from one scheme to the other: it would be measured in between.
        let features = json!([
            { "name": "prefers-color-scheme", "value": scheme },
            { "name": "prefers-reduced-motion", "value": "reduce" },
        ]);
        self.cdp(
            "Emulation.setEmulatedMedia",
            json!({ "features": features }),
        );
        let shown = "[innerWidth, matchMedia('(prefers-color-scheme: dark)').matches]";
        let wanted = json!([width, scheme == "dark"]);
        wait::until_equal("the width and the scheme", &wanted, || self.eval(shown));
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        if let Some(driver) = self.driver.take() {
            // Chromedriver ends Chromium; that it could not is found by nobody but a process list.
            let _ = self.runtime.block_on(driver.quit());
        }
        let _ = self.chromedriver.kill();
        let _ = self.chromedriver.wait();
    }
}

/// Starts chromedriver on a port of its own choice. It takes a free one of IPv6 and then needs the
/// same of IPv4, so beside other tests it may find none and end; then it is asked again.
fn chromedriver(machine: &Machine, home: &Path) -> (Child, u16) {
    let start = |_| {
        let mut chromedriver = Command::new(&machine.chromedriver)
            .arg("--port=0")
            .env("HOME", home)
            .env("TMPDIR", home)
            .env_remove("XDG_CONFIG_HOME")
            .env_remove("XDG_CACHE_HOME")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("chromedriver can be run");
        let stdout = chromedriver.stdout.take().expect("stdout is a pipe");
        let mut lines = BufReader::new(stdout).lines();
        let port = lines.by_ref().map_while(Result::ok).find_map(|line| {
            let (_, port) = line.rsplit_once("started successfully on port ")?;
            port.trim_end_matches('.').parse::<u16>().ok()
        });
        if port.is_none() {
            chromedriver.wait().expect("chromedriver ended");
        }
        // It must never wait for somebody to read what it says.
        thread::spawn(move || lines.for_each(drop));
        Some((chromedriver, port?))
    };
    (0..5).find_map(start).expect("chromedriver finds a port")
}

fn capabilities(machine: &Machine, folder: &Folder, flags: &[&str]) -> Capabilities {
    let profile = format!("--user-data-dir={}", folder.below("profile").display());
    let flags = FLAGS.iter().chain(flags).copied();
    let flags: Vec<&str> = flags.chain([profile.as_str()]).collect();
    let capabilities = json!({
        "browserName": "chrome",
        "goog:loggingPrefs": { "browser": "INFO", "performance": "ALL" },
        "goog:chromeOptions": {
            "binary": machine.chromium,
            "args": flags,
            "prefs": {
                "download.default_directory": folder.below("downloads"),
                "download.prompt_for_download": false,
                // Chromium asks a person whether to keep a script; here nobody could answer.
                "safebrowsing.enabled": true,
                "intl.accept_languages": "en-US,en",
            },
        },
    });
    match capabilities {
        Value::Object(map) => map.into(),
        _ => Capabilities::new(),
    }
}
