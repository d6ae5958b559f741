//! A small project with its desk, and people who send requests to it.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::PathBuf;
use std::sync::Arc;
use tizim_desk::{Desk, Options};
use tizim_ledger::{Ledger, Timestamp, What};
use tizim_project::{Addition, Doer, NewProject, Project};

const FAMILIES: &str = "Id,Name,Sex,Date of birth,Date of death,City\n\
1,HOSTILE,m,1982-03-04,2022-01-06,Almaty\n\
2,Yerlan Zhagiparov,m,1982-03-04,2022-01-06,Almaty\n\
3,Nurlan Ibrayev,m,1975-07-01,2022-01-05,Taraz\n\
4,Ivan Petrov,m,1988-02-29,2022-01-07,Almaty\n\
5,Dana Omarova,f,2001-05-17,2022-01-07,Taldykorgan\n\
6,Askar Tulegenov,m,1969-12-30,2022-01-06,Kyzylorda\n";
const HOSPITAL: &str = "Id,Full name,Gender,Birth date,Date of death,Town\n\
1,Erlan Jagiparov,male,1982-03-04,2022-01-06,Almaty\n\
2,Aigerim Seitkali,female,1990-11-23,2022-01-06,Almaty\n\
3,Ivan Petrov,male,1988-02-29,2022-01-07,Almaty\n\
4,Marat Dzhumabaev,male,1995-08-08,2022-01-08,Almaty\n\
5,Olga Kim,female,1979-09-19,2022-01-05,Taraz\n";

/// A project and its desk.
pub(crate) struct House {
    dir: Arc<tempfile::TempDir>,
    desk: Arc<Desk>,
}

/// A project whose desk is not open yet.
pub(crate) struct Unopened {
    dir: tempfile::TempDir,
}

impl Unopened {
    /// Writes entries as a program would that does not look for contradictions; see the README of the ledger for the bytes.
    pub(crate) fn write_unchecked(&self, entries: &[What]) {
        let raw = rusqlite::Connection::open(self.dir.path().join("p").join("tizim.db")).unwrap();
        for what in entries {
            let (seq, before): (i64, Vec<u8>) = raw
                .query_row("SELECT seq, hash FROM entries ORDER BY seq DESC LIMIT 1", [], |row| {
                    Ok((row.get(0)?, row.get(1)?))
                })
                .unwrap();
            // keys come in order from a map that sorts them
            let tagged: std::collections::BTreeMap<String, serde_json::Value> =
                serde_json::from_value(serde_json::to_value(what).unwrap()).unwrap();
            let (kind, at, author) = (tagged["kind"].as_str().unwrap(), "2026-11-26T12:00:00Z", "other");
            let payload = tagged["payload"].to_string();
            let mut hasher = blake3::Hasher::new();
            hasher.update(b"tizim ledger entry 1\n").update(&(seq + 1).to_le_bytes());
            for field in [&before[..], kind.as_bytes(), at.as_bytes(), author.as_bytes(), payload.as_bytes()]
            {
                hasher.update(&(field.len() as u64).to_le_bytes()).update(field);
            }
            let hash = hasher.finalize();
            raw.execute(
                "INSERT INTO entries (seq, kind, at, author, payload, prev_hash, hash) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                rusqlite::params![seq + 1, kind, at, author, payload, before, hash.as_bytes()],
            )
            .unwrap();
        }
    }

    pub(crate) fn ledger(&self) -> PathBuf {
        self.dir.path().join("p").join("tizim.db")
    }

    pub(crate) fn opened(self) -> House {
        let dir = Arc::new(self.dir);
        House { desk: House::desk(&dir), dir }
    }
}

fn clock() -> Timestamp {
    "2026-11-26T12:00:00Z".parse().unwrap()
}

impl House {
    pub(crate) fn new() -> Self {
        Self::made(&[("families", FAMILIES), ("hospital", HOSPITAL)])
    }

    pub(crate) fn empty() -> Self {
        Self::made(&[])
    }

    fn project(lists: &[(&str, &str)]) -> tempfile::TempDir {
        let dir = tempfile::tempdir().unwrap();
        let doer = Doer { author: "A".to_owned(), at: clock() };
        let new = NewProject { title: "January <b>".to_owned(), seed: 1, ..NewProject::default() };
        let root = dir.path().join("p");
        let mut project = Project::create(&root, &new, &doer).unwrap();
        for (list, text) in lists {
            let file = dir.path().join(format!("{list}.csv"));
            let hostile = format!("\"{}\"", super::HOSTILE.replace('"', "\"\""));
            std::fs::write(&file, text.replace("HOSTILE", &hostile)).unwrap();
            let addition = Addition { files: vec![file], list: (*list).to_owned(), ..Addition::default() };
            project.add(&addition, &doer).unwrap();
        }
        dir
    }

    fn options(root: PathBuf, listen: &str, public_address: Option<String>) -> Options {
        Options {
            root,
            listen: listen.parse().unwrap(),
            public_address,
            author: "Анна".to_owned(),
            now: Box::new(clock),
        }
    }

    /// Returns a project with lists and one article, `page.html`.
    pub(crate) fn with_article(page: &str) -> Self {
        let dir = Self::project(&[("families", FAMILIES)]);
        let file = dir.path().join("page.html");
        std::fs::write(&file, page).unwrap();
        let mut project = Project::open(&dir.path().join("p")).unwrap();
        let holds = tizim_project::Holds::Articles;
        let addition = Addition { files: vec![file], list: "press".to_owned(), holds, ..Addition::default() };
        project.add(&addition, &Doer { author: "A".to_owned(), at: clock() }).unwrap();
        Unopened { dir }.opened()
    }

    /// Returns a project with a list and with figures, `said.csv`.
    pub(crate) fn with_figures(text: &str) -> Self {
        let dir = Self::project(&[("families", FAMILIES)]);
        let file = dir.path().join("said.csv");
        std::fs::write(&file, text).unwrap();
        let mut project = Project::open(&dir.path().join("p")).unwrap();
        let holds = tizim_project::Holds::Figures;
        let addition = Addition { files: vec![file], list: "said".to_owned(), holds, ..Addition::default() };
        project.add(&addition, &Doer { author: "A".to_owned(), at: clock() }).unwrap();
        Unopened { dir }.opened()
    }

    /// Returns a project with a list `list`, figures and an article.
    pub(crate) fn with_all(list: &str, figures: &str, page: &str) -> Self {
        use tizim_project::Holds;
        let dir = Self::project(&[("list", list)]);
        let mut project = Project::open(&dir.path().join("p")).unwrap();
        for (name, text, holds) in
            [("said.csv", figures, Holds::Figures), ("page.html", page, Holds::Articles)]
        {
            let file = dir.path().join(name);
            std::fs::write(&file, text).unwrap();
            let list = name.split('.').next().unwrap().to_owned();
            let addition = Addition { files: vec![file], list, holds, ..Addition::default() };
            project.add(&addition, &Doer { author: "A".to_owned(), at: clock() }).unwrap();
        }
        Unopened { dir }.opened()
    }

    /// Returns a project with one list whose desk is not open yet.
    pub(crate) fn unopened_with(list: &str, text: &str) -> Unopened {
        Unopened { dir: Self::project(&[(list, text)]) }
    }

    /// Returns a project with one list, `list.csv`.
    pub(crate) fn with_list(text: &str) -> Self {
        Self::made(&[("list", text)])
    }

    /// Returns a project with some lists.
    pub(crate) fn with_lists(lists: &[(&str, &str)]) -> Self {
        Self::made(lists)
    }

    /// Returns the project file.
    pub(crate) fn config(&self) -> String {
        std::fs::read_to_string(self.dir.path().join("p").join("tizim.toml")).unwrap()
    }

    /// As [`House::add_to`], to the list `list`.
    pub(crate) fn add(&self, name: &str, text: &str, edition: bool) {
        self.add_to("list", name, text, edition);
    }

    /// Adds a file to a list as another process would, as an edition or as further rows.
    pub(crate) fn add_to(&self, list: &str, name: &str, text: &str, edition: bool) {
        let file = self.dir.path().join(name);
        std::fs::write(&file, text).unwrap();
        let mut project = Project::open(&self.dir.path().join("p")).unwrap();
        let addition = Addition { files: vec![file], list: list.to_owned(), edition, ..Addition::default() };
        project.add(&addition, &Doer { author: "A".to_owned(), at: clock() }).unwrap();
    }

    fn made(lists: &[(&str, &str)]) -> Self {
        Unopened { dir: Self::project(lists) }.opened()
    }

    pub(crate) fn unopened() -> Unopened {
        Unopened { dir: Self::project(&[("families", FAMILIES), ("hospital", HOSPITAL)]) }
    }

    /// A project all whose pairs are looked at by two reviewers.
    pub(crate) fn looked_at_twice() -> Self {
        let house = Self::unopened();
        let path = house.dir.path().join("p").join("tizim.toml");
        let text = std::fs::read_to_string(&path).unwrap();
        let changed = text.replace("second_share = 0.0", "second_share = 1.0");
        assert_ne!(changed, text);
        std::fs::write(&path, changed).unwrap();
        house.opened()
    }

    /// Opens another desk of the same project, as another process would.
    pub(crate) fn another_desk(&self) -> Self {
        Self { dir: Arc::clone(&self.dir), desk: Self::desk(&self.dir) }
    }

    fn desk(dir: &tempfile::TempDir) -> Arc<Desk> {
        let desk = Desk::open(Self::options(dir.path().join("p"), "127.0.0.1:0", None), &|_, _| ()).unwrap();
        let served = Arc::clone(&desk);
        std::thread::spawn(move || served.serve().unwrap());
        desk
    }

    /// Returns who wrote the last entry.
    pub(crate) fn last_author(&self) -> String {
        Ledger::open_read_only(self.ledger()).unwrap().entries().unwrap().pop().unwrap().author
    }

    /// Returns why a desk can't be opened at an address.
    pub(crate) fn try_at(listen: &str, public: Option<&str>) -> Result<(), String> {
        let dir = Self::project(&[]);
        let options = Self::options(dir.path().join("p"), listen, public.map(str::to_owned));
        Desk::open(options, &|_, _| ()).map(drop).map_err(|error| error.to_string())
    }

    pub(crate) fn host(&self) -> String {
        self.desk.address().to_string()
    }

    pub(crate) fn link(&self) -> String {
        let link = self.desk.sign_in_link().unwrap();
        format!("/enter{}", link.split("/enter").nth(1).unwrap())
    }

    pub(crate) fn ledger(&self) -> PathBuf {
        self.dir.path().join("p").join("tizim.db")
    }

    /// Returns the number of entries in the ledger.
    pub(crate) fn entries(&self) -> u64 {
        Ledger::open_read_only(self.ledger()).unwrap().entries().unwrap().len() as u64
    }

    /// Returns the last entry's content.
    pub(crate) fn last(&self) -> What {
        Ledger::open_read_only(self.ledger()).unwrap().entries().unwrap().pop().unwrap().what
    }

    /// Returns the fields of a form that judges two records which are two persons.
    pub(crate) fn pair(&self, verdict: &str) -> Vec<(&'static str, String)> {
        [("list_a", "families"), ("id_a", "3"), ("list_b", "hospital"), ("id_b", "5"), ("reason", "seen")]
            .into_iter()
            .chain([("back", "/pairs"), ("verdict", verdict)])
            .map(|(name, value)| (name, value.to_owned()))
            .collect()
    }

    /// Returns the id of the person who is found first.
    pub(crate) fn person_id(&self, query: &str) -> String {
        let body = Person::signed_in(self).get(&format!("/persons?q={}", encoded(query))).body;
        let id = body.split("/person/").nth(1).unwrap_or_else(|| panic!("nobody is found for {query}"));
        id.split('"').next().unwrap().to_owned()
    }

    /// Returns how many persons the register has, once it follows all that was written.
    pub(crate) fn documented(&self, person: &Person) -> u64 {
        let last = self.entries().to_string();
        while person.get("/persons").body.split("data-live=\"").nth(1).unwrap().split('"').next()
            != Some(&last)
        {
            std::thread::sleep(std::time::Duration::from_millis(10));
        }
        let body = person.get("/persons").body;
        let of = body.split(" persons").next().unwrap().rsplit(' ').next().unwrap();
        of.parse().unwrap()
    }
}

/// Somebody with a browser.
pub(crate) struct Person {
    host: String,
    pub(crate) cookie: String,
}

/// What came back.
pub(crate) struct Answer {
    pub(crate) status: u16,
    head: String,
    pub(crate) body: String,
}

impl Answer {
    /// Returns a header; empty if it is not there.
    pub(crate) fn header(&self, name: &str) -> &str {
        let of =
            |line: &&str| line.split_once(": ").is_some_and(|(known, _)| known.eq_ignore_ascii_case(name));
        self.head.lines().find(of).map_or("", |line| line.split_once(": ").unwrap().1)
    }
}

impl Person {
    pub(crate) fn new(house: &House) -> Self {
        Self { host: house.host(), cookie: String::new() }
    }

    /// Somebody who came in by the one-time link.
    pub(crate) fn signed_in(house: &House) -> Self {
        let mut person = Self::new(house);
        let answer = person.get(&house.link());
        person.cookie = answer.header("set-cookie").split(';').next().unwrap().to_owned();
        person
    }

    /// Somebody who came in by account and password.
    pub(crate) fn by_password(house: &House, account: &str, password: &str) -> Self {
        let mut person = Self::new(house);
        let fields = [("account", account), ("password", password)];
        let answer = person.post_with(&[("Sec-Fetch-Site", "same-origin")], "/sign-in", &fields);
        assert_eq!(answer.status, 303, "{account} can't sign in");
        person.cookie = answer.header("set-cookie").split(';').next().unwrap().to_owned();
        person
    }

    pub(crate) fn get(&self, address: &str) -> Answer {
        self.get_with(&[], address)
    }

    pub(crate) fn get_with(&self, headers: &[(&str, &str)], address: &str) -> Answer {
        self.send(&self.host, "GET", address, headers, "")
    }

    pub(crate) fn get_as(&self, host: &str, address: &str) -> Answer {
        self.send(host, "GET", address, &[], "")
    }

    /// Waits until the run that was asked for has ended.
    pub(crate) fn wait_for_run(&self) {
        for _ in 0..600 {
            if !self.get("/lists").body.contains("http-equiv=\"refresh\"") {
                return;
            }
            std::thread::sleep(std::time::Duration::from_millis(50));
        }
        panic!("the run does not end");
    }

    /// Returns the secret of this session's forms.
    pub(crate) fn secret(&self) -> String {
        let body = self.get("/ledger").body;
        let at = body.split("name=\"secret\" value=\"").nth(1).unwrap();
        at.split('"').next().unwrap().to_owned()
    }

    /// Sends a form as a page of the desk does.
    pub(crate) fn post(&self, address: &str, fields: &[(&str, &str)]) -> Answer {
        let secret = self.secret();
        let mut all = fields.to_vec();
        all.push(("secret", &secret));
        self.post_with(&[("Sec-Fetch-Site", "same-origin")], address, &all)
    }

    pub(crate) fn post_with(
        &self,
        headers: &[(&str, &str)],
        address: &str,
        fields: &[(&str, &str)],
    ) -> Answer {
        let pairs: Vec<String> =
            fields.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect();
        self.send(&self.host, "POST", address, headers, &pairs.join("&"))
    }

    fn send(&self, host: &str, method: &str, address: &str, headers: &[(&str, &str)], body: &str) -> Answer {
        let mut stream = TcpStream::connect(&self.host).unwrap();
        let mut request = format!("{method} {address} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n");
        if !self.cookie.is_empty() {
            request.push_str(&format!("Cookie: {}\r\n", self.cookie));
        }
        for (name, value) in headers {
            request.push_str(&format!("{name}: {value}\r\n"));
        }
        if method == "POST" {
            request.push_str("Content-Type: application/x-www-form-urlencoded\r\n");
            request.push_str(&format!("Content-Length: {}\r\n", body.len()));
        }
        request.push_str("\r\n");
        stream.write_all(request.as_bytes()).unwrap();
        // a body that is refused early may be cut off while it is being sent
        let _ = stream.write_all(body.as_bytes());
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        let answer = String::from_utf8_lossy(&answer).into_owned();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap_or((&answer, ""));
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
        Answer { status, head: head.to_owned(), body: body.to_owned() }
    }
}

/// Returns a text as it stands in a form.
pub(crate) fn encoded(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric();
    text.bytes()
        .map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}
