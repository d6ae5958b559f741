//! What callers rely on, on both kinds of database.

// clippy spares only the test functions themselves, not what they call
#![allow(clippy::unwrap_used, clippy::print_stdout, unreachable_pub)]

mod contract;
mod crash;
mod house;
mod moving;
mod power;
mod server;
mod tampering;
mod tls;
