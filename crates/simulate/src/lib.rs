//! Populations with a known truth, as capture tables and as lists with errors
