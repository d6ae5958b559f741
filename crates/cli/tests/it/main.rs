//! Whole runs through the real program.

mod bad_input;
mod bench_dir;
mod engines;
mod killed;
mod project;
mod real_lists;
mod same_bytes;
