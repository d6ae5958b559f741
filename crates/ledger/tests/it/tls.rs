//! A ledger on a server that is reached over a network: encrypted, and the server has to be vouched for.

use crate::server::{Server, as_keeper};
use std::net::TcpListener;
use std::path::Path;
use tizim_ledger::{Ledger, PostgresUrl};

/// Makes an authority, a certificate of it for `localhost` alone, and a second authority that vouches for nobody here.
fn certificates(folder: &Path) -> bool {
    let authority = |name: &str| {
        format!(
            "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 \
             -keyout {name}.key -out {name}.pem -subj /CN={name}"
        )
    };
    let script = [
        authority("ours"),
        authority("theirs"),
        "openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout server.key -out server.csr \
         -subj /CN=localhost"
            .to_owned(),
        "printf 'subjectAltName=DNS:localhost\\nbasicConstraints=CA:FALSE\\n' > extensions".to_owned(),
        "openssl x509 -req -in server.csr -CA ours.pem -CAkey ours.key -CAcreateserial -days 2 -out server.pem \
         -extfile extensions"
            .to_owned(),
        "chmod 600 server.key".to_owned(),
    ]
    .join(" && ");
    let made = as_keeper(Path::new("sh")).args(["-c", &script]).current_dir(folder).output();
    made.is_ok_and(|made| made.status.success())
}

#[test]
fn a_server_is_reached_encrypted_and_believed_if_somebody_vouches_for_its_name() {
    // a port that was free a moment ago
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let mut folder = None;
    let server = Server::start_with(|place| {
        folder = Some(place.to_owned());
        let file = |name: &str| place.join(name).display().to_string();
        let settings = vec![
            "listen_addresses=localhost,127.0.0.1".to_owned(),
            format!("port={port}"),
            "ssl=on".to_owned(),
            format!("ssl_cert_file={}", file("server.pem")),
            format!("ssl_key_file={}", file("server.key")),
        ];
        if certificates(place) {
            Some(settings)
        } else {
            println!("skipped: no certificate can be made here (openssl)");
            None
        }
    });
    let (Some(server), Some(folder)) = (server, folder) else { return };
    let root = |name: &str| folder.join(name).display().to_string().replace('/', "%2F");
    let url = |host: &str, query: &str| {
        format!("postgres://tizim@{host}:{port}/postgres?{query}").parse::<PostgresUrl>().unwrap()
    };
    let ours = format!("sslmode=require&sslrootcert={}", root("ours.pem"));
    let ledger = Ledger::create(url("localhost", &ours)).unwrap();
    let mut beside = postgres::Client::connect(&server.url(""), postgres::NoTls).unwrap();
    let encrypted = "SELECT count(*) FROM pg_stat_ssl JOIN pg_stat_activity USING (pid)
        WHERE ssl AND application_name = 'tizim'";
    // a connection that is just closed may still be listed
    assert!(beside.query_one(encrypted, &[]).unwrap().get::<_, i64>(0) >= 1);
    let open = encrypted.replace("WHERE ssl", "WHERE NOT ssl");
    assert_eq!(beside.query_one(&open, &[]).unwrap().get::<_, i64>(0), 0);
    drop(ledger);
    // each wish for a certificate is the wish for one that is looked at
    for mode in ["verify-ca", "verify-full"] {
        let query = ours.replace("require", mode);
        assert!(Ledger::open_read_only(url("localhost", &query)).is_ok(), "{mode}");
    }
    let theirs = format!("sslmode=require&sslrootcert={}", root("theirs.pem"));
    for (host, query, why) in [
        ("localhost", "sslmode=require&sslrootcert=system", "whom no authority of the browsers knows"),
        ("localhost", theirs.as_str(), "whom another authority vouches for"),
        ("127.0.0.1", ours.as_str(), "under a name that is not in the certificate"),
    ] {
        let refused = Ledger::open_read_only(url(host, query)).err().unwrap_or_else(|| panic!("{why}"));
        let said = refused.to_string();
        assert!(said.contains("can't be reached") && said.contains("certificate"), "{why}: {said}");
    }
    // on this machine a URL that asks for nothing is reached in the clear
    assert!(Ledger::open_read_only(url("localhost", "")).is_ok());
}

#[test]
fn a_server_without_encryption_is_refused_if_it_is_wanted() {
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let settings = vec!["listen_addresses=127.0.0.1".to_owned(), format!("port={port}")];
    let Some(_server) = Server::start_with(|_| Some(settings)) else { return };
    let url = |query: &str| {
        format!("postgres://tizim@127.0.0.1:{port}/postgres?{query}").parse::<PostgresUrl>().unwrap()
    };
    Ledger::create(url("sslmode=disable")).unwrap();
    let refused = Ledger::open_read_only(url("sslmode=require")).unwrap_err().to_string();
    assert!(refused.contains("TLS"), "{refused}");
}
