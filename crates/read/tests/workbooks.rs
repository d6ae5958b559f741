//! Workbooks, Parquet and JSON.
#![allow(clippy::unwrap_used, reason = "a test that fails here says where")]

mod files;

use files::{made, read, rows, shared_data};
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};
use std::io::Write;
use tizim_read::{FormatKind, ReadError, ReadOptions, guess_columns, read_table, sheets};

fn workbook() -> Vec<u8> {
    let mut book = Workbook::new();
    let readme = book.add_worksheet().set_name("Read me").unwrap();
    readme.write(0, 0, "This workbook lists people.").unwrap();
    let list = book.add_worksheet().set_name("Список").unwrap();
    list.write(0, 0, "Список задержанных").unwrap();
    for (column, header) in ["ФИО", "Возраст", "Дата рождения", "Дата", "Сумма", "Пол"].iter().enumerate()
    {
        list.write(2, column as u16, *header).unwrap();
    }
    let day = Format::new().set_num_format("dd.mm.yyyy");
    for (row, name) in ["Иванов Сергей", "Оспанов Ерлан", "Ахметова Гульнара"].iter().enumerate()
    {
        let row = row as u32 + 3;
        list.write(row, 0, *name).unwrap();
        list.write(row, 1, 53.0).unwrap();
        list.write_datetime_with_format(row, 2, ExcelDateTime::from_ymd(1985, 3, 12).unwrap(), &day).unwrap();
        list.write(row, 3, 44_567 + row).unwrap();
        list.write_formula(row, 4, Formula::new("=1.5*1").set_result("1.5")).unwrap();
        list.write(row, 5, "м").unwrap();
    }
    book.save_to_buffer().unwrap()
}

#[test]
fn a_workbook_gives_the_sheet_that_is_a_list() {
    let file = made("list.xlsx", workbook());
    let table = read_table(&file.path(), &ReadOptions::default()).unwrap();
    assert_eq!(table.format.kind, FormatKind::Xlsx);
    assert_eq!((table.format.sheet.as_deref(), table.format.header_row), (Some("Список"), Some(3)));
    assert_eq!(table.headers()[0], "ФИО");
    assert_eq!(rows(&table)[0], ["Иванов Сергей", "53", "1985-03-12", "44570", "1.5", "м"]);
    assert_eq!(table.lines, [4, 5, 6]);
    assert!(table.notes.iter().any(|note| note.contains("`Read me`")), "{:?}", table.notes);
    assert_eq!(sheets(&file.path()).unwrap(), ["Read me", "Список"]);
    let specs: Vec<_> = guess_columns(&table).into_iter().map(|guess| guess.spec).collect();
    let list = tizim_model::List { name: "l".to_owned(), no_duplicates: false, already_linked: false };
    let records = interpret_named(&table, list, &specs);
    assert_eq!(records, ["1985-03-12", "2022-01-09"]);
    let told = ReadOptions { sheet: Some("Read me".to_owned()), ..ReadOptions::default() };
    assert_eq!(read_table(&file.path(), &told).unwrap().rows(), 0);
    let wrong = ReadOptions { sheet: Some("Лист9".to_owned()), ..ReadOptions::default() };
    let error = read_table(&file.path(), &wrong).unwrap_err();
    assert!(matches!(&error, ReadError::NoSuchSheet { sheets, .. } if sheets.len() == 2), "{error}");
}

fn interpret_named(
    table: &tizim_read::RawTable,
    list: tizim_model::List,
    specs: &[tizim_read::ColumnSpec],
) -> Vec<String> {
    let records = tizim_read::interpret(table, list, "list.xlsx", specs).unwrap();
    let date = |name: &str| {
        let column = records.columns.iter().find(|column| column.name == name).unwrap();
        column.entries[0].display()
    };
    vec![date("birth_date"), date("event_date")]
}

#[test]
fn a_cell_far_off_does_not_fill_the_memory() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write(0, 0, "name").unwrap();
    sheet.write(0, 1, "age").unwrap();
    sheet.write(1, 0, "Aset Ali").unwrap();
    sheet.write(1_048_575, 16_383, "here").unwrap();
    let table = read("far.xlsx", book.save_to_buffer().unwrap()).unwrap();
    assert_eq!(rows(&table), [["Aset Ali", ""]]);
    assert_eq!((table.quarantine.len(), table.quarantine[0].line), (1, 1_048_576));
}

fn zip_of(parts: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        archive.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

#[test]
fn a_zip_bomb_is_refused_before_it_is_unpacked() {
    let bomb = zip_of(&[("xl/workbook.xml", vec![b' '; 100 << 20])]);
    assert!(bomb.len() < 200_000);
    let error = read("bomb.xlsx", bomb).unwrap_err();
    assert!(matches!(error, ReadError::TooLarge { .. }), "{error}");
}

#[test]
fn announced_memory_is_not_believed() {
    let strings = br#"<?xml version="1.0"?><sst xmlns="x" count="1" uniqueCount="999999999999"><si><t>a</t></si></sst>"#;
    let error = read(
        "list.xlsx",
        zip_of(&[("xl/workbook.xml", b"<x/>".to_vec()), ("xl/sharedStrings.xml", strings.to_vec())]),
    );
    assert!(error.unwrap_err().to_string().contains("announces"));
    let content = r#"<table:table><table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="16384" office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row></table:table>"#;
    let error = read("list.ods", zip_of(&[("content.xml", content.as_bytes().to_vec())]));
    assert!(error.unwrap_err().to_string().contains("cells"));
}

#[test]
fn an_ods_is_read() {
    let cell = |text: &str| {
        format!(r#"<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>"#)
    };
    let row = |cells: &[&str]| {
        format!("<table:table-row>{}</table:table-row>", cells.iter().map(|c| cell(c)).collect::<String>())
    };
    let content = format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet><table:table table:name="Тізім">{}{}{}<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="1024"/></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"#,
        row(&["Аты-жөні", "Жасы"]),
        row(&["Асет Әли", "31"]),
        row(&["Дана Бек", "белгісіз"]),
    );
    let manifest = br#"<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>"#;
    let table = read(
        "list.ods",
        zip_of(&[
            ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet".to_vec()),
            ("META-INF/manifest.xml", manifest.to_vec()),
            ("content.xml", content.into_bytes()),
        ]),
    )
    .unwrap();
    assert_eq!((table.format.kind, table.format.sheet.as_deref()), (FormatKind::Ods, Some("Тізім")));
    assert_eq!(rows(&table), [["Асет Әли", "31"], ["Дана Бек", "белгісіз"]]);
}

#[test]
fn a_broken_workbook_is_an_error() {
    let whole = workbook();
    for cut in [5, 100, whole.len() / 2, whole.len() - 10] {
        let error = read("list.xlsx", &whole[..cut]).unwrap_err();
        assert!(matches!(error, ReadError::Damaged { .. } | ReadError::NotATable { .. }), "{cut}: {error}");
    }
    let other = zip_of(&[("hello.txt", b"hello".to_vec())]);
    assert!(read("list.zip", other).unwrap_err().to_string().contains("unpack it"));
}

#[test]
fn json_lines_with_nested_values_long_numbers_and_bad_lines() {
    let text = concat!(
        "{\"name\": \"Aset\", \"id\": 12345678901234567890123, \"age\": 53.0, \"tags\": [\"a\", 1]}\n\n",
        "{\"name\": \"Dana\", \"place\": {\"town\": \"Oral\"}, \"age\": null, \"name\": \"Д\"}\n",
        "{\"name\": broken}\n[1, 2]\n",
        "{\"name\": \"E \\u0416\", \"alive\": false, \"weight\": 1.50}\n",
    );
    let table = read("list.jsonl", text).unwrap();
    assert_eq!(table.format.kind, FormatKind::JsonLines);
    assert_eq!(table.headers(), ["name", "id", "age", "tags", "place", "name (2)", "alive", "weight"]);
    assert_eq!(rows(&table)[0][..4], ["Aset", "12345678901234567890123", "53", "[\"a\", 1]"]);
    assert_eq!(rows(&table)[1], ["Dana", "", "", "", "{\"town\": \"Oral\"}", "Д", "", ""]);
    assert_eq!(rows(&table)[2], ["E Ж", "", "", "", "", "", "false", "1.50"]);
    assert_eq!(table.lines, [1, 3, 6]);
    let lines: Vec<u64> = table.quarantine.iter().map(|fault| fault.line).collect();
    assert_eq!(lines, [4, 5]);
}

#[test]
fn a_json_array_and_one_inside_an_object() {
    let array = "[\n  {\"name\": \"A\"},\n  {\"name\": \"B\"}, 7\n]";
    let table = read("list.json", array).unwrap();
    assert_eq!(
        (rows(&table), table.lines.clone()),
        (vec![vec!["A".to_owned()], vec!["B".to_owned()]], vec![2, 3])
    );
    assert_eq!(table.quarantine.len(), 1);
    let wrapped = read("list.json", format!("{{\"total\": 2,\n \"people\": {array}}}")).unwrap();
    assert_eq!((wrapped.rows(), wrapped.lines[0]), (2, 3));
    let error = read("list.json", "[{\"name\": \"A\"},\n {\"name\" 3}]").unwrap_err().to_string();
    assert!(error.contains("line 2"), "{error}");
}

#[test]
fn parquet_is_read() {
    use parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int32Type};
    use parquet::file::{properties::WriterProperties, writer::SerializedFileWriter};
    use parquet::schema::parser::parse_message_type;
    use std::sync::Arc;
    let schema = "message list { OPTIONAL BYTE_ARRAY name (UTF8); OPTIONAL DOUBLE age; OPTIONAL INT32 born (DATE); OPTIONAL GROUP tags (LIST) { REPEATED GROUP list { OPTIONAL BYTE_ARRAY element (UTF8); } } }";
    let mut bytes = Vec::new();
    let schema = Arc::new(parse_message_type(schema).unwrap());
    let mut writer =
        SerializedFileWriter::new(&mut bytes, schema, Arc::new(WriterProperties::default())).unwrap();
    let mut group = writer.next_row_group().unwrap();
    let mut column = group.next_column().unwrap().unwrap();
    let names = [ByteArray::from("Асет"), ByteArray::from("Dana")];
    column.typed::<ByteArrayType>().write_batch(&names, Some(&[1, 1]), None).unwrap();
    column.close().unwrap();
    let mut column = group.next_column().unwrap().unwrap();
    column.typed::<DoubleType>().write_batch(&[53.0], Some(&[1, 0]), None).unwrap();
    column.close().unwrap();
    let mut column = group.next_column().unwrap().unwrap();
    column.typed::<Int32Type>().write_batch(&[18_998, -1], Some(&[1, 1]), None).unwrap();
    column.close().unwrap();
    let mut column = group.next_column().unwrap().unwrap();
    let tags = [ByteArray::from("a"), ByteArray::from("b\"")];
    column.typed::<ByteArrayType>().write_batch(&tags, Some(&[3, 3, 0]), Some(&[0, 1, 0])).unwrap();
    column.close().unwrap();
    group.close().unwrap();
    writer.close().unwrap();
    let table = read("list.parquet", &bytes).unwrap();
    assert_eq!(table.format.kind, FormatKind::Parquet);
    assert_eq!(
        rows(&table),
        [["Асет", "53", "2022-01-06", "[\"a\",\"b\\\"\"]"], ["Dana", "", "1969-12-31", ""]]
    );
    assert_eq!(table.lines, [1, 2]);
    for cut in [4, 8, bytes.len() / 2, bytes.len() - 1] {
        assert!(matches!(read("list.parquet", &bytes[..cut]), Err(ReadError::Damaged { .. })), "{cut}");
    }
}

#[test]
fn a_real_parquet_file_is_read() {
    let Some(data) = shared_data() else { return };
    let table =
        read_table(&data.join("linkage/name_pairs/wikidata_name_tokens.parquet"), &ReadOptions::default())
            .unwrap();
    assert_eq!(
        (table.rows(), table.headers()),
        (482_695, ["lang", "latin", "native", "count"].map(str::to_owned).to_vec())
    );
}
