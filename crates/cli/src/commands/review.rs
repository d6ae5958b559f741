//! `tizim review`

use crate::bars::Bar;
use crate::console::{complain, say};
use crate::failure::Failure;
use crate::system::{doer, now};
use std::io::{BufRead, IsTerminal};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use tizim_desk::{Desk, Options};
use tizim_ledger::Timestamp;

/// The review desk in the browser: judge pairs, look at persons, choose values, withhold
///
/// Prints a link that signs you in, once; Enter prints another, Ctrl-C ends. Each judgement is in the ledger before the
/// page answers. Only this machine can reach the desk, unless --listen names another address.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The project folder
    #[arg(default_value = ".")]
    dir: PathBuf,
    /// Where to listen; port 0 takes a free one. An address that other machines reach needs accounts and --public-address
    #[arg(long, value_name = "ADDR:PORT", default_value = "127.0.0.1:0")]
    listen: SocketAddr,
    /// How browsers reach the desk: the address of the proxy that encrypts, such as `https://desk.example.org`
    #[arg(long, value_name = "URL")]
    public_address: Option<String>,
    /// Whose judgements these are, for the ledger; the user's name unless given
    #[arg(long, value_name = "NAME")]
    author: Option<String>,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let author = doer(arguments.author.as_deref())?.author;
    let started = now()?;
    let options = Options {
        root: arguments.dir.clone(),
        listen: arguments.listen,
        public_address: arguments.public_address.clone(),
        author,
        // a clock that fails in the middle gives the time at which the desk was opened
        now: Box::new(move || -> Timestamp { now().unwrap_or_else(|_| started.clone()) }),
    };
    let bar = Bar::new();
    let desk = Desk::open(options, &|step, share| bar.at(step.word(), share))?;
    drop(bar);
    if arguments.public_address.as_deref().is_some_and(|address| address.starts_with("http://")) {
        complain("warning: browsers reach the desk unencrypted: passwords and names can be read on the way");
    }
    say(&format!("sign in, once: {}", desk.sign_in_link()?));
    complain("Enter prints another link; Ctrl-C ends the desk");
    if std::io::stdin().is_terminal() {
        let desk = Arc::clone(&desk);
        std::thread::spawn(move || {
            for _ in std::io::stdin().lock().lines().map_while(Result::ok) {
                match desk.sign_in_link() {
                    Ok(link) => say(&format!("sign in, once: {link}")),
                    Err(error) => complain(&format!("error: {error}")),
                }
            }
        });
    }
    desk.serve()?;
    Ok(ExitCode::SUCCESS)
}
