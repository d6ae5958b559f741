//! What Russian words tell by their endings: cases, forms of verbs, and the phrases of a sentence. No dictionary: endings, and short
//! lists of what they would mislead about (`rules/ru.words.txt`).

mod cases;
mod chunk;
mod dictionary_form;
mod name_forms;
mod person;
mod rows;
mod verb;

pub(crate) use cases::{Cases, of_word};
pub(crate) use chunk::{Chunk, Class, chunks, is_adjective, of_name};
pub(crate) use dictionary_form::dictionary_form;
pub(crate) use name_forms::{are_forms, in_dictionary_form};
pub(crate) use person::{is_one, is_somebody, is_thing};
pub(crate) use verb::{Form, form_of, is_gerund, is_verb};
