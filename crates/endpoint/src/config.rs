//! Which model is asked, and how much of it is borne.

use serde::{Deserialize, Serialize};

/// The section `[model]` of a project, or the file that `--model` names.
///
/// ```
/// let config: tizim_endpoint::ModelConfig = toml::from_str(
///     "url = \"http://127.0.0.1:8080/v1\"\nmodel = \"local\"\nkey_env = \"MODEL_KEY\"",
/// )?;
/// assert_eq!(config.address(), "http://127.0.0.1:8080/v1/chat/completions");
/// assert_eq!(config.timeout_seconds, 120);
/// # Ok::<(), toml::de::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ModelConfig {
    /// The address of the server: `http://127.0.0.1:8080/v1`, or that of its `chat/completions`.
    pub url: String,
    /// The model's name, as the server knows it.
    pub model: String,
    /// The environment variable that holds the key; the key itself stands in no file.
    #[serde(default)]
    pub key_env: Option<String>,
    /// Seconds after which an answer is no longer waited for.
    #[serde(default = "seconds")]
    pub timeout_seconds: u64,
    /// Bytes of an answer that are read; a longer one is refused.
    #[serde(default = "answer")]
    pub max_answer_bytes: u64,
    /// Bytes of an article that are sent; the rest is left, and said to be.
    #[serde(default = "article")]
    pub max_article_bytes: usize,
}

fn seconds() -> u64 {
    120
}

fn answer() -> u64 {
    1 << 20
}

fn article() -> usize {
    24_000
}

impl ModelConfig {
    /// Returns the address that questions are sent to.
    pub fn address(&self) -> String {
        let url = self.url.trim_end_matches('/');
        if url.ends_with("/chat/completions") { url.to_owned() } else { format!("{url}/chat/completions") }
    }
}
