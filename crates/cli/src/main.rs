//! The `tizim` command.
fn main() {}
