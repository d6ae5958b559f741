//! Whole runs through the real program.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    unreachable_pub,
    reason = "tests and examples stop where they stand"
)]

mod articles;
mod bad_input;
mod bench_dir;
mod desk;
mod desk_killed;
mod desk_person;
mod desk_restricted;
#[path = "../../../report/tests/devtools/mod.rs"]
mod devtools;
mod engines;
mod extract;
mod figures;
mod gaza;
mod killed;
mod link;
mod model;
mod names;
mod pages;
mod places;
mod postgres_ledger;
mod project;
mod real_lists;
mod same_bytes;
#[path = "../../../ledger/tests/it/server.rs"]
mod server;
mod withheld;
