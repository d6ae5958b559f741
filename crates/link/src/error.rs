//! What can stop a linkage.

/// Why records could not be linked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LinkError {
    /// No column has a role that can be compared.
    #[error("no field can be compared: give at least one column a role such as name, birth_date or place")]
    NothingToCompare,
    /// An option names a field that the records do not have.
    #[error("there is no field `{field}` to compare; the fields are {known}")]
    UnknownField {
        /// The name in the options.
        field: String,
        /// The fields that there are, with commas.
        known: String,
    },
    /// A blocking rule asks for a form that the field does not have.
    #[error("field `{field}` has no blocking key `{form}`; it has {known}")]
    UnknownKey {
        /// The field.
        field: String,
        /// The form in the options.
        form: String,
        /// The forms that the field has, with commas.
        known: String,
    },
    /// A comparison can't be used for the values of a field.
    #[error("field `{field}` can't be compared as {comparison}: its values are {values}")]
    UnfitComparison {
        /// The field.
        field: String,
        /// The comparison in the options.
        comparison: String,
        /// What the values are.
        values: String,
    },
    /// A judgement names a record that is not there.
    #[error("a judgement names record {record}, but there are {records} records")]
    NoSuchRecord {
        /// The record.
        record: u32,
        /// The number of records.
        records: usize,
    },
    /// Judgements contradict one another.
    #[error(
        "the judgements contradict one another: records {a} and {b} are judged different, but the same through others"
    )]
    Contradiction {
        /// One record.
        a: u32,
        /// The other.
        b: u32,
    },
    /// More records than positions.
    #[error("{records} records are more than can be linked in one run ({most})")]
    TooMany {
        /// The number of records.
        records: usize,
        /// The most that can be linked.
        most: usize,
    },
    /// What an earlier run found is of other records.
    #[error("the earlier result has {earlier} records, but there are {records}")]
    EarlierOfOthers {
        /// The records that it speaks of.
        earlier: usize,
        /// The records to link.
        records: usize,
    },
}
