//! Secrets, from the operating system.

use crate::DeskError;

/// Returns 256 random bits as 64 hexadecimal digits.
///
/// # Errors
///
/// [`DeskError::System`] if the system has none to give.
pub(crate) fn secret() -> Result<String, DeskError> {
    let mut bytes = [0u8; 32];
    getrandom::fill(&mut bytes).map_err(|fault| DeskError::System(fault.to_string()))?;
    Ok(blake3::Hash::from_bytes(bytes).to_hex().to_string())
}

/// Returns what is kept of a secret: its hash, so that comparing takes the same time whatever is tried.
pub(crate) fn kept(secret: &str) -> blake3::Hash {
    blake3::hash(secret.as_bytes())
}
