//! Custody and judgements: append-only, chained
