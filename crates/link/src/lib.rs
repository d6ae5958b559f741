//! Records to links to persons: block, compare, train, cluster
