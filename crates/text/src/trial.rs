//! Models on trial while `examples/text_train` learns them: no part of the library's promises.

use crate::extract::{Acts, Models, extract_with};
use crate::{Article, Extraction, Options, acts, harm};

/// One model on trial beside the other of the program.
pub struct Trial(Tried);

enum Tried {
    /// Which words tell of acts; none: the rules alone.
    Acts(Option<acts::Model>),
    /// Who was harmed; none: what the rules make of it.
    Harm(Option<harm::Model>),
}

impl Trial {
    /// Reads a model of which words tell of acts.
    pub fn of_acts(bytes: &[u8]) -> Self {
        Self(Tried::Acts(Some(acts::Model::from_bytes(bytes))))
    }

    /// No model of which words tell of acts.
    pub fn without_acts() -> Self {
        Self(Tried::Acts(None))
    }

    /// Reads a model of who was harmed.
    pub fn of_harm(bytes: &[u8]) -> Self {
        Self(Tried::Harm(Some(harm::Model::from_bytes(bytes))))
    }

    /// No model of who was harmed.
    pub fn without_harm() -> Self {
        Self(Tried::Harm(None))
    }

    /// Extracts an article's claims.
    pub fn extract(&self, article: &Article<'_>) -> Extraction {
        let built_in = Models::built_in();
        let models = match &self.0 {
            Tried::Acts(model) => Models { acts: model.as_ref().map_or(Acts::None, Acts::Trial), ..built_in },
            Tried::Harm(model) => Models { harm: model.as_ref(), ..built_in },
        };
        extract_with(article, &Options::default(), models)
    }
}
