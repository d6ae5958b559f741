//! Parquet: all columns are texts.

use super::table::Table;
use crate::ReportError;
use ::parquet::basic::{Compression, ConvertedType, LogicalType, Repetition, Type as Physical};
use ::parquet::data_type::{ByteArray, ByteArrayType};
use ::parquet::errors::ParquetError;
use ::parquet::file::properties::WriterProperties;
use ::parquet::file::writer::SerializedFileWriter;
use ::parquet::schema::types::Type;
use std::fs::File;
use std::path::Path;
use std::sync::Arc;

/// The rows of a row group.
const GROUP: usize = 100_000;

pub(super) fn write(table: &Table, path: &Path) -> Result<(), ReportError> {
    let file = File::create(path).map_err(|source| ReportError::io(path, source))?;
    write_file(table, file).map_err(|fault| match fault {
        ParquetError::External(inner) => match inner.downcast::<std::io::Error>() {
            Ok(source) => ReportError::io(path, *source),
            Err(inner) => ReportError::format(path, "Parquet", inner),
        },
        other => ReportError::format(path, "Parquet", other),
    })
}

fn write_file(table: &Table, file: File) -> Result<(), ParquetError> {
    let columns = table.header.iter().map(|name| {
        let column = Type::primitive_type_builder(name, Physical::BYTE_ARRAY)
            .with_repetition(Repetition::OPTIONAL)
            .with_logical_type(Some(LogicalType::String))
            .with_converted_type(ConvertedType::UTF8);
        column.build().map(Arc::new)
    });
    let schema =
        Type::group_type_builder("persons").with_fields(columns.collect::<Result<_, _>>()?).build()?;
    let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
    let mut writer = SerializedFileWriter::new(file, Arc::new(schema), Arc::new(properties))?;
    for rows in table.rows.chunks(GROUP) {
        let mut group = writer.next_row_group()?;
        for column in 0..table.header.len() {
            let Some(mut chunk) = group.next_column()? else { break };
            // an empty cell is null: definition level 0 and no value
            let levels: Vec<i16> = rows.iter().map(|row| i16::from(!row[column].is_empty())).collect();
            let values: Vec<ByteArray> = rows
                .iter()
                .filter(|row| !row[column].is_empty())
                .map(|row| ByteArray::from(row[column].as_str()))
                .collect();
            chunk.typed::<ByteArrayType>().write_batch(&values, Some(&levels), None)?;
            chunk.close()?;
        }
        group.close()?;
    }
    writer.close()?;
    Ok(())
}
