//! The `tizim` command: arguments, progress, messages. Nothing else thinks here.

mod bars;
mod commands;
mod console;
mod failure;
mod system;

use clap::{Parser, Subcommand};
use failure::Failure;
use std::process::ExitCode;

/// Makes one register of persons from many lists of victims, and two numbers that are never mixed: how many are
/// documented, and how many are estimated to be undocumented.
#[derive(Parser)]
#[command(name = "tizim", version, after_help = EXAMPLE, propagate_version = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
    /// Use so many threads; results never depend on it
    #[arg(long, global = true, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,
}

const EXAMPLE: &str = "\
Begin with:
  tizim demo                              a worked example with a known truth
  tizim new unrest                        a project of your own
  tizim add -C unrest hospital.xlsx --list hospital
  tizim add -C unrest families.csv --list families
  tizim run unrest                        then open unrest/report/index.html
  tizim review unrest                     judge the pairs in doubt, in your browser

Exit status: 0 done; 1 done, with findings; 2 wrong use or bad input; 3 a fault of the program.";

#[derive(Subcommand)]
enum Command {
    New(commands::new::Arguments),
    Add(commands::add::Arguments),
    Run(commands::run::Arguments),
    Review(commands::review::Arguments),
    Report(commands::report::Arguments),
    Export(commands::export::Arguments),
    Verify(commands::verify::Arguments),
    Ledger(commands::ledger::Arguments),
    Demo(commands::demo::Arguments),
    Link(commands::link::Command),
    Estimate(commands::estimate::Arguments),
    Extract(commands::extract::Arguments),
    Names(commands::names::Arguments),
    Places(commands::places::Arguments),
    Simulate(commands::simulate::Arguments),
    Bench(commands::bench::Arguments),
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    if let Some(threads) = arguments.threads {
        // the pool can be set once only, and this is the first thing that runs
        let _ = rayon::ThreadPoolBuilder::new().num_threads(usize::from(threads)).build_global();
    }
    match std::panic::catch_unwind(|| dispatch(arguments.command)) {
        Ok(Ok(code)) => code,
        Ok(Err(failure)) => failure.report(),
        Err(_) => Failure::report_panic(),
    }
}

fn dispatch(command: Command) -> Result<ExitCode, Failure> {
    match command {
        Command::New(arguments) => commands::new::run(&arguments),
        Command::Add(arguments) => commands::add::run(&arguments),
        Command::Run(arguments) => commands::run::run(&arguments),
        Command::Review(arguments) => commands::review::run(&arguments),
        Command::Report(arguments) => commands::report::run(&arguments),
        Command::Export(arguments) => commands::export::run(&arguments),
        Command::Verify(arguments) => commands::verify::run(&arguments),
        Command::Ledger(arguments) => commands::ledger::run(&arguments),
        Command::Demo(arguments) => commands::demo::run(&arguments),
        Command::Link(arguments) => commands::link::run(&arguments),
        Command::Estimate(arguments) => commands::estimate::run(&arguments),
        Command::Extract(arguments) => commands::extract::run(&arguments),
        Command::Names(arguments) => commands::names::run(&arguments),
        Command::Places(arguments) => commands::places::run(&arguments),
        Command::Simulate(arguments) => commands::simulate::run(&arguments),
        Command::Bench(arguments) => commands::bench::run(&arguments),
    }
}
