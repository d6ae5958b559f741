//! Outside bytes to records: CSV, XLSX, ODS, Parquet, JSON Lines; quarantine
