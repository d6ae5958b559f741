//! Linking as a caller sees it.

mod bare;
mod contract;
mod lists;
mod population;
mod releases;
