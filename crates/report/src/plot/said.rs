//! What the pictures of an estimate say besides their titles: in the language of the page that shows them.

use tizim_model::Standing;

/// The words and numbers in pictures of an estimate, in one language. Numbers are of people; they may be estimates.
pub trait PictureWords {
    /// A number on an axis.
    fn people(&self, number: f64) -> String;
    /// An estimate with its interval, which may have no upper limit.
    fn estimate(&self, estimate: f64, lower: f64, upper: Option<f64>) -> String;
    /// In the place of an estimate that was refused.
    fn no_number(&self) -> String;
    /// Beside the line where the documented stand.
    fn documented(&self, number: f64) -> String;
    /// Beside the line of a median.
    fn median(&self, number: f64) -> String;
    /// Under an axis of all people.
    fn all_people(&self) -> String;
    /// Beside the line of an estimate of all people, with its interval: an estimate, documented and not.
    fn estimated_in_all(&self, estimate: f64, lower: f64, upper: Option<f64>) -> String;
    /// Under an axis of draws of a simulation, first to last.
    fn draws(&self) -> String;
    /// Under an axis of odds ratios.
    fn odds_ratio(&self) -> String;
    /// Describes so many estimates with their intervals to whoever does not see the picture.
    fn describe_intervals(&self, rows: usize) -> String;
    /// Describes a density with its median.
    fn describe_density(&self, median: f64) -> String;
    /// What became of a figure that somebody gave.
    fn standing(&self, standing: Standing) -> String;
    /// Names what some figures speak of: their scope, empty where it is not said, and when it happened, where it is told.
    fn matter(&self, scope: &str, event: Option<&str>) -> String;
    /// Describes so many figures of so many scopes.
    fn describe_figures(&self, figures: usize, scopes: usize) -> String;
    /// Describes so many runs of a simulation.
    fn describe_traces(&self, runs: usize) -> String;
    /// Describes a line through so many estimates.
    fn describe_curve(&self, points: usize) -> String;
    /// Describes so many combinations of lists, some of which the model misses.
    fn describe_fit(&self, rows: usize, missed: usize) -> String;
}
