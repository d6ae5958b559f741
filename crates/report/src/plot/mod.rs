//! The pictures. Each is a function from plain numbers to SVG; none knows what a project is.
//!
//! A picture that needs room is drawn twice, for wide and for narrow pages, and the style sheet shows one of the two:
//! a picture that is scaled down to a telephone has letters that nobody can read.

mod bars;
mod claims;
mod curve;
mod density;
mod fit;
mod intervals;
mod micro;
mod said;
mod scale;
mod traces;
mod upset;
mod weights;

pub(crate) use bars::{Bars, bars};
pub(crate) use claims::{Against, Claim, Panel, claims};
pub use curve::CurvePoint;
pub(crate) use curve::curve;
pub use density::Density;
pub(crate) use density::density;
pub use fit::FitRow;
pub(crate) use fit::fit;
pub(crate) use intervals::intervals;
pub use intervals::{IntervalRow, IntervalValue};
pub(crate) use micro::{fill_bar, share_bar, step_bar};
pub use said::PictureWords;
pub(crate) use traces::traces;
pub(crate) use upset::{Intersection, UpSet, room, upset};
pub(crate) use weights::{WeightBin, weights};

/// The width of the drawing.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Width {
    /// For a page of 700 CSS pixels and more.
    Wide,
    /// For a telephone, and for pictures that stand two in a row.
    Narrow,
}

impl Width {
    /// Returns the width in units of the drawing; a unit is about a CSS pixel.
    pub(crate) fn units(self) -> f64 {
        match self {
            Width::Wide => 880.0,
            Width::Narrow => 400.0,
        }
    }

    fn suffix(self) -> &'static str {
        match self {
            Width::Wide => "w",
            Width::Narrow => "n",
        }
    }
}
