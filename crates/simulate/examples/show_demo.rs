//! What the demo's lists look like, and how they overlap: `cargo run -p tizim-simulate --example show_demo`
#![allow(clippy::print_stdout)]

use tizim_simulate::{demo_plan, lists, population};

fn main() {
    let population = population(&demo_plan());
    println!(
        "{} people, {} on some list, {} on none",
        population.people.len(),
        population.documented(),
        population.undocumented()
    );
    for (history, count) in population.capture_table() {
        println!("  {history:04b} {count}");
    }
    for list in lists(&population) {
        println!("\n{}: {} rows", list.name, list.rows.len());
        println!("{}", list.headers.join(" | "));
        for (row, person) in list.rows.iter().zip(&list.truth).take(12) {
            println!("{}    <- person {person}", row.join(" | "));
        }
    }
}
