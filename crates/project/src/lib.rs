//! A project folder: tizim.toml, the run, its cache, its outputs
