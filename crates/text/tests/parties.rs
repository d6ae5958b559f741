//! Who did, who suffered and of whom it is demanded, where several acts share somebody or the words beside an act are more than who.
//!
//! Written for these tests; persons, bodies and places are invented.

use tizim_text::{Article, Claim, ClaimRole, Options, ParticipantKind, Rules, check, extract, stated_day};

/// The claims of a text published on 12 May 2023 that are no guesses, each of them grounded.
fn claims(text: &str) -> Vec<Claim> {
    let published = stated_day("2023-05-12");
    let found = extract(&Article { text, published, ..Article::default() }, &Options::default());
    for claim in &found.claims {
        assert_eq!(check(claim, text, &found.parts, Rules::of(None)), Ok(()));
    }
    found.claims.into_iter().filter(|claim| !claim.is_guess).collect()
}

/// The names of a role in the first claim of a type; `None` if there is no such claim.
fn names(text: &str, claim_type: &str, role: ClaimRole) -> Option<Vec<String>> {
    let claim = claims(text).into_iter().find(|claim| claim.claim_type == claim_type)?;
    Some(claim.who.iter().filter(|who| who.role == role).map(|who| who.name.clone()).collect())
}

#[test]
fn acts_that_and_joins_share_whom_they_befell() {
    for (text, types, victim) in [
        ("Police beat and detained Ivan Karov.", &["injury", "detention"][..], "Ivan Karov"),
        ("Police beat, robbed and detained Ivan Karov.", &["injury", "detention"], "Ivan Karov"),
        ("Soldiers beat and robbed three farmers on the road.", &["injury"], "three farmers"),
        (
            "Gunmen stormed the house, abducted and later killed Ahmad Karimi.",
            &["disappearance", "killing"],
            "Ahmad Karimi",
        ),
        (
            "The abduction and killing of two teachers led to a strike.",
            &["disappearance", "killing"],
            "two teachers",
        ),
        ("The arrest and deportation of 40 migrants was condemned.", &["detention"], "40 migrants"),
        ("The torture and arrest of Maria Lopez caused outrage.", &["torture", "detention"], "Maria Lopez"),
    ] {
        for claim_type in types {
            let victims = names(text, claim_type, ClaimRole::Victim);
            assert_eq!(victims.as_deref(), Some(&[victim.to_owned()][..]), "{claim_type} in {text}");
        }
    }
}

#[test]
fn a_verb_without_an_object_shares_none() {
    let text = "Police wounded the driver and fled.";
    assert_eq!(names(text, "injury", ClaimRole::Victim), Some(vec!["the driver".to_owned()]));
}

#[test]
fn of_whom_it_is_demanded() {
    for (text, who) in [
        ("The movement demanded that President Tarek Aruz carry out reforms of the courts.", "Tarek Aruz"),
        ("The union called on the government to release the strikers.", "the government"),
        ("The group urged the authorities of the republic to free Ivan Karov.", "the authorities"),
        (
            "The drillers recorded a collective appeal to Tarek Aruz demanding the return of their plant.",
            "Tarek Aruz",
        ),
        ("The families demanded of the ministry that the bodies be handed over.", "the ministry"),
        ("Профсоюз потребовал от мэра города прекратить увольнения.", "мэра города"),
        ("Матери обратились к президенту с просьбой о помиловании.", "президенту"),
        ("Правозащитники призвали власти Таврии освободить Ивана Карова.", "власти Таврии"),
    ] {
        assert_eq!(names(text, "appeal", ClaimRole::Addressee), Some(vec![who.to_owned()]), "{text}");
    }
}

#[test]
fn what_is_demanded_is_no_addressee() {
    for text in [
        "The committee demanded that the prisoners be released.",
        "Workers demanded higher wages.",
        "Protesters demanded the resignation of the mayor.",
        "The demand to return the former name of the capital was refused.",
        "Депутаты потребовали освобождения задержанных.",
    ] {
        let addressees = names(text, "appeal", ClaimRole::Addressee);
        assert!(addressees.is_none_or(|who| who.is_empty()), "{text}");
    }
}

#[test]
fn words_that_lead_those_who_are_meant_are_no_part_of_them() {
    for (text, claim_type, role, who) in [
        ("Thus, the miners demanded a pay rise.", "appeal", ClaimRole::Actor, "the miners"),
        ("A new strike of port workers demanding safety began.", "appeal", ClaimRole::Actor, "port workers"),
        ("The figure of 225 people killed so far satisfies few.", "killing", ClaimRole::Victim, "225 people"),
        ("Cases of activists being detained are reported.", "detention", ClaimRole::Victim, "activists"),
    ] {
        assert_eq!(names(text, claim_type, role), Some(vec![who.to_owned()]), "{text}");
    }
}

#[test]
fn who_is_called_after_what_they_do_keeps_it() {
    for (text, who) in [
        ("Motorcycle-riding men shot dead a judge.", "Motorcycle-riding men"),
        ("Protesting miners attacked the office of the company.", "Protesting miners"),
    ] {
        let actors = claims(text).into_iter().flat_map(|claim| claim.who);
        let actors: Vec<String> =
            actors.filter(|actor| actor.role == ClaimRole::Actor).map(|actor| actor.name).collect();
        assert_eq!(actors.first().map(String::as_str), Some(who), "{text}");
    }
}

#[test]
fn the_names_of_bodies_are_whole() {
    for (text, name) in [
        ("The movement “New Taruzia” demanded the release of the detained.", "New Taruzia"),
        (
            "The Socialist Movement of Norway demanded the release of the detained.",
            "Socialist Movement of Norway",
        ),
    ] {
        let found = claims(text).into_iter().flat_map(|claim| claim.who);
        let bodies: Vec<String> =
            found.filter(|who| who.kind == ParticipantKind::Organisation).map(|who| who.name).collect();
        assert!(bodies.contains(&name.to_owned()), "{text} {bodies:?}");
    }
}

/// The names of those who did and of those who suffered the last act of a type.
fn both(text: &str, claim_type: &str) -> [Vec<String>; 2] {
    let claim = claims(text).into_iter().rfind(|claim| claim.claim_type == claim_type);
    let who = claim.expect(text).who;
    [ClaimRole::Actor, ClaimRole::Victim]
        .map(|role| who.iter().filter(|who| who.role == role).map(|who| who.name.clone()).collect())
}

#[test]
fn who_is_accused_or_sentenced_is_said_to_have_done_it() {
    for (text, claim_type, actor) in [
        ("Ivan Karov is accused of killing five people near a college.", "killing", "Ivan Karov"),
        ("Three officers are accused of torturing a student.", "torture", "Three officers"),
        ("The officer was charged with beating a protester to death.", "killing", "The officer"),
        ("Karov was convicted of murdering two journalists.", "killing", "Karov"),
        ("Ivan Karov is accused of killing two men and wounding three.", "injury", "Ivan Karov"),
        ("Петров обвиняется в убийстве двух журналистов.", "killing", "Петров"),
        ("Ивана Петрова осудили за убийство двух журналистов.", "killing", "Иван Петров"),
        ("Полицейских обвинили в избиении студента.", "injury", "Полицейских"),
    ] {
        assert_eq!(both(text, claim_type)[0], [actor.to_owned()], "{text}");
    }
    let acquitted = both("Karov was acquitted of murdering two journalists.", "killing");
    assert_eq!(acquitted[0], Vec::<String>::new());
}

#[test]
fn a_verb_that_hangs_on_another_shares_its_subject() {
    for (text, claim_type, actor, victim) in [
        ("A gunman killed three people before being shot dead by police.", "killing", "police", "A gunman"),
        ("The officer wounded a clerk and then shot himself.", "injury", "", "The officer"),
        ("Two soldiers fled after killing three farmers.", "killing", "Two soldiers", "three farmers"),
        ("Police arrested a man after killing two guards.", "killing", "", "two guards"),
        ("The officer turned his weapon on himself.", "killing", "", "The officer"),
    ] {
        let wanted = [actor, victim].map(|name| Vec::from_iter((!name.is_empty()).then(|| name.to_owned())));
        assert_eq!(both(text, claim_type), wanted, "{text}");
    }
}

#[test]
fn a_name_or_a_pronoun_and_others() {
    for (text, victims) in [
        ("Ivan Karov was beaten. He and eight others were detained.", ["Ivan Karov", "eight others"]),
        ("Иван Петров и ещё восемь активистов были задержаны.", ["Иван Петров", "восемь активистов"]),
        ("Полиция задержала Ивана Петрова и ещё троих рабочих.", ["Иван Петров", "троих рабочих"]),
        (
            "Журналист Иван Петров пришёл на площадь. Он и ещё восемь человек были задержаны.",
            ["Иван Петров", "восемь человек"],
        ),
    ] {
        assert_eq!(both(text, "detention")[1], victims, "{text}");
    }
}

#[test]
fn a_pronoun_is_of_whom_its_gender_fits() {
    for (text, claim_type, victim) in [
        (
            "Peter Vance met Maria Holt at the station. She was detained an hour later.",
            "detention",
            "Maria Holt",
        ),
        ("Peter Vance was walking with Susan Holt. Police beat her with batons.", "injury", "Susan Holt"),
        (
            "Maria Holt and her brother Carlos were at home. He was shot dead by masked men.",
            "killing",
            "Carlos",
        ),
        ("Пётр Ванин встретил Марию Холину на вокзале. Через час её задержали.", "detention", "Мария Холина"),
        ("Мария Холина и Пётр Ванин побежали. Его избили.", "injury", "Пётр Ванин"),
    ] {
        let victims = names(text, claim_type, ClaimRole::Victim);
        assert_eq!(victims.as_deref(), Some(&[victim.to_owned()][..]), "{text}");
    }
}

#[test]
fn who_is_named_before_what_tells_more_of_them() {
    for (text, claim_type, victims) in [
        (
            "The letter was sent by Ana and Dina Holt, two women who have been held by rebels since May.",
            "disappearance",
            &["Ana Holt", "Dina Holt"][..],
        ),
        (
            "The nurses -- Peter Vance and Maria Holt -- were killed on Sunday.",
            "killing",
            &["Peter Vance", "Maria Holt"],
        ),
        ("He replaced Peter Vance, one of those killed, at the school.", "killing", &["Peter Vance"]),
        (
            "The group reported the seizure of Peter Vance, Maria Holt, and Leo Karr, who were captured by soldiers.",
            "detention",
            &["Peter Vance", "Maria Holt", "Leo Karr"],
        ),
        (
            "They killed -- on the orders of their leader -- a mayor and a judge.",
            "killing",
            &["a mayor", "a judge"],
        ),
        (
            "The attack against Supreme Court President Peter Vance was condemned by the union.",
            "attack",
            &["Peter Vance"],
        ),
    ] {
        assert_eq!(names(text, claim_type, ClaimRole::Victim), Some(owned(victims)), "{text}");
    }
    let text = "Five policemen who were dressed in civilian clothes seized Peter Vance.";
    assert_eq!(names(text, "detention", ClaimRole::Actor), Some(vec!["Five policemen".to_owned()]));
}

fn owned(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

#[test]
fn words_of_time_are_nobody() {
    for (text, victim) in [
        ("31 декабря в Твери убит сержант Пётр Ванин.", "Пётр Ванин"),
        ("Позавчера солдаты застрелили учителя Петра Ванина.", "Пётр Ванин"),
        ("Два месяца назад убит активист Пётр Ванин.", "Пётр Ванин"),
    ] {
        // no day of publication
        let found = extract(&Article { text, ..Article::default() }, &Options::default());
        let claim = found.claims.iter().find(|claim| claim.claim_type == "killing").expect(text);
        let victims: Vec<&str> = claim.victims().map(|who| who.name.as_str()).collect();
        assert_eq!(victims, [victim], "{text}");
    }
}

#[test]
fn what_kills_is_nobody_and_whom_it_kills_is_told() {
    for (text, victim) in [
        ("A car bomb killed at least nine people in the town.", "at least nine people"),
        ("The explosion killed 14 miners.", "14 miners"),
        ("The army claims it killed 30 rebels; the rebels say they lost two men.", "30 rebels"),
    ] {
        assert_eq!(names(text, "killing", ClaimRole::Victim), Some(vec![victim.to_owned()]), "{text}");
        let bombs = ["A car bomb", "The explosion"];
        let actors = names(text, "killing", ClaimRole::Actor).unwrap_or_default();
        assert!(!actors.iter().any(|actor| bombs.contains(&actor.as_str())), "{text}");
    }
    let text = "The court acquitted officer Peter Vance of killing Maria Holt.";
    assert_eq!(names(text, "trial", ClaimRole::Victim), Some(vec!["Peter Vance".to_owned()]));
}
