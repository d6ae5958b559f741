//! Outside bytes to records: what somebody's list becomes before anything is compared.
//!
//! Three steps, each of which says what it found:
//!
//! 1. [`read_table`] turns a file into a [`RawTable`]: columns of text as the source wrote it, each distinct cell kept
//!    once, with the line or sheet row that every row came from. Format, encoding, delimiter, sheet and header row are
//!    found out unless [`ReadOptions`] names them.
//! 2. [`guess_columns`] says what each column holds, and why it thinks so.
//! 3. [`interpret`] reads the cells as dates, ages, sexes and texts, by the columns that were guessed or corrected.
//!
//! Nothing is lost without a word: what can't be read is in the quarantine with its line and reason, and everything
//! else that a person should know is in [`RawTable::notes`].
//!
//! Every input is bounded ([`Limits`]) and no bytes make a reader panic.

mod age;
mod archive;
mod article;
mod compose;
mod date;
mod delimited;
mod encoding;
mod error;
mod figures;
mod fold;
mod format;
mod guess;
mod header;
mod intern;
mod interpret;
mod json;
mod months;
mod ole;
mod open;
mod options;
mod parquet_table;
mod sex;
mod sink;
mod table;
mod text_table;
mod unknown;
mod vocabulary;
mod workbook;

pub use age::interpret_age;
pub use article::{
    ArticleFile, ArticleFormat, ArticlePage, ArticleText, BlockKind, Leaf, LeafKind, PageMeta, SourceMap,
    TextBlock, article_from_bytes, each_article, each_article_of_bytes,
};
pub use date::{interpret_date, interpret_excel_serial};
pub use error::ReadError;
pub use figures::{Bounds, FigureColumn, NumberInWords, figure_columns, interpret_figures};
pub use format::{FormatFound, FormatKind};
pub use guess::{ColumnGuess, guess_columns};
pub use interpret::interpret;
pub use open::{read_table, sheets};
pub use options::{ColumnSpec, DateOrder, Limits, ReadOptions};
pub use sex::interpret_sex;
pub use table::{RawColumn, RawTable};
pub use unknown::{is_unknown, is_unknown_as};
