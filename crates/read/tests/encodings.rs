//! Encodings found by marks, NULs and letters.
#![allow(clippy::unwrap_used, reason = "a test that fails here says where")]

mod files;

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};
use files::{made, read, rows};
use tizim_read::{ReadError, ReadOptions, read_table};

const RUSSIAN: &str = "№;ФИО;Дата рождения;Место\n1;Иванов Сергей Петрович;12.03.1985;Алматы\n2;Ахметова Гульнара Сериковна;01.07.1990;Шымкент\n3;Кузнецов Дмитрий Андреевич;неизвестно;Тараз\n4;Оспанов Ерлан Болатович;23.11.1978;Кызылорда\n";
const ARABIC: &str = "الرقم,الاسم,العمر,المكان\n1,محمد أحمد عبد الله النجار,34,حلب\n2,فاطمة حسن محمود,12,إدلب\n3,يوسف إبراهيم خليل,56,حمص\n4,غير معروف,,دمشق\n";
const KAZAKH: &str = "Аты-жөні;Туған күні;Мекенжайы\nҚұдайберген Әсел Нұрланқызы;05.02.1991;Қызылорда қаласы\nӨтеген Ғалымжан Бауыржанұлы;17.09.1988;Ақтөбе қаласы\nЫсқақ Мәдина Ерланқызы;белгісіз;Шымкент қаласы\n";
const SPANISH: &str =
    "nombre,apellido,municipio\nJosé,Núñez,Bogotá\nMaría,Muñoz,Medellín\nÁngel,Peña,Ibagué\n";

fn coded(text: &str, label: &str) -> Vec<u8> {
    let encoding = Encoding::for_label(label.as_bytes()).unwrap();
    if encoding == UTF_16LE {
        return text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    }
    if encoding == UTF_16BE {
        return text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    }
    let (bytes, _, lossy) = encoding.encode(text);
    assert!(!lossy, "{label} can't write this");
    bytes.into_owned()
}

fn check(text: &str, bytes: &[u8], expected: &str) {
    let table = read("list.csv", bytes).unwrap();
    assert_eq!(table.format.encoding.as_deref(), Some(expected));
    let straight = read("list.csv", text).unwrap();
    assert_eq!((table.headers(), rows(&table)), (straight.headers(), rows(&straight)), "{expected}");
}

#[test]
fn russian() {
    let text = RUSSIAN.replace('№', "Номер");
    for label in ["windows-1251", "koi8-r", "ibm866"] {
        let expected = Encoding::for_label(label.as_bytes()).unwrap().name();
        let table = read("list.csv", coded(&text, label)).unwrap();
        let found = table.format.encoding.clone().unwrap();
        assert!(found == expected || found == "KOI8-U" && label == "koi8-r", "{label}: {found}");
        assert_eq!(rows(&table), rows(&read("list.csv", &text).unwrap()), "{label}");
    }
}

#[test]
fn arabic() {
    check(ARABIC, &coded(ARABIC, "windows-1256"), "windows-1256");
}

#[test]
fn spanish() {
    check(SPANISH, &coded(SPANISH, "windows-1252"), "windows-1252");
}

#[test]
fn kazakh_of_kz1048() {
    // the places where KZ-1048 differs from Windows-1251, as registered with IANA
    let places = [
        ('Қ', 0x8d),
        ('Һ', 0x8e),
        ('қ', 0x9d),
        ('һ', 0x9e),
        ('Ұ', 0xa1),
        ('ұ', 0xa2),
        ('Ә', 0xa3),
        ('Ө', 0xa5),
        ('Ғ', 0xaa),
        ('Ү', 0xaf),
        ('ө', 0xb4),
        ('ғ', 0xba),
        ('ә', 0xbc),
        ('Ң', 0xbd),
        ('ң', 0xbe),
        ('ү', 0xbf),
    ];
    let mut bytes = Vec::new();
    for c in KAZAKH.chars() {
        match places.iter().find(|(letter, _)| *letter == c) {
            Some((_, byte)) => bytes.push(*byte),
            None => bytes.extend(coded(&c.to_string(), "windows-1251")),
        }
    }
    check(KAZAKH, &bytes, "KZ-1048");
    let told = ReadOptions { encoding: Some("KZ-1048".to_owned()), ..ReadOptions::default() };
    assert_eq!(read_table(&made("list.csv", &bytes).path(), &told).unwrap().headers()[0], "Аты-жөні");
}

#[test]
fn utf16_with_a_mark_and_without() {
    for text in [RUSSIAN, ARABIC, KAZAKH, SPANISH] {
        for (label, mark) in [("utf-16le", [0xff, 0xfe]), ("utf-16be", [0xfe, 0xff])] {
            let bytes = coded(text, label);
            check(text, &bytes, &label.to_uppercase());
            check(text, &[&mark[..], &bytes].concat(), &label.to_uppercase());
        }
    }
    check(KAZAKH, &[&[0xef, 0xbb, 0xbf][..], KAZAKH.as_bytes()].concat(), "UTF-8");
}

#[test]
fn what_is_told_goes_before_what_is_found() {
    let file = made("list.csv", coded(SPANISH, "windows-1252"));
    let told = |label: &str| ReadOptions { encoding: Some(label.to_owned()), ..ReadOptions::default() };
    assert_eq!(
        read_table(&file.path(), &told("latin1")).unwrap().format.encoding.as_deref(),
        Some("windows-1252")
    );
    let error = read_table(&file.path(), &told("klingon")).unwrap_err();
    assert!(matches!(error, ReadError::UnknownEncoding { .. }), "{error}");
}
