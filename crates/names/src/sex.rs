//! Woman or man, where the form of the name says it.

use serde::Serialize;

use crate::name::{Name, Part};

/// What the form of a name says of its bearer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Sex {
    /// A woman's form.
    Woman,
    /// A man's form.
    Man,
}

/// The sex that endings say: a patronymic (`-қызы`, `-овна`; `-ұлы`, `-ович`) or a surname that bends (`-ова`, `-ская`; `-ов`, `-ский`).
///
/// `None` where no ending says it, or two contradict each other. A guess from form, to be marked as guessed.
pub fn sex_from_form(name: &Name) -> Option<Sex> {
    let told = |patronymic: bool| {
        let mut said =
            name.names().filter(|token| token.sex != 0 && (token.part() == Part::Patronymic) == patronymic);
        let first = said.next()?.sex;
        said.all(|token| token.sex == first).then_some(first)
    };
    match told(true).or_else(|| told(false))? {
        1 => Some(Sex::Woman),
        _ => Some(Sex::Man),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_tell() {
        assert_eq!(sex_from_form(&Name::parse("Гүлмира Истайбекқызы Исімбаева")), Some(Sex::Woman));
        assert_eq!(sex_from_form(&Name::parse("Ерлан Жағыпаров")), Some(Sex::Man));
        assert_eq!(sex_from_form(&Name::parse("Maria Skłodowska")), None);
        assert_eq!(sex_from_form(&Name::parse("Kim Lee")), None);
    }
}
