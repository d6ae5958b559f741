//! Asks a language model that the user configured what an article says.
//!
//! The one room of the house with a network client, and only for the address that is written in the configuration: no proxy
//! of the environment, no redirect, nothing else. What comes back is a row of [`Proposal`]s and nothing more: each is
//! held against the article's words by the caller, as everything is, before it becomes a suggestion.
//!
//! Any server of OpenAI's chat form will do (llama.cpp, Ollama, vLLM, a hosted one). It is asked for an answer by a JSON
//! schema; where it knows no schema, for plain JSON. Time, and the bytes of an answer, are bounded.

mod ask;
mod config;
mod prompt;
mod proposal;

pub use ask::{AskError, Endpoint};
pub use config::ModelConfig;
pub use prompt::{PROMPT, Question, TYPES, prompt_hash};
pub use proposal::{Answer, Proposal, ProposedCount, ProposedWhen, ProposedWho, read_answer};
