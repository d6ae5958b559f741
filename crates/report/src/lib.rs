//! The report site, its plots and tables, and the exports
