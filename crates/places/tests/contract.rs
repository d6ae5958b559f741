//! What the crate promises: old and new names, scripts, typing errors, ambiguity with a reason, distances, any Unicode.

use std::path::PathBuf;

use proptest::prelude::*;
use tizim_places::{Gazetteer, How, Kind, Nearness, PlacesError, Verdict};

fn first(text: &str) -> (String, Kind) {
    let answer = Gazetteer::shipped().find(text);
    let first = answer.candidates.first().unwrap_or_else(|| panic!("{text}: {}", answer.reason));
    (first.name.clone(), first.kind)
}

/// Names of the places of Kazakhstan as lists and the press write them: Kazakh, Russian, English; old and new.
const PROBE: [(&str, &[&str]); 28] = [
    (
        "Astana",
        &[
            "Астана",
            "Astana",
            "Нұр-Сұлтан",
            "Нур-Султан",
            "Nur-Sultan",
            "Nursultan",
            "Ақмола",
            "Акмола",
            "Aqmola",
            "Целиноград",
            "Tselinograd",
            "Акмолинск",
            "Akmolinsk",
        ],
    ),
    ("Almaty", &["Алматы", "Almaty", "Алма-Ата", "Alma-Ata", "Alma Ata", "Верный", "г. Алматы", "ALMATY"]),
    ("Shymkent", &["Шымкент", "Shymkent", "Чимкент", "Chimkent"]),
    ("Zhanaozen", &["Жаңаөзен", "Жанаозен", "Zhanaozen", "Janaozen", "Jañaözen", "Новый Узень", "Novy Uzen"]),
    ("Aktau", &["Ақтау", "Актау", "Aqtau", "Aktau", "Шевченко"]),
    ("Atyrau", &["Атырау", "Atyrau", "Гурьев", "Guryev"]),
    ("Kokshetau", &["Көкшетау", "Кокшетау", "Kokshetau", "Кокчетав", "Kokchetav", "Kökşetau"]),
    ("Konayev", &["Қонаев", "Конаев", "Kunaev", "Konaev", "Қапшағай", "Капчагай"]),
    ("Semey", &["Семей", "Semey", "Семипалатинск", "Semipalatinsk"]),
    ("Ust-Kamenogorsk", &["Өскемен", "Oskemen", "Усть-Каменогорск", "Ust-Kamenogorsk"]),
    ("Taraz", &["Тараз", "Taraz", "Джамбул", "Аулие-Ата"]),
    ("Kyzylorda", &["Қызылорда", "Кызылорда", "Kyzylorda", "Qyzylorda", "Кзыл-Орда"]),
    ("Oral", &["Орал", "Oral", "Уральск", "Uralsk"]),
    ("Kostanay", &["Қостанай", "Костанай", "Kostanay", "Qostanai", "Кустанай"]),
    ("Aktobe", &["Ақтөбе", "Актобе", "Aktobe", "Aqtöbe", "Актюбинск"]),
    ("Karagandy", &["Қарағанды", "Караганда", "Karaganda", "Qarağandy"]),
    ("Pavlodar", &["Павлодар", "Pavlodar"]),
    ("Petropavl", &["Петропавл", "Петропавловск", "Petropavl"]),
    ("Taldykorgan", &["Талдықорған", "Талдыкорган", "Taldykorgan", "Taldyqorğan", "Талды-Курган"]),
    ("Zhezqazghan", &["Жезқазған", "Жезказган", "Zhezkazgan", "Джезказган"]),
    ("Turkistan", &["Түркістан", "Туркестан", "Turkistan", "Türkıstan"]),
    ("Temirtau", &["Теміртау", "Темиртау", "Temirtau"]),
    ("Ekibastuz", &["Екібастұз", "Экибастуз", "Ekibastuz"]),
    ("Qulsary", &["Құлсары", "Кульсары", "Kulsary"]),
    ("Balqash", &["Балқаш", "Балхаш", "Balkhash"]),
    ("Ridder", &["Риддер", "Лениногорск"]),
    ("Baikonur", &["Байқоңыр", "Байконур", "Baikonur", "Ленинск"]),
    ("Saran", &["Саран", "Saran"]),
];

#[test]
fn old_and_new_names_in_three_alphabets() {
    for (name, spellings) in PROBE {
        for spelling in spellings {
            assert_eq!(first(spelling), (name.to_owned(), Kind::Settlement), "{spelling}");
        }
    }
}

#[test]
fn a_former_name_says_when() {
    let answer = Gazetteer::shipped().find("Целиноград");
    assert_eq!(answer.candidates[0].former.as_deref(), Some("1961–1992"));
    assert!(answer.reason.contains("1961–1992"), "{}", answer.reason);
    assert_eq!(Gazetteer::shipped().find("Астана").candidates[0].former, None);
}

#[test]
fn typing_errors_are_forgiven() {
    for (text, name) in [
        ("Шимкетн", "Shymkent"),
        ("Zhanoazen", "Zhanaozen"),
        ("Karagnada", "Karagandy"),
        ("Петропавлоск", "Petropavl"),
        ("Семипалатинкс", "Semey"),
        ("Pavlodra", "Pavlodar"),
    ] {
        assert_eq!(first(text).0, name, "{text}");
    }
    assert_eq!(Gazetteer::shipped().find("Pavlotar").candidates[0].how, How::Mistyped);
}

#[test]
fn what_is_no_place_is_not_found() {
    for text in ["", "  ,, ", "Qwrtplkjh", "неизвестно где-то там", "12345"] {
        let answer = Gazetteer::shipped().find(text);
        assert_eq!(answer.verdict, Verdict::Unknown, "{text}: {answer:?}");
        assert!(!answer.reason.is_empty());
    }
}

#[test]
fn ambiguity_is_answered_with_candidates_and_a_reason() {
    let gazetteer = Gazetteer::shipped();
    let answer = gazetteer.find("Ақмола");
    assert_eq!(answer.verdict, Verdict::Ambiguous);
    let kinds: Vec<Kind> = answer.candidates.iter().map(|candidate| candidate.kind).collect();
    assert!(kinds.contains(&Kind::Region) && kinds.contains(&Kind::Settlement), "{answer:?}");
    assert!(answer.reason.contains("Akmola Region"), "{}", answer.reason);
    // the large town is meant unless the region is said
    assert_eq!(gazetteer.find("Актау").verdict, Verdict::One);
    let other = gazetteer.find("Aktau, Karaganda region");
    assert_eq!(other.candidates[0].region.as_deref(), Some("Karaganda Region"), "{other:?}");
    let abay = gazetteer.find("Абай");
    assert!(abay.verdict == Verdict::Ambiguous && abay.candidates.len() >= 3, "{abay:?}");
    assert_eq!(gazetteer.find("Абай облысы").verdict, Verdict::One);
}

#[test]
fn regions_and_countries() {
    for (text, name, kind) in [
        ("Маңғыстау облысы", "Mangystau Region", Kind::Region),
        ("Мангистауская область", "Mangystau Region", Kind::Region),
        ("ЮКО", "Turkistan Region", Kind::Region),
        ("Гурьевская область", "Atyrau Region", Kind::Region),
        ("область Абай", "Abai Region", Kind::Region),
        ("Алматы облысы", "Almaty Region", Kind::Region),
        ("Қазақстан", "Kazakhstan", Kind::Country),
        ("Republic of Kazakhstan", "Kazakhstan", Kind::Country),
        ("Ресей", "Russia", Kind::Country),
        ("США", "United States", Kind::Country),
        ("Казакстан", "Kazakhstan", Kind::Country),
        ("كازاخستان", "Kazakhstan", Kind::Country),
    ] {
        assert_eq!(first(text), (name.to_owned(), kind), "{text}");
    }
    let almaty = Gazetteer::shipped().find("Қазақстан, Алматы қаласы");
    assert_eq!((almaty.candidates[0].name.as_str(), almaty.verdict), ("Almaty", Verdict::One));
}

#[test]
fn distances() {
    let gazetteer = Gazetteer::shipped();
    let of = |text: &str| gazetteer.resolve(text).unwrap_or_else(|| panic!("{text}"));
    let (almaty, astana) = (of("Алматы"), of("Astana"));
    // 971 km by the published coordinates of the two cities
    let km = gazetteer.distance_km(almaty, astana).expect("both are cities");
    assert!((km - 971.0).abs() < 8.0, "{km}");
    assert_eq!(gazetteer.nearness(almaty, of("Алма-Ата")), Nearness::Same);
    assert_eq!(gazetteer.nearness(of("Жаңаөзен"), of("Мангистауская область")), Nearness::Within);
    assert_eq!(gazetteer.nearness(of("Казахстан"), of("Жаңаөзен")), Nearness::Within);
    assert_eq!(gazetteer.nearness(of("Россия"), almaty), Nearness::Elsewhere);
    assert_eq!(gazetteer.nearness(almaty, astana), gazetteer.nearness(astana, almaty));
}

#[test]
fn a_place_is_named_letter_by_letter_or_not_at_all() {
    let gazetteer = Gazetteer::shipped();
    assert!(gazetteer.named("Целиноград").is_some());
    assert_eq!(gazetteer.named("г. Астана"), gazetteer.resolve("Astana"));
    assert_eq!(gazetteer.named("Astanna"), None);
    assert_eq!(gazetteer.named("Алматы, Астана"), None, "a text of two names is not one of them");
}

#[test]
fn a_bad_table_is_refused_with_its_line() {
    let fault = |bytes: &[u8]| Gazetteer::with_world(bytes).err();
    assert_eq!(fault(b"head\n1\tRU\t1\tx\t2\t3\tA\n"), Some(PlacesError::Column { line: 2, column: "lat" }));
    assert_eq!(fault(b"head\n1\tRU\t1\t99\t2\t3\tA\n"), Some(PlacesError::Column { line: 2, column: "lat" }));
    assert_eq!(fault(b"head\n\xFF\xFE"), Some(PlacesError::NotText { line: 2 }));
    let small =
        Gazetteer::with_world("head\n7\tRU\t1\t55.75\t37.62\t9\tMoscow|Москва\n".as_bytes()).expect("whole");
    assert_eq!(small.find("Moskva").candidates[0].geonameid, 7);
}

/// The file of the world, where the data folder is.
fn world() -> Option<Vec<u8>> {
    let folder = std::env::var_os("TIZIM_DATA").map_or_else(
        || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data")),
        PathBuf::from,
    );
    let packed = std::fs::read(folder.join("places/world15000_places.tsv.xz")).ok()?;
    let mut bytes = Vec::new();
    lzma_rs::xz_decompress(&mut packed.as_slice(), &mut bytes).ok()?;
    Some(bytes)
}

#[test]
fn the_world_is_an_optional_table() {
    let Some(world) = world() else {
        eprintln!("skipped: no data folder; set TIZIM_DATA");
        return;
    };
    let gazetteer = Gazetteer::with_world(&world).expect("the file is whole");
    for (text, country) in [
        ("Москва", "RU"),
        ("Махачкала", "RU"),
        ("Бишкек", "KG"),
        ("حلب", "SY"),
        ("Aleppo", "SY"),
        ("Pristina", "XK"),
        ("Алматы", "KZ"),
        ("Целиноград", "KZ"),
        ("Bogotá", "CO"),
        ("Köln", "DE"),
    ] {
        let answer = gazetteer.find(text);
        assert_eq!(
            answer.candidates.first().map(|c| c.country.as_str()),
            Some(country),
            "{text}: {answer:?}"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_text_is_answered(text in "\\PC{0,60}") {
        let answer = Gazetteer::shipped().find(&text);
        prop_assert!(answer.candidates.len() <= 10 && !answer.reason.is_empty());
        prop_assert_eq!(answer.verdict == Verdict::Unknown, answer.candidates.is_empty());
    }
}

#[test]
fn a_megabyte_takes_no_time() {
    for text in ["\u{301}".repeat(500_000), "ж".repeat(500_000), "а, ".repeat(300_000)] {
        Gazetteer::shipped().find(&text);
    }
}

#[test]
fn every_name_of_the_gazetteer_finds_its_place() {
    let gazetteer = Gazetteer::shipped();
    let (mut all, mut found) = (0, 0);
    for (id, _) in gazetteer.places() {
        for (name, _) in gazetteer.names(id) {
            all += 1;
            found += usize::from(gazetteer.find(name).candidates.iter().any(|candidate| candidate.id == id));
        }
    }
    // names with a comma inside, and names that more than ten places share
    assert!(found as f64 >= 0.98 * all as f64, "{found} of {all}");
}
