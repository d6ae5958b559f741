//! `tizim places find`: old and new names, ambiguity, the world's table, and what is refused.

use crate::bench_dir::Dir;

#[test]
fn one_city_by_all_its_names() {
    let dir = Dir::new();
    for name in ["Астана", "Целиноград", "Нұр-Сұлтан", "Nur-Sultan", "Акмола", "أستانا"]
    {
        let json = dir.ok(&["places", "find", name, "--json"]).json();
        assert_eq!(json["candidates"][0]["name"], "Astana", "{name}: {json:#}");
        assert!(!json["reason"].as_str().unwrap().is_empty());
        assert!(json["attribution"].as_str().unwrap().contains("GeoNames"));
    }
    let said = dir.ok(&["places", "find", "Целиноград"]);
    assert!(said.out.contains("1961–1992") && said.err.contains("GeoNames"), "{}{}", said.out, said.err);
}

#[test]
fn a_choice_is_left_to_the_reader_or_settled_by_the_region() {
    let dir = Dir::new();
    let json = dir.ok(&["places", "find", "Aktau, Karaganda region", "--json"]).json();
    assert_eq!(json["candidates"][0]["region"], "Karaganda Region");
    assert_eq!(json["verdict"], "ambiguous");
    assert!(json["candidates"].as_array().unwrap().len() > 1);
    assert_eq!(dir.run(&["places", "find", "Qwrtzp"]).code, 1);
    assert_eq!(dir.run(&["places", "find", ""]).code, 1);
}

#[test]
fn the_world_is_a_table_that_the_user_gives() {
    let dir = Dir::new();
    let head = "geonameid\tcountry\tadmin1\tlat\tlon\tpopulation\tnames\n";
    dir.file(
        "world.tsv",
        format!("{head}745044\tTR\t34\t41.01\t28.95\t14804116\tIstanbul|Стамбул|Константинополь\n"),
    );
    assert_eq!(dir.run(&["places", "find", "Стамбул"]).code, 1);
    let json = dir.ok(&["places", "find", "Стамбул", "--world", "world.tsv", "--json"]).json();
    assert_eq!(json["candidates"][0]["country"], "TR");
    dir.run(&["places", "find", "Стамбул", "--world", "none.tsv"]).refused("none.tsv");
    dir.file("packed.xz", b"\xfd7zXZ\x00\x00\x04\xe6");
    dir.run(&["places", "find", "Стамбул", "--world", "packed.xz"]).refused("unpack");
    dir.file("cut.tsv", format!("{head}745044\tTR\t34\n"));
    dir.run(&["places", "find", "Стамбул", "--world", "cut.tsv"]).refused("line 2");
}
