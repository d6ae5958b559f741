//! What is taken for what, in made tables and in the shared data.
#![allow(clippy::unwrap_used, reason = "a test that fails here says where")]

mod files;

use files::{csv, shared_data};
use std::collections::BTreeMap;
use tizim_model::{List, ListRecords, Role, Value};
use tizim_read::{DateOrder, RawTable, ReadOptions, guess_columns, interpret, read_table};

/// Returns the role of each header.
fn roles(table: &RawTable) -> BTreeMap<String, Role> {
    guess_columns(table).into_iter().map(|guess| (guess.spec.header, guess.spec.role)).collect()
}

fn expect(table: &RawTable, expected: &[(&str, Role)]) {
    let found = roles(table);
    for (header, role) in expected {
        assert_eq!(found.get(*header), Some(role), "{header} of {:?}", table.headers());
    }
}

fn records(table: &RawTable) -> ListRecords {
    let specs: Vec<_> = guess_columns(table).into_iter().map(|guess| guess.spec).collect();
    let list = List { name: "list".to_owned(), no_duplicates: false, already_linked: false };
    interpret(table, list, "file", &specs).unwrap()
}

fn shown(records: &ListRecords, field: &str) -> Vec<String> {
    let column = records.columns.iter().find(|column| column.name == field).unwrap();
    let cell =
        |code: &tizim_model::Code| code.position().map_or(String::new(), |at| column.entries[at].display());
    column.codes.iter().map(cell).collect()
}

fn order_of(dates: &[&str]) -> (Option<DateOrder>, String) {
    let table = csv(format!("name,date of birth\nA B,{}\n", dates.join("\nC D,")));
    let guess = guess_columns(&table).swap_remove(1);
    (guess.spec.date_order, guess.why)
}

#[test]
fn day_or_month_first_is_found_and_said() {
    assert_eq!(order_of(&["03/04/2016", "25/12/1990"]).0, Some(DateOrder::DayFirst));
    assert_eq!(order_of(&["03/04/2016", "12/25/1990"]).0, Some(DateOrder::MonthFirst));
    assert_eq!(order_of(&["85/03/14", "99/04/05"]).0, Some(DateOrder::YearFirst));
    assert_eq!(order_of(&["1990-05-06", "6 May 1990"]).0, None);
    let (order, why) = order_of(&["03/04/2016", "05/06/1990"]);
    assert_eq!(order, Some(DateOrder::DayFirst));
    assert!(why.contains("assumed"), "{why}");
    let (order, why) = order_of(&["13/04/2016", "14/04/2016", "05/26/1990"]);
    assert_eq!(order, Some(DateOrder::DayFirst));
    assert!(why.contains("1 different cells have the month first"), "{why}");
    let table = csv("name,date of birth,date of death\nA B,03/04/1990,12/25/2015\n");
    let orders: Vec<_> = guess_columns(&table).iter().map(|guess| guess.spec.date_order).collect();
    assert_eq!(orders, [None, Some(DateOrder::MonthFirst), Some(DateOrder::MonthFirst)]);
}

#[test]
fn year_month_and_day_become_one_date() {
    let table = csv(
        "name,year,month,day,by,bm\nA B,2015,January,1,1990,7\nC D,2015,,,1991,\nE F,2015,3,4,,\nG H,2015,13,1,1990,0\nI J,2015,Foo,1,1990,1\n",
    );
    let records = records(&table);
    assert_eq!(
        shown(&records, "event_date"),
        ["2015-01-01", "2015", "2015-03-04", "2015-13-1", "2015-(Foo?)-1"]
    );
    assert_eq!(shown(&records, "birth_date"), ["1990-07", "1991", "", "1990", "1990-01"]);
    assert_eq!(records.quarantine.len(), 2);
    assert_eq!(records.quarantine[0].column.as_deref(), Some("year, month, day"));
}

#[test]
fn fname_by_what_stands_beside_it() {
    expect(
        &csv("id,gname,fname\n1,Ann,Lee\n2,Bob,Ray\n"),
        &[("fname", Role::FamilyName), ("gname", Role::GivenName)],
    );
    expect(
        &csv("id,fname,lname\n1,Ann,Lee\n2,Bob,Ray\n"),
        &[("fname", Role::GivenName), ("lname", Role::FamilyName)],
    );
    expect(
        &csv("nombre,apellido\nAna,Paz\nLuz,Gil\n"),
        &[("nombre", Role::GivenName), ("apellido", Role::FamilyName)],
    );
    expect(&csv("nombre,edad\nAna Paz,3\nLuz Gil,4\n"), &[("nombre", Role::Name)]);
    expect(&csv("имя,возраст\nАнна Ким,3\nИван Цой,4\n"), &[("имя", Role::Name)]);
}

#[test]
fn mujer_is_not_man() {
    let table = csv("nombre,sexo\nAna Paz,M\nJosé Gil,H\n");
    assert_eq!(shown(&records(&table), "sex"), ["woman", "man"]);
    let table = csv("name,sex\nAna Paz,F\nJosé Gil,M\n");
    assert_eq!(shown(&records(&table), "sex"), ["woman", "man"]);
}

#[test]
fn excel_days_in_a_date_column() {
    let table = csv("name,date of birth\nA B,31117\nC D,44567.0\nE F,6 Jan 2022\n");
    assert_eq!(shown(&records(&table), "birth_date"), ["1985-03-11", "2022-01-06", "2022-01-06"]);
}

#[test]
fn flags_are_lists_only_in_a_table_without_names() {
    let flags = "1,1,0\n0,1,1\n1,0,1\n";
    let lists = csv(format!("Police,Church,Union\n{flags}"));
    expect(&lists, &[("Police", Role::OnList), ("Church", Role::OnList), ("Union", Role::OnList)]);
    assert_eq!(shown(&records(&lists), "Church"), ["yes", "yes", "no"]);
    let named = csv("name,mask,camera,armed\nA B,1,1,0\nC D,0,1,1\nE F,1,0,1\nG H,1,0,1\n");
    expect(&named, &[("mask", Role::Category), ("camera", Role::Category), ("armed", Role::Category)]);
}

#[test]
fn headed_so_but_not_so() {
    let table = csv("name,age,date\nA B,north,early\nC D,south,late\nE F,north,early\nG H,north,late\n");
    expect(&table, &[("age", Role::Category), ("date", Role::Category)]);
    let guesses = guess_columns(&table);
    assert!(guesses[1].why.contains("headed like age"), "{}", guesses[1].why);
}

#[test]
fn nothing_is_dropped_and_no_field_is_named_twice() {
    let table = csv("name,name,status,Status,place,town,id,ID,xyz,Имя\nA,B,c,d,e,f,1,2,g,h\n");
    let records = records(&table);
    assert_eq!(records.columns.len(), 10);
    let mut names: Vec<_> = records.columns.iter().map(|column| column.name.clone()).collect();
    names.sort();
    names.dedup();
    assert_eq!(names.len(), 10, "{names:?}");
}

#[test]
fn the_labelled_sets() {
    let Some(data) = shared_data() else { return };
    let read = |set: &str| {
        read_table(&data.join("linkage").join(set).join("records.csv"), &ReadOptions::default()).unwrap()
    };
    let own = ("record_id", Role::OwnId);
    for set in ["fake_1000", "fake_20000"] {
        expect(
            &read(set),
            &[
                own,
                ("source", Role::Carried),
                ("first_name", Role::GivenName),
                ("surname", Role::FamilyName),
                ("dob", Role::BirthDate),
                ("city", Role::Place),
                ("email", Role::Identifier),
            ],
        );
    }
    for set in ["febrl1", "febrl2", "febrl3", "febrl4", "febrl_c5000"] {
        expect(
            &read(set),
            &[
                own,
                ("given_name", Role::GivenName),
                ("surname", Role::FamilyName),
                ("street_number", Role::Address),
                ("address_1", Role::Address),
                ("suburb", Role::Place),
                ("postcode", Role::Postcode),
                ("state", Role::Region),
                ("date_of_birth", Role::BirthDate),
                ("soc_sec_id", Role::Identifier),
            ],
        );
    }
    expect(&read("febrl4"), &[("source", Role::ListName)]);
    expect(&read("febrl_c5000"), &[("age", Role::Age), ("phone_number", Role::Identifier)]);
    expect(
        &read("historical_a"),
        &[
            own,
            ("full_name", Role::Name),
            ("first_and_surname", Role::Carried),
            ("first_name", Role::GivenName),
            ("surname", Role::FamilyName),
            ("dob", Role::BirthDate),
            ("birth_place", Role::Place),
            ("postcode_fake", Role::Postcode),
            ("gender", Role::Sex),
            ("occupation", Role::Category),
        ],
    );
    for set in ["multilink_dup_data", "multilink_no_dup_data"] {
        expect(
            &read(set),
            &[
                own,
                ("source", Role::ListName),
                ("sex", Role::Sex),
                ("gname", Role::GivenName),
                ("fname", Role::FamilyName),
                ("phone", Role::Identifier),
                ("postcode", Role::Postcode),
                ("age", Role::Age),
                ("occup", Role::Category),
            ],
        );
    }
    expect(
        &read("brl_twofiles"),
        &[
            own,
            ("source", Role::ListName),
            ("gender", Role::Sex),
            ("fname", Role::FamilyName),
            ("age", Role::Category),
        ],
    );
    let born = read("rldata500");
    expect(
        &born,
        &[
            ("fname_c1", Role::GivenName),
            ("fname_c2", Role::MiddleName),
            ("lname_c1", Role::FamilyName),
            ("by", Role::BirthYear),
            ("bm", Role::BirthMonth),
            ("bd", Role::BirthDay),
        ],
    );
    assert!(records(&born).quarantine.is_empty());
    assert_eq!(shown(&records(&born), "birth_date")[0], "1929-07-04");
    expect(
        &read("synth_latin"),
        &[
            own,
            ("source", Role::ListName),
            ("father_name", Role::FatherName),
            ("event_date", Role::EventDate),
            ("place", Role::Place),
        ],
    );
    expect(
        &read("synth_arabic"),
        &[own, ("name", Role::Name), ("sex", Role::Sex), ("age", Role::Age), ("dob", Role::BirthDate)],
    );
}

#[test]
fn the_lists_of_victims() {
    let Some(data) = shared_data() else { return };
    let read = |file: &str| read_table(&data.join(file), &ReadOptions::default()).unwrap();
    expect(
        &read("police_killings/guardian_2015_2016.csv"),
        &[
            ("row_id", Role::OwnId),
            ("list", Role::Carried),
            ("name", Role::Name),
            ("age", Role::Age),
            ("gender", Role::Sex),
            ("raceethnicity", Role::Category),
            ("month", Role::EventMonth),
            ("day", Role::EventDay),
            ("year", Role::EventYear),
            ("streetaddress", Role::Address),
            ("city", Role::Place),
            ("state", Role::Region),
            ("classification", Role::Cause),
            ("lawenforcementagency", Role::Organisation),
            ("armed", Role::Category),
        ],
    );
    assert_eq!(
        shown(&records(&read("police_killings/guardian_2015_2016.csv")), "event_date")[0],
        "2015-01-01"
    );
    expect(
        &read("police_killings/wapo_2015_2016.csv"),
        &[
            ("row_id", Role::OwnId),
            ("name", Role::Name),
            ("date", Role::EventDate),
            ("manner_of_death", Role::Cause),
            ("signs_of_mental_illness", Role::Category),
            ("body_camera", Role::Category),
            ("longitude", Role::Longitude),
        ],
    );
    for file in ["list_u3_2024-04-30", "list_u4_2024-06-30"] {
        expect(
            &read(&format!("gaza/{file}.csv")),
            &[
                ("row_id", Role::OwnId),
                ("name", Role::Name),
                ("en_name", Role::OtherName),
                ("age", Role::Age),
                ("dob", Role::BirthDate),
                ("sex", Role::Sex),
                ("source", Role::Category),
            ],
        );
    }
    for file in ["list_u6_2025-03-23", "list_u7_2025-06-15"] {
        expect(
            &read(&format!("gaza/{file}.csv")),
            &[("Name", Role::OtherName), ("الاسم", Role::Name), ("Born", Role::BirthDate)],
        );
    }
    expect(
        &read("gaza/airwars_victims.csv"),
        &[
            ("row_id", Role::OwnId),
            ("incident_date", Role::EventDate),
            ("family_id", Role::Carried),
            ("age_years", Role::Age),
            ("age_group", Role::Category),
            ("gender", Role::Sex),
            ("killed_or_injured", Role::Act),
        ],
    );
    for file in
        ["usbp_foia_2014_2017", "medical_examiners_pima_sandiego_2014_2017", "iom_mmp_named_2014_2017"]
    {
        let table = read(&format!("missing_migrants/{file}.csv"));
        expect(
            &table,
            &[
                ("row_id", Role::OwnId),
                ("date", Role::EventDate),
                ("name", Role::Name),
                ("state", Role::Region),
                ("county", Role::Place),
                ("lat", Role::Latitude),
                ("lon", Role::Longitude),
                ("country_of_origin", Role::Category),
            ],
        );
    }
    let examiners = records(&read("missing_migrants/medical_examiners_pima_sandiego_2014_2017.csv"));
    let names = examiners.columns.iter().find(|column| column.role == Role::Name).unwrap();
    assert!(names.entries.iter().any(|entry| &*entry.raw == "Unidentified" && entry.value == Value::Unknown));
    for (file, lists) in [
        ("caloocan_police", 12),
        ("manila_police", 9),
        ("manila_unidentified", 9),
        ("quezon_police", 9),
        ("quezon_unidentified", 9),
    ] {
        let table = read(&format!("ph_drug_killings/{file}.csv"));
        expect(&table, &[("row_id", Role::OwnId), ("Date", Role::EventDate), ("Location", Role::Place)]);
        assert_eq!(roles(&table).values().filter(|role| **role == Role::OnList).count(), lists, "{file}");
    }
}
