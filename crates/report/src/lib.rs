//! The report site, its plots and tables, and the exports.

mod display;
mod plot;
mod svg;
mod words;
