//! One table of what the extractor reaches on the labelled sets, beside the bars of the issue.
//!
//! `cargo run --release -p tizim-text --example text_scores [-- SET...]`; the data are sought in `TIZIM_DATA` or `../shared/data`.
#![allow(clippy::print_stdout, missing_docs, reason = "an example that prints its table")]

mod data;
mod gva;
mod held_out;
mod html;
mod lines;
mod marked_pages;
mod muc;
mod muc_key;
mod open_pages;
mod police;
mod polnear;
mod quotes;
mod real;
mod seed;
mod seed_fields;
mod seed_misses;
mod table;

fn main() {
    let wanted: Vec<String> = std::env::args().skip(1).collect();
    let is_wanted = |name: &str| wanted.is_empty() || wanted.iter().any(|set| set == name);
    if is_wanted("html") {
        html::measure();
    }
    if is_wanted("lines") {
        lines::measure();
    }
    if is_wanted("gva") {
        gva::measure("dev");
        gva::measure("train");
    }
    if is_wanted("muc") {
        muc::measure();
    }
    if is_wanted("police") {
        police::measure();
    }
    if is_wanted("polnear") {
        polnear::measure();
    }
    if is_wanted("seed") {
        seed::measure();
    }
    if is_wanted("held-out") {
        held_out::measure();
    }
    if is_wanted("real") {
        real::measure();
    }
}
