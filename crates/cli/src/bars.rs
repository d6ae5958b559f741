//! Progress on standard error: a bar for whatever takes over a second, nothing where nobody watches.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::time::{Duration, Instant};

const STEPS: u64 = 1000;
/// Work that ends sooner shows no bar.
const PATIENCE: Duration = Duration::from_millis(400);

/// A bar that appears once the work has taken a while.
pub(crate) struct Bar {
    bar: ProgressBar,
    begun: Instant,
}

impl Bar {
    /// Returns a bar for work that is about to begin; hidden where standard error is no terminal.
    pub(crate) fn new() -> Self {
        let bar = ProgressBar::with_draw_target(Some(STEPS), ProgressDrawTarget::hidden());
        if let Ok(style) = ProgressStyle::with_template("{msg:14} [{bar:40}] {percent:>3} %  {elapsed}") {
            bar.set_style(style.progress_chars("=> "));
        }
        Self { bar, begun: Instant::now() }
    }

    /// Shows that `what` is done to a share of 0 to 1.
    pub(crate) fn at(&self, what: &str, share: f64) {
        if self.bar.is_hidden() && self.begun.elapsed() > PATIENCE {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        if self.bar.message() != what {
            self.bar.set_message(what.to_owned());
        }
        self.bar.set_position((share.clamp(0.0, 1.0) * STEPS as f64) as u64);
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
