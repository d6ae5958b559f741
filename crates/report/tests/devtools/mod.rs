//! A browser driven through its DevTools protocol: Chromium without a window, a WebSocket client of our own.

use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// The width of a desk and of a telephone, in pixels.
pub(crate) const WIDTHS: [u32; 2] = [1280, 390];
/// A page that does not answer within this time has failed.
const PATIENCE: Duration = Duration::from_secs(90);

/// Returns the browser's program: `CHROMIUM`, else the usual places.
pub(crate) fn chromium() -> Option<PathBuf> {
    let usual =
        ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].map(PathBuf::from);
    std::env::var_os("CHROMIUM").map(PathBuf::from).into_iter().chain(usual).find(|path| path.exists())
}

/// Returns the source of axe-core, which `scripts/install-tools` fetches and `AXE` may name; says so once where it is not there.
fn axe() -> Option<&'static str> {
    static AXE: std::sync::OnceLock<Option<String>> = std::sync::OnceLock::new();
    let source = AXE.get_or_init(|| {
        let usual =
            concat!(env!("CARGO_MANIFEST_DIR"), "/../../target/tools/node_modules/axe-core/axe.min.js");
        let path = std::env::var_os("AXE").map_or_else(|| PathBuf::from(usual), PathBuf::from);
        let source = std::fs::read_to_string(path).ok();
        if source.is_none() {
            println!(
                "skipped: axe-core is not here; scripts/install-tools fetches it, or set AXE to axe.min.js"
            );
        }
        source
    });
    source.as_deref()
}

/// A browser with one tab.
pub(crate) struct Browser {
    child: Child,
    stream: TcpStream,
    session: Option<String>,
    next: u64,
    events: Vec<Value>,
    _profile: tempfile::TempDir,
}

impl Browser {
    pub(crate) fn start(program: &Path) -> Self {
        let profile = tempfile::tempdir().unwrap();
        let mut child = Command::new(program)
            .args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"])
            .args(["--disable-background-networking", "--disable-component-update", "--disable-sync"])
            .args(["--disable-dev-shm-usage", "--hide-scrollbars", "--remote-debugging-port=0"])
            .arg(format!("--user-data-dir={}", profile.path().display()))
            .arg("about:blank")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let address = loop {
            let line = lines.next().expect("the browser says where it listens").unwrap();
            if let Some(address) = line.strip_prefix("DevTools listening on ws://") {
                break address.to_owned();
            }
        };
        // the pipe is read to its end, so that the browser never waits for us
        std::thread::spawn(move || lines.for_each(drop));
        let (host, path) = address.split_once('/').unwrap();
        let mut stream = TcpStream::connect(host).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        let key = "AAAAAAAAAAAAAAAAAAAAAA==";
        write!(
            stream,
            "GET /{path} HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
             Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n"
        )
        .unwrap();
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            let mut byte = [0];
            stream.read_exact(&mut byte).unwrap();
            head.push(byte[0]);
        }
        assert!(head.starts_with(b"HTTP/1.1 101"), "{}", String::from_utf8_lossy(&head));
        let mut browser =
            Self { child, stream, session: None, next: 0, events: Vec::new(), _profile: profile };
        let target = browser.call("Target.createTarget", json!({ "url": "about:blank" }));
        let attached =
            browser.call("Target.attachToTarget", json!({ "targetId": target["targetId"], "flatten": true }));
        browser.session = attached["sessionId"].as_str().map(str::to_owned);
        for domain in ["Page.enable", "Runtime.enable", "Log.enable", "Network.enable"] {
            browser.call(domain, json!({}));
        }
        browser
    }

    /// Opens a page at a width and waits until it and its scripts have run.
    pub(crate) fn open(&mut self, address: &str, width: u32) {
        self.events.clear();
        self.call(
            "Emulation.setDeviceMetricsOverride",
            json!({ "width": width, "height": 900, "deviceScaleFactor": 1, "mobile": false }),
        );
        self.call("Page.navigate", json!({ "url": "about:blank" }));
        self.call("Page.navigate", json!({ "url": address }));
        let up = format!(
            "document.readyState === 'complete' && location.href.startsWith({})",
            json!(origin(address))
        );
        self.wait_for(&up);
    }

    /// Returns what an expression comes to in the page.
    pub(crate) fn evaluate(&mut self, expression: &str) -> Value {
        self.evaluated(expression).unwrap_or_else(|error| panic!("{expression}: {error}"))
    }

    /// Returns what an expression comes to, or the error of a browser that could not ask the page.
    fn evaluated(&mut self, expression: &str) -> Result<Value, Value> {
        let answer = self.ask(
            "Runtime.evaluate",
            json!({ "expression": expression, "returnByValue": true, "awaitPromise": true }),
        )?;
        assert!(answer.get("exceptionDetails").is_none(), "{expression}: {answer}");
        Ok(answer["result"]["value"].clone())
    }

    /// Waits until an expression is true in the page.
    ///
    /// A page that gives way to the next while it is asked can't answer: its successor is asked in its stead.
    pub(crate) fn wait_for(&mut self, expression: &str) {
        let start = Instant::now();
        while self.evaluated(expression) != Ok(json!(true)) {
            assert!(start.elapsed() < PATIENCE, "{expression} never became true");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Returns the errors that the page reported since it was opened.
    pub(crate) fn errors(&self) -> Vec<String> {
        let is_error = |event: &&Value| match event["method"].as_str() {
            Some("Runtime.exceptionThrown") => true,
            Some("Log.entryAdded") => event["params"]["entry"]["level"] == "error",
            Some("Runtime.consoleAPICalled") => event["params"]["type"] == "error",
            _ => false,
        };
        self.events.iter().filter(is_error).map(Value::to_string).collect()
    }

    /// Returns the addresses that the page asked for since it was opened.
    pub(crate) fn requests(&self) -> Vec<String> {
        let asked = self.events.iter().filter(|event| event["method"] == "Network.requestWillBeSent");
        asked.filter_map(|event| event["params"]["request"]["url"].as_str().map(str::to_owned)).collect()
    }

    /// Saves a picture of the whole page, or of the window.
    pub(crate) fn screenshot(&mut self, path: &Path, whole: bool) {
        let answer =
            self.call("Page.captureScreenshot", json!({ "format": "png", "captureBeyondViewport": whole }));
        std::fs::write(path, base64(answer["data"].as_str().unwrap())).unwrap();
    }

    pub(crate) fn call(&mut self, method: &str, parameters: Value) -> Value {
        self.ask(method, parameters).unwrap_or_else(|error| panic!("{method}: {error}"))
    }

    /// Sends one command and returns its result, or the error that the browser gives for it.
    fn ask(&mut self, method: &str, parameters: Value) -> Result<Value, Value> {
        self.next += 1;
        let id = self.next;
        let mut message = json!({ "id": id, "method": method, "params": parameters });
        if let Some(session) = &self.session {
            message["sessionId"] = json!(session);
        }
        self.send(message.to_string().as_bytes());
        loop {
            let message: Value = serde_json::from_slice(&self.receive()).unwrap();
            if message["id"] == json!(id) {
                return match message.get("error") {
                    Some(error) => Err(error.clone()),
                    None => Ok(message["result"].clone()),
                };
            }
            self.events.push(message);
        }
    }

    /// Sends one text frame, masked with zeros as a client may (RFC 6455, 5.3 asks for a mask, not for secrecy here).
    fn send(&mut self, text: &[u8]) {
        let mut frame = vec![0x81];
        match text.len() {
            length @ 0..=125 => frame.push(0x80 | length as u8),
            length @ 126..=0xFFFF => {
                frame.push(0x80 | 126);
                frame.extend((length as u16).to_be_bytes());
            }
            length => {
                frame.push(0x80 | 127);
                frame.extend((length as u64).to_be_bytes());
            }
        }
        frame.extend([0; 4]);
        frame.extend(text);
        self.stream.write_all(&frame).unwrap();
    }

    /// Receives one message, put together from its frames.
    fn receive(&mut self) -> Vec<u8> {
        let mut message = Vec::new();
        loop {
            let [first, second] = self.bytes::<2>();
            let length = match second & 0x7F {
                126 => u64::from(u16::from_be_bytes(self.bytes())),
                127 => u64::from_be_bytes(self.bytes()),
                short => u64::from(short),
            };
            let mut payload = vec![0; length as usize];
            self.stream.read_exact(&mut payload).unwrap();
            // a ping or a pong is no message
            if first & 0x0F < 3 {
                message.extend(payload);
                if first & 0x80 != 0 {
                    return message;
                }
            }
        }
    }

    fn bytes<const N: usize>(&mut self) -> [u8; N] {
        let mut bytes = [0; N];
        self.stream.read_exact(&mut bytes).unwrap();
        bytes
    }

    /// Opens a page at both widths, leaves its picture, and checks all that must hold of any page.
    pub(crate) fn check(&mut self, address: &str, name: &str) {
        for width in WIDTHS {
            self.open(address, width);
            self.picture(&format!("{name}-{width}"), true);
            let wide = self.evaluate("document.documentElement.scrollWidth");
            assert!(wide.as_u64().unwrap() <= u64::from(width), "{address} is {wide} wide at {width}");
            self.is_sound(address);
            self.has_no_grave_fault(address);
        }
    }

    /// Runs axe-core where it is there, and expects no fault that it calls serious or critical.
    fn has_no_grave_fault(&mut self, page: &str) {
        let Some(axe) = axe() else { return };
        self.evaluate(&format!("{axe}; true"));
        let found = self.evaluate(
            r"axe.run(document, { resultTypes: ['violations'], preload: false }).then((found) => found.violations
                .filter((one) => one.impact === 'serious' || one.impact === 'critical')
                .map((one) => `${one.id}: ${one.nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(' | ')}`))",
        );
        assert_eq!(found, json!([]), "{page}");
    }

    /// No error, nothing asked for but what stands beside the page, and what a screen reader needs.
    fn is_sound(&mut self, page: &str) {
        assert_eq!(self.errors(), [""; 0], "{page}");
        let strangers: Vec<String> = self
            .requests()
            .into_iter()
            .filter(|address| {
                !address.starts_with(&origin(page))
                    && !address.starts_with("data:")
                    && address != "about:blank"
            })
            .collect();
        assert_eq!(strangers, [""; 0], "{page}");
        let faults = self.evaluate(
            r"(() => {
                const all = (what) => [...document.querySelectorAll(what)];
                const ids = all('[id]').map((one) => one.id);
                const text = (one, id) => (document.getElementById(id)?.textContent ?? '').trim() !== '';
                return {
                    twice: ids.filter((id, at) => ids.indexOf(id) !== at),
                    no_caption: all('table:not(:has(> caption))').length,
                    no_name: all('svg[role=img]').filter((svg) =>
                        !svg.getAttribute('aria-labelledby').split(' ').every((id) => text(svg, id))).length,
                    other_svg: all('svg:not([role=img]):not([aria-hidden=true])').length,
                    headings: all('h1').length,
                    main: all('main').length,
                    no_scope: all('th:not([scope])').length,
                    no_label: all('input:not([type=hidden], label input), select:not(label select)')
                        .filter((field) => !(field.getAttribute('aria-label') || '').trim()).length,
                    dead: all('a[href^=\'#\']').filter((a) => a.hash && !document.getElementById(a.hash.slice(1))).length,
                };
            })()",
        );
        let sound = json!({ "twice": [], "no_caption": 0, "no_name": 0, "other_svg": 0, "headings": 1, "main": 1,
            "no_scope": 0, "no_label": 0, "dead": 0 });
        assert_eq!(faults, sound, "{page}");
    }

    /// Leaves a picture in the folder that `TIZIM_SCREENSHOTS` names, if it does.
    pub(crate) fn picture(&mut self, name: &str, whole: bool) {
        if let Some(dir) = std::env::var_os("TIZIM_SCREENSHOTS") {
            self.screenshot(&PathBuf::from(dir).join(format!("{name}.png")), whole);
        }
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Returns the beginning that addresses beside a page share with it: `file:`, or scheme, host and port.
fn origin(address: &str) -> String {
    match address.strip_prefix("http://") {
        Some(rest) => format!("http://{}/", rest.split('/').next().unwrap_or_default()),
        None => "file:".to_owned(),
    }
}

fn base64(text: &str) -> Vec<u8> {
    let value = |byte: u8| match byte {
        b'A'..=b'Z' => u32::from(byte - b'A'),
        b'a'..=b'z' => u32::from(byte - b'a') + 26,
        b'0'..=b'9' => u32::from(byte - b'0') + 52,
        b'+' => 62,
        _ => 63,
    };
    let mut out = Vec::new();
    for group in text.trim_end_matches('=').as_bytes().chunks(4) {
        let bits = group.iter().fold(0, |bits, byte| bits << 6 | value(*byte)) << (6 * (4 - group.len()));
        out.extend(&bits.to_be_bytes()[1..group.len()]);
    }
    out
}
