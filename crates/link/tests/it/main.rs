//! Linking as a caller sees it.

mod contract;
mod lists;
mod population;
mod releases;
