//! What a person sees when something went wrong: what, where, and how to mend it, once.

use crate::console::complain;
use std::process::ExitCode;
use tizim_project::ProjectError;
use tizim_report::ReportError;

/// Why a command ended early.
#[derive(Debug)]
pub(crate) struct Failure {
    message: String,
    hint: Option<String>,
}

impl Failure {
    /// Returns a failure of the user's making, with a way to mend it.
    pub(crate) fn new(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { message: message.into(), hint: Some(hint.into()) }
    }

    /// Says it on standard error; exit status 2.
    pub(crate) fn report(&self) -> ExitCode {
        complain(&format!("error: {}", self.message));
        if let Some(hint) = &self.hint {
            complain(&format!("hint: {hint}"));
        }
        ExitCode::from(2)
    }

    /// Says that the program itself is at fault; exit status 3. The panic's own words are on standard error already.
    pub(crate) fn report_panic() -> ExitCode {
        complain("error: this is a fault of Tizim, not of your data; nothing of the project was changed");
        complain("hint: please report it with the lines above and the command that you ran");
        ExitCode::from(3)
    }
}

impl From<ProjectError> for Failure {
    fn from(error: ProjectError) -> Self {
        Self { message: error.to_string(), hint: error.hint() }
    }
}

macro_rules! plain {
    ($($error:ty),+) => {
        $(impl From<$error> for Failure {
            fn from(error: $error) -> Self {
                Self { message: error.to_string(), hint: None }
            }
        })+
    };
}

plain!(
    tizim_read::ReadError,
    tizim_link::LinkError,
    tizim_estimate::EstimateError,
    tizim_simulate::PlanError
);

impl From<tizim_ledger::Error> for Failure {
    fn from(error: tizim_ledger::Error) -> Self {
        Self { message: error.to_string(), hint: error.hint().map(str::to_owned) }
    }
}

impl From<tizim_desk::DeskError> for Failure {
    fn from(error: tizim_desk::DeskError) -> Self {
        Self { message: error.to_string(), hint: error.hint() }
    }
}

impl From<ReportError> for Failure {
    fn from(error: ReportError) -> Self {
        match error {
            ReportError::Io { path, source } => Failure::from(ProjectError::io(&path, source)),
            ReportError::Format { .. } => Self { message: error.to_string(), hint: None },
        }
    }
}

/// Returns a failure to read or write a path.
pub(crate) fn at(path: &std::path::Path) -> impl FnOnce(std::io::Error) -> Failure {
    move |fault| Failure::from(ProjectError::io(path, fault))
}
