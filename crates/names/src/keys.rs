//! Keys under which names that may be one are brought together.

use serde::Serialize;

use crate::name::Name;

/// A blocking key: two names that may be one share at least one. Stable across runs and machines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Key(pub u64);

/// The keys of a name, few and selective, the same across scripts.
pub fn keys(name: &Name) -> impl Iterator<Item = Key> {
    let tokens: Vec<u32> =
        name.names().filter(|token| !token.is_initial()).map(|token| token.skeleton).collect();
    tokens.into_iter().map(|skeleton| Key(u64::from(skeleton)))
}
