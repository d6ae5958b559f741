//! Where a ledger is: a file, or a database on a Postgres server.

use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::Arc;

use serde::Deserialize;

use crate::postgres_tls::Authorities;
use crate::{Error, Result};

/// Where a ledger is. `Display` shows it without a password.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Place {
    /// An SQLite file.
    File(PathBuf),
    /// A database on a Postgres server.
    Postgres(PostgresUrl),
}

impl fmt::Display for Place {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(path) => path.display().fmt(out),
            Self::Postgres(url) => url.fmt(out),
        }
    }
}

impl<P: AsRef<Path> + ?Sized> From<&P> for Place {
    fn from(path: &P) -> Self {
        Self::File(path.as_ref().to_owned())
    }
}

impl From<PathBuf> for Place {
    fn from(path: PathBuf) -> Self {
        Self::File(path)
    }
}

impl From<&Place> for Place {
    fn from(place: &Place) -> Self {
        place.clone()
    }
}

impl From<PostgresUrl> for Place {
    fn from(url: PostgresUrl) -> Self {
        Self::Postgres(url)
    }
}

/// A database on a Postgres server, read from a URL such as `postgres://user@host:5432/database`.
///
/// A password in it is never shown, by `Display` and `Debug` neither.
#[derive(Clone, Deserialize)]
#[serde(try_from = "String")]
pub struct PostgresUrl {
    text: Arc<str>,
    config: Arc<postgres::Config>,
    authorities: Authorities,
}

impl PostgresUrl {
    /// Returns the URL as it was given, with its password if it has one: for the project file and nothing else.
    pub fn as_given(&self) -> &str {
        &self.text
    }

    pub(crate) fn config(&self) -> &postgres::Config {
        &self.config
    }

    /// Returns who may vouch for the server.
    pub(crate) fn authorities(&self) -> &Authorities {
        &self.authorities
    }
}

impl PartialEq for PostgresUrl {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for PostgresUrl {}

impl TryFrom<String> for PostgresUrl {
    type Error = Error;

    fn try_from(text: String) -> Result<Self> {
        text.parse()
    }
}

impl FromStr for PostgresUrl {
    type Err = Error;

    /// Reads a URL `postgres://...`, with the parameters that libpq knows as far as they make sense here.
    fn from_str(text: &str) -> Result<Self> {
        if !text.starts_with("postgres://") && !text.starts_with("postgresql://") {
            return Err(Error::Url { reason: "it does not begin with postgres://".to_owned() });
        }
        let (plain, root) = without_tls_wishes(text)?;
        let config: postgres::Config = plain.parse().map_err(|fault| Error::Url { reason: words(&fault) })?;
        if config.get_hosts().is_empty() && config.get_hostaddrs().is_empty() {
            return Err(Error::Url { reason: "it names no server".to_owned() });
        }
        if config.get_dbname().is_none_or(str::is_empty) {
            return Err(Error::Url { reason: "it names no database".to_owned() });
        }
        let authorities = Authorities::named(root.as_deref());
        Ok(Self { text: text.into(), config: Arc::new(config), authorities })
    }
}

/// Returns a URL whose wishes for encryption are those that the driver knows, and the authorities that it named.
fn without_tls_wishes(text: &str) -> Result<(String, Option<String>)> {
    let Some((address, query)) = text.split_once('?') else { return Ok((text.to_owned(), None)) };
    let mut root = None;
    let mut kept = Vec::new();
    for parameter in query.split('&').filter(|parameter| !parameter.is_empty()) {
        match parameter.split_once('=') {
            Some(("sslrootcert", path)) => root = Some(unescaped(path)?),
            Some(("sslmode", "allow")) => kept.push("sslmode=prefer"),
            Some(("sslmode", "verify-ca" | "verify-full")) => kept.push("sslmode=require"),
            _ => kept.push(parameter),
        }
    }
    Ok((format!("{address}?{}", kept.join("&")), root))
}

/// Returns what `%XX` stand for (RFC 3986, 2.1).
fn unescaped(text: &str) -> Result<String> {
    let refuse = || Error::Url { reason: "sslrootcert is not written as a URL has it".to_owned() };
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let mut digit = || rest.next().and_then(|digit| char::from(digit).to_digit(16));
        let (high, low) = (digit().ok_or_else(refuse)?, digit().ok_or_else(refuse)?);
        bytes.push((16 * high + low) as u8);
    }
    String::from_utf8(bytes).map_err(|_| refuse())
}

impl fmt::Display for PostgresUrl {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("postgres://")?;
        if let Some(user) = self.config.get_user() {
            write!(out, "{user}@")?;
        }
        let mut between = "";
        for (at, host) in self.config.get_hosts().iter().enumerate() {
            match host {
                postgres::config::Host::Tcp(name) => write!(out, "{between}{name}")?,
                #[cfg(unix)]
                postgres::config::Host::Unix(folder) => write!(out, "{between}{}", folder.display())?,
            }
            if let Some(port) = self.config.get_ports().get(at).or(self.config.get_ports().first()) {
                write!(out, ":{port}")?;
            }
            between = ",";
        }
        write!(out, "/{}", self.config.get_dbname().unwrap_or_default())
    }
}

impl fmt::Debug for PostgresUrl {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "PostgresUrl({self})")
    }
}

/// Returns what a fault of the driver says, with the server's words where it has some.
pub(crate) fn words(fault: &postgres::Error) -> String {
    use std::error::Error as _;
    if let Some(said) = fault.as_db_error() {
        return said.message().to_owned();
    }
    match fault.source() {
        Some(source) => format!("{fault}: {source}"),
        None => fault.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_never_shown() {
        let url: PostgresUrl = "postgres://rita:se%40cret@db.example.org:5433/january".parse().unwrap();
        assert_eq!(url.to_string(), "postgres://rita@db.example.org:5433/january");
        let shown = format!("{:?} {}", Place::from(url.clone()), Place::from(url));
        assert!(!shown.contains("cret"), "{shown}");
    }

    #[test]
    fn what_is_no_url_of_a_database_is_refused_and_not_repeated() {
        for text in [
            "host=localhost password=secret",
            "mysql://u:secret@h/d",
            "postgres://u:secret@h",
            "postgres:///secret",
            "postgres://u:secret@h/d?colour=secret%zz",
        ] {
            let error = text.parse::<PostgresUrl>().unwrap_err();
            assert!(!error.to_string().contains("secret"), "{error}");
        }
    }
}
