//! One question to the endpoint, and what can go wrong.

use crate::{ModelConfig, Question};
use serde_json::Value;
use std::time::Duration;

/// Letters of a server's complaint that are passed on.
const COMPLAINT: usize = 300;

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AskError {
    /// The address is none.
    #[error("`{0}` is no address of a model: write http://... or https://...")]
    Url(String),
    /// The variable with the key is not set.
    #[error("the environment variable `{0}`, which is to hold the model's key, is not set")]
    NoKey(String),
    /// The model's server can't be reached, or broke off.
    #[error("the model at {address} can't be asked: {reason}")]
    Unreachable {
        /// The address.
        address: String,
        /// What the network says.
        reason: String,
    },
    /// It took too long.
    #[error("the model gave no answer within {0} seconds")]
    Slow(u64),
    /// The server says no.
    #[error("the model's server answered {code}: {said}")]
    Status {
        /// The HTTP status.
        code: u16,
        /// The beginning of what it says.
        said: String,
    },
    /// The answer is too long.
    #[error("the model's answer is longer than {0} bytes (`max_answer_bytes`)")]
    TooLong(u64),
    /// The model will not.
    #[error("the model refused: {0}")]
    Refused(String),
    /// What came is no answer of the form that was asked for.
    #[error("the model's answer is not what was asked for: {0}")]
    NoAnswer(String),
}

/// A model that can be asked.
#[derive(Clone, Debug)]
pub struct Endpoint {
    config: ModelConfig,
    key: Option<String>,
    agent: ureq::Agent,
}

impl Endpoint {
    /// Returns an endpoint; nothing is sent yet. The key is read from the environment variable that the configuration names.
    ///
    /// # Errors
    /// [`AskError::Url`], [`AskError::NoKey`].
    pub fn new(config: ModelConfig) -> Result<Self, AskError> {
        if !config.url.starts_with("http://") && !config.url.starts_with("https://") {
            return Err(AskError::Url(config.url));
        }
        let key = match &config.key_env {
            Some(name) => match std::env::var(name) {
                Ok(key) if !key.trim().is_empty() => Some(key.trim().to_owned()),
                _ => return Err(AskError::NoKey(name.clone())),
            },
            None => None,
        };
        // an article may not go where the configuration does not send it: no proxy of the environment, no redirect
        let agent = ureq::Agent::config_builder()
            .timeout_global(Some(Duration::from_secs(config.timeout_seconds.max(1))))
            .max_redirects(0)
            .proxy(None)
            .http_status_as_error(false)
            .user_agent("tizim")
            .build()
            .new_agent();
        Ok(Self { config, key, agent })
    }

    /// Returns what it was configured with.
    pub fn config(&self) -> &ModelConfig {
        &self.config
    }

    /// Asks once, and a second time without a schema where the server does not take one; returns the model's words.
    ///
    /// # Errors
    /// All but [`AskError::Url`] and [`AskError::NoKey`].
    pub fn ask(&self, question: &Question<'_>) -> Result<String, AskError> {
        match self.post(&question.body(&self.config, true)) {
            Err(AskError::Status { code: 400 | 422 | 501, .. }) => {
                self.post(&question.body(&self.config, false))
            }
            answer => answer,
        }
    }

    fn post(&self, body: &Value) -> Result<String, AskError> {
        let mut request = self.agent.post(self.config.address()).header("content-type", "application/json");
        if let Some(key) = &self.key {
            request = request.header("authorization", format!("Bearer {key}"));
        }
        let mut response = request.send(body.to_string().as_bytes()).map_err(|fault| self.fault(&fault))?;
        let code = response.status().as_u16();
        let text = response
            .body_mut()
            .with_config()
            .limit(self.config.max_answer_bytes)
            .lossy_utf8(true)
            .read_to_string()
            .map_err(|fault| self.fault(&fault))?;
        if code != 200 {
            return Err(AskError::Status { code, said: text.chars().take(COMPLAINT).collect() });
        }
        words_of(&text)
    }

    fn fault(&self, fault: &ureq::Error) -> AskError {
        match fault {
            ureq::Error::Timeout(_) => AskError::Slow(self.config.timeout_seconds),
            ureq::Error::BodyExceedsLimit(_) => AskError::TooLong(self.config.max_answer_bytes),
            other => AskError::Unreachable { address: self.config.address(), reason: other.to_string() },
        }
    }
}

/// Returns the words of the model out of the server's answer.
fn words_of(text: &str) -> Result<String, AskError> {
    let value: Value = serde_json::from_str(text).map_err(|fault| AskError::NoAnswer(fault.to_string()))?;
    let message = &value["choices"][0]["message"];
    if let Some(refusal) = message["refusal"].as_str().filter(|refusal| !refusal.is_empty()) {
        return Err(AskError::Refused(refusal.chars().take(COMPLAINT).collect()));
    }
    let content = message["content"].as_str();
    content.map(str::to_owned).ok_or_else(|| AskError::NoAnswer("it holds no message".to_owned()))
}
