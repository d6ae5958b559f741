//! What stops the desk from opening, in words for the person at the terminal.

use std::io;
use std::net::SocketAddr;
use tizim_project::ProjectError;

/// Why the desk can't open.
#[derive(Debug, thiserror::Error)]
pub enum DeskError {
    /// The project.
    #[error("{0}")]
    Project(#[from] ProjectError),
    /// The ledger.
    #[error("{0}")]
    Ledger(#[from] tizim_ledger::Error),
    /// The address can't be listened at.
    #[error("can't listen at {address}: {source}")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// What the system says.
        source: io::Error,
    },
    /// The desk would be open to other machines, but nobody has an account.
    #[error("{address} can be reached from other machines, and this project has no account to sign in with")]
    NoAccounts {
        /// The address.
        address: SocketAddr,
    },
    /// The desk would be open to other machines, under a name that it isn't told.
    #[error("{address} can be reached from other machines, and the desk isn't told under which address")]
    NoPublicAddress {
        /// The address.
        address: SocketAddr,
    },
    /// The public address is no address.
    #[error("`{0}` is not an address such as https://desk.example.org")]
    PublicAddress(String),
    /// The system gives no random numbers, or no threads.
    #[error("the system refuses what the desk needs: {0}")]
    System(String),
}

impl DeskError {
    /// Returns how to mend it, where there is a plain way.
    pub fn hint(&self) -> Option<String> {
        match self {
            DeskError::Project(error) => error.hint(),
            DeskError::Ledger(error) => error.hint().map(str::to_owned),
            DeskError::Listen { .. } => Some("name another port: --listen 127.0.0.1:8600".to_owned()),
            DeskError::NoAccounts { .. } => {
                Some("open the desk without --listen first and give accounts on its page Accounts".to_owned())
            }
            DeskError::NoPublicAddress { .. } => Some(
                "say how browsers reach it, best by a proxy that encrypts: --public-address https://desk.example.org"
                    .to_owned(),
            ),
            DeskError::PublicAddress(_) | DeskError::System(_) => None,
        }
    }
}
