//! Encrypted connections to a Postgres server (TLS), and when one is needed.
//!
//! A connection that leaves this machine is encrypted, and the server has to show a certificate for the name in the URL that an
//! authority vouches for: libpq's `verify-full`, which every weaker wish of a URL is raised to. A server that is reached
//! without any of this has to be named so: `sslmode=disable`. On this machine nothing is encrypted unless the URL asks for it.

use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use postgres::config::{Host, SslMode};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};
use tokio_postgres_rustls::MakeRustlsConnect;

use crate::place::PostgresUrl;
use crate::{Error, Result};

/// Who may vouch for a server.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Authorities {
    /// The certificates of a file in PEM.
    File(PathBuf),
    /// Those that browsers trust.
    WellKnown,
}

impl Authorities {
    /// Returns those that a URL names by `sslrootcert`, else `PGSSLROOTCERT`, else the well-known ones; `system` names
    /// these too.
    pub(crate) fn named(by_url: Option<&str>) -> Self {
        let by_environment = || std::env::var_os("PGSSLROOTCERT").map(PathBuf::from);
        match by_url.map(PathBuf::from).or_else(by_environment) {
            Some(path) if path != Path::new("system") => Self::File(path),
            _ => Self::WellKnown,
        }
    }

    fn certificates(&self, url: &PostgresUrl) -> Result<RootCertStore> {
        let mut store = RootCertStore::empty();
        let path = match self {
            Self::WellKnown => {
                store.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
                return Ok(store);
            }
            Self::File(path) => path,
        };
        let refuse = |reason: String| {
            let reason = format!("the authorities of sslrootcert, {}: {reason}", path.display());
            Error::Unreachable { place: url.clone().into(), reason }
        };
        let found = CertificateDer::pem_file_iter(path).map_err(|fault| refuse(fault.to_string()))?;
        for certificate in found {
            let certificate = certificate.map_err(|fault| refuse(fault.to_string()))?;
            store.add(certificate).map_err(|fault| refuse(fault.to_string()))?;
        }
        if store.is_empty() { Err(refuse("it holds no certificate".to_owned())) } else { Ok(store) }
    }
}

/// Returns how the hosts of a URL are to be reached, whatever the driver would take for a wish that was not said.
pub(crate) fn needed(config: &postgres::Config) -> SslMode {
    let is_here = |host: &Host| match host {
        Host::Tcp(name) => name == "localhost" || name.parse().is_ok_and(|it: IpAddr| it.is_loopback()),
        #[cfg(unix)]
        Host::Unix(_) => true,
    };
    let stays =
        config.get_hosts().iter().all(is_here) && config.get_hostaddrs().iter().all(IpAddr::is_loopback);
    match config.get_ssl_mode() {
        SslMode::Disable => SslMode::Disable,
        // "if it can be had" is no protection: who stands between can say that it can't
        SslMode::Prefer if stays => SslMode::Disable,
        _ => SslMode::Require,
    }
}

/// Returns what encrypts the connections to a server.
///
/// # Errors
///
/// [`Error::Unreachable`] if the authorities can't be read.
pub(crate) fn connector(url: &PostgresUrl) -> Result<MakeRustlsConnect> {
    let roots = url.authorities().certificates(url)?;
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let versions = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|fault| Error::Unreachable { place: url.clone().into(), reason: fault.to_string() })?;
    Ok(MakeRustlsConnect::new(versions.with_root_certificates(roots).with_no_client_auth()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn needed_by(url: &str) -> SslMode {
        needed(url.parse::<PostgresUrl>().unwrap().config())
    }

    #[test]
    fn what_leaves_the_machine_is_encrypted_unless_the_url_says_otherwise() {
        for here in ["localhost", "127.0.0.1", "[::1]", "%2Frun%2Fpostgresql"] {
            assert_eq!(needed_by(&format!("postgres://u@{here}/d")), SslMode::Disable, "{here}");
            assert_eq!(needed_by(&format!("postgres://u@{here}/d?sslmode=require")), SslMode::Require);
        }
        for query in ["", "?sslmode=prefer", "?sslmode=allow", "?sslmode=require", "?sslmode=verify-full"] {
            assert_eq!(
                needed_by(&format!("postgres://u@db.example.org/d{query}")),
                SslMode::Require,
                "{query}"
            );
        }
        assert_eq!(needed_by("postgres://u@localhost,db.example.org/d"), SslMode::Require, "one of two");
        assert_eq!(needed_by("postgres://u@localhost/d?hostaddr=192.0.2.7"), SslMode::Require);
        assert_eq!(needed_by("postgres://u@db.example.org/d?sslmode=disable"), SslMode::Disable);
    }

    #[test]
    fn authorities_come_from_the_url() {
        let of = |query: &str| {
            format!("postgres://u@h/d?{query}").parse::<PostgresUrl>().unwrap().authorities().clone()
        };
        assert_eq!(
            of("sslmode=verify-ca&sslrootcert=%2Fetc%2Fa%20b.pem"),
            Authorities::File("/etc/a b.pem".into())
        );
        assert_eq!(of("sslrootcert=system"), Authorities::WellKnown);
        let missing: PostgresUrl = "postgres://u@h/d?sslrootcert=/no/such.pem".parse().unwrap();
        let said = connector(&missing).err().unwrap().to_string();
        assert!(said.contains("/no/such.pem"), "{said}");
        connector(&"postgres://u@h/d".parse().unwrap()).unwrap();
    }
}
