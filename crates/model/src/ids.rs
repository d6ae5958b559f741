//! Positions that can't be swapped for one another.

use serde::{Deserialize, Serialize};

macro_rules! index {
    ($(#[$doc:meta])* $name:ident, $inner:ty) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub $inner);

        impl $name {
            /// Returns the position as an index into a slice.
            #[inline]
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }
    };
}

index!(
    /// The position of a list in [`crate::Records::lists`].
    ListIx,
    u16
);
index!(
    /// The position of a record in the columns of [`crate::Records`].
    RecordIx,
    u32
);
index!(
    /// The position of a person in the order of the register, from 0.
    PersonIx,
    u32
);
