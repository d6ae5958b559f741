//! Pages as they are saved from sites of many countries, translated by machines among them, with lines that are no article around them.

use crate::expected::{expect_in, page, says};
use tizim_text::Modality::{Alleged, Asserted, Demanded, Denied, Predicted, Reported};

#[test]
fn a_strike_that_spreads_and_prisons_that_fill() {
    let text = "Author: Lena Marchuk\n20.08.2020 14:05\nViews: 3120\nPolitics, Society\n\n\
        Factories stop, prisons fill: the second week of the uprising\n\n\
        The strike at the tractor plant of Orsha, which began on August 14, has spread to three more enterprises. \
        About 4 thousand workers gathered at the gates on Monday and demanded the resignation of the president and the release of all political prisoners. \
        The management threatens to fire everyone who does not return to the machines.\n\n\
        Recall that after the election on August 9 the riot police used stun grenades and rubber bullets against the demonstrators. \
        According to the Interior Ministry, 6,700 people were detained in four days.\n\n\
        In Rechitsa, 25-year-old Maksim Vihota died in custody on August 12. His mother said that he was kept in a prison van for several hours. \
        So far, not a single policeman has been charged.\n\nRead also: Who will pay for the strike?\nSubscribe to our channel in Telegram\n";
    expect_in(
        &page(text, "2020-08-20"),
        &[
            says("strike", Asserted, "The strike at the tractor plant").on("2020-08-14"),
            says("protest", Asserted, "gathered at the gates").by("workers").least(4_000).on("2020-08-17"),
            says("appeal", Demanded, "demanded the resignation").by("workers"),
            says("attack", Asserted, "used stun grenades").by("police").on("2020-08-09"),
            says("detention", Reported, "6,700 people").least(6_700).source("the Interior Ministry"),
            says("killing", Asserted, "died in custody").victim("Maksim Vihota").on("2020-08-12"),
            says("detention", Reported, "kept in a prison van").source("His mother"),
            says("trial", Asserted, "not a single policeman").least(0).not(),
        ],
        11,
    );
}

#[test]
fn those_who_give_rival_tolls() {
    let text = "HOME | NATION | WORLD | SPORTS\nBishops assaulted as toll passes 300\n\nBy Rodrigo Canteros, July 11, 2018\n\n\
        Hooded men armed with pistols attacked a delegation of bishops on Monday at the basilica of Dirianda.\n\n\
        The Association of Lawyers for Human Rights puts the number of dead since April 18 at 351. The government acknowledges only 47 and blames \"terrorists\" for the violence. \
        The opposition denies the figure of 47 dead.\n\n\
        Students entrenched in the university have called for early elections. The Civic League announced a national strike for Friday, July 13, and a march the following day.\n\
        Medardo Mairas has not been seen since he was arrested at the airport on July 9. His lawyer denies that he has been charged with anything. \
        The next day his brother found his body in a ditch.\n\nShare this article\n";
    expect_in(
        &page(text, "2018-07-11"),
        &[
            says("attack", Asserted, "attacked a delegation").by("Hooded men").on("2018-07-09"),
            says("killing", Reported, "the number of dead").least(351).source("Association of Lawyers"),
            says("accusation", Alleged, "blames \"terrorists\"").by("The government"),
            says("killing", Reported, "the figure of 47").least(47),
            says("killing", Denied, "denies the figure of 47").least(47),
            says("appeal", Demanded, "called for early elections").by("Students"),
            says("strike", Predicted, "announced a national strike").by("Civic League").on("2018-07-13"),
            says("protest", Predicted, "a march the following day").on("2018-07-14"),
            says("detention", Asserted, "arrested at the airport").victim("Medardo Mairas").on("2018-07-09"),
            says("trial", Denied, "charged with anything").source("His lawyer"),
            says("body_found", Asserted, "found his body").by("his brother").on("2018-07-10"),
        ],
        16,
    );
}

#[test]
fn bodies_in_a_river() {
    let text = "Dozens of bodies pulled from the river\n\nThursday 6 June 2019 18:22 GMT\n\n\
        Forty bodies have been recovered from the river in Kharfa since Monday's attack on the sit-in, doctors linked to the opposition said. \
        An official of the health ministry denied the figure, saying that no more than 46 people had died across the country.\n\n\
        Soldiers of the National Guard fired live rounds at the crowd and carried away the bodies of the dead. \
        The morgue did not return; families were not given the bodies. Two days later the army lifted the curfew.\n\
        The League of Arab Lawyers suspended the membership of the judges on Wednesday and demanded the handover of power.\n\nAdvertisement\n";
    expect_in(
        &page(text, "2019-06-10"),
        &[
            says("body_found", Reported, "Forty bodies").least(40).source("doctors"),
            says("attack", Reported, "attack on the sit-in").on("2019-06-10"),
            says("attack", Asserted, "fired live rounds").by("Soldiers of the National Guard"),
            says("body_missing", Asserted, "carried away the bodies").by("Soldiers"),
            says("body_withheld", Asserted, "not given the bodies"),
            says("legal_act", Asserted, "lifted the curfew").by("the army"),
            says("legal_act", Asserted, "suspended the membership").on("2019-06-05"),
            says("appeal", Demanded, "demanded the handover").by("League of Arab Lawyers"),
        ],
        12,
    );
}

#[test]
fn raids_closures_and_demands_of_an_opinion() {
    let text = "Posted on: 05.11.2016 09:12\nThey want to silence us\n\n\
        Police raided the homes of deputies in five provinces at midnight on Friday. Nine deputies were arrested by the court on charges of membership of a banned group. \
        Three were released under judicial control.\n\n\
        Nine people, including two policemen, lost their lives and more than 100 people were injured when a car bomb exploded. On Saturday the Red Dawn claimed responsibility for the attack.\n\n\
        In the port the police dispersed a group in front of the party building and took at least 20 people into custody. \
        Since the coup attempt of July 15, 140 newspapers have been closed by decree. The plant, privatised by decree of the president, stands still.\n\n\
        The deputies must be released immediately, the state of emergency must be lifted.\nTags: deputies, detention\n";
    expect_in(
        &page(text, "2016-11-05"),
        &[
            says("persecution", Asserted, "raided the homes").by("Police").on("2016-11-04"),
            says("detention", Asserted, "arrested by the court").by("the court").least(9),
            says("release", Asserted, "Three were released").least(3),
            says("killing", Asserted, "lost their lives").least(9),
            says("injury", Asserted, "100 people were injured").least(101),
            says("other", Asserted, "claimed responsibility").by("Red Dawn").on("2016-11-05"),
            says("attack", Asserted, "dispersed a group").by("police"),
            says("detention", Asserted, "20 people into custody").least(20),
            says("legal_act", Asserted, "closed by decree").victim("140 newspapers").least(140),
            says("legal_act", Asserted, "privatised by decree").by("the president"),
            says("appeal", Demanded, "must be released"),
            says("appeal", Demanded, "must be lifted"),
        ],
        17,
    );
}

#[test]
fn a_village_and_the_body_that_is_kept() {
    let text = "Villagers continue to resist, demand return of the body\nPublished: 2011-12-15 10:31   Source: our correspondent   Editor: Li\n\n\
        Xue Jinshan, one of the villagers elected to negotiate, was taken away by plainclothes police on December 9. Two days later he died in the county hospital. \
        His daughter said that the family was not allowed to see the body.\n\n\
        The villagers accuse local officials of selling the land. The village committee made three demands: to return the body, to release the others, and to cancel the deal. \
        The county government announced that two officials had been dismissed from their posts. No one has been punished for his death.\n\nCopyright 2011. All rights reserved.\n";
    expect_in(
        &page(text, "2011-12-15"),
        &[
            says("detention", Asserted, "taken away by plainclothes police").on("2011-12-09"),
            says("killing", Asserted, "he died in the county hospital").on("2011-12-11"),
            says("body_withheld", Reported, "not allowed to see the body").source("His daughter"),
            says("accusation", Alleged, "accuse local officials").victim("local officials"),
            says("appeal", Demanded, "to return the body").source("The village committee"),
            says("appeal", Demanded, "to release the others").source("The village committee"),
            says("appeal", Demanded, "to cancel the deal").source("The village committee"),
            says("legal_act", Reported, "dismissed from their posts").source("The county government"),
        ],
        11,
    );
}

#[test]
fn a_riot_and_those_who_flee() {
    let text = "After the pogrom: what officials do not say\n\n\
        The number of those killed in the riots in the south reached 187 people by the evening of June 15, the Ministry of Health reported. \
        It is still not clear how many people were killed in the villages.\n\n\
        Eyewitnesses claim that men in military uniform fired at people. On June 12 the government introduced a state of emergency. \
        More than 75 thousand refugees crossed the border. A detachment of 300 armed men, together with 20 militants, crossed the border from the south.\n\n\
        The activist Azim Askarbek was arrested on June 13. He is accused of inciting hatred. According to the constitution, he has the right to a lawyer. \
        Two of his neighbours are said to have died. It is necessary to punish the guilty.\n\nComments (12)\n";
    let found = expect_in(
        &page(text, "2010-06-16"),
        &[
            says("killing", Reported, "reached 187 people")
                .least(187)
                .source("the Ministry of Health")
                .on("2010-06-15"),
            says("attack", Reported, "fired at people").by("men").source("Eyewitnesses"),
            says("legal_act", Asserted, "introduced a state of emergency")
                .by("the government")
                .on("2010-06-12"),
            says("attack", Asserted, "crossed the border from the south"),
            says("detention", Asserted, "was arrested on June 13").victim("Azim Askarbek").on("2010-06-13"),
            says("accusation", Alleged, "accused of inciting").victim("Azim Askarbek"),
            says("appeal", Demanded, "It is necessary to punish"),
        ],
        13,
    );
    let refugees = |quote: &str| quote.contains("75 thousand refugees");
    assert!(!found.claims.iter().any(|claim| claim.claim_type == "attack" && refugees(claim.quote.of(text))));
    assert!(
        found
            .claims
            .iter()
            .all(|claim| claim.attributed_to.is_none_or(|it| !it.of(text).contains("constitution")))
    );
}

#[test]
fn a_camp_that_is_cleared() {
    let text = "CAIRO, August 18 - The cabinet met on Sunday to discuss a proposal to dissolve the Brotherhood of Light after security forces killed more than 600 people in clearing two camps on Wednesday.\n\n\
        The health ministry put the toll of the week at 638. Interior Minister Sami Haddad said 43 policemen were among the dead. \
        On Friday, 173 people were killed in clashes, including 95 in the capital, and 1,330 were wounded. More than 1,000 people were arrested.\n\n\
        Rights groups demanded an independent inquiry. Omar Barad resigned in protest at the bloodshed. The vice-president urged the army to show restraint, blamed both sides and promised a commission.\n";
    expect_in(
        &page(text, "2013-08-18"),
        &[
            says("killing", Asserted, "security forces killed")
                .by("security forces")
                .least(601)
                .on("2013-08-14"),
            says("killing", Reported, "toll of the week").least(638).source("The health ministry"),
            says("killing", Reported, "among the dead").least(43).source("Sami Haddad"),
            says("killing", Asserted, "173 people were killed").least(173).on("2013-08-16"),
            says("injury", Asserted, "1,330 were wounded").least(1_330),
            says("detention", Asserted, "people were arrested").least(1_001),
            says("appeal", Demanded, "demanded an independent inquiry").by("Rights groups"),
            says("other", Asserted, "resigned").by("Omar Barad"),
            says("accusation", Alleged, "blamed both sides"),
        ],
        13,
    );
}

#[test]
fn an_agency_and_who_denies_its_figure() {
    let text = "At least 208 people were killed in protests over the price of gasoline, Rights Without Borders said on Monday, raising an earlier estimate of 161. \
        The protests began on November 15 in the south. Snipers on the roofs of government buildings fired at demonstrators. Authorities shut down the internet on Saturday. \
        Police spokesman Farid Moradi disclosed that 22 policemen were wounded.\n\
        Nika Esfand, 14, was shot in the head on November 16. Her father found her body in the morgue of Kahriz.\n\
        There were numerous reports of arrests and searches. Two bloggers, Sima Azari and Reza Kamal, were picked up last week. Mir Hossein Mosavat is under house arrest.\n";
    expect_in(
        &page(text, "2019-12-02"),
        &[
            says("killing", Reported, "At least 208 people").least(208).source("Rights Without Borders"),
            says("protest", Asserted, "The protests").on("2019-11-15"),
            says("attack", Asserted, "fired at demonstrators").by("Snipers"),
            says("legal_act", Asserted, "shut down the internet").by("Authorities"),
            says("injury", Reported, "22 policemen were wounded").least(22).source("Farid Moradi"),
            says("body_found", Asserted, "found her body").by("Her father"),
            says("detention", Reported, "reports of arrests").source("numerous reports"),
            says("detention", Asserted, "picked up last week").victim("Sima Azari").least(2),
            says("detention", Asserted, "under house arrest").victim("Mir Hossein Mosavat"),
        ],
        14,
    );
}

#[test]
fn a_strike_that_is_shot_at() {
    let text = "What the police don't want counted\n\n\
        Four days after police shot dead 34 of them on a hill outside Rustenberg, the mine gave its striking drillers until Monday to return. \
        The strike began on August 10, when 3,000 drillers walked out demanding a rise. The 78 wounded lie in two hospitals; another 259 were arrested and charged with public violence.\n\n\
        Thandi Mathe, president of the union, accused the company of lying. Railway workers have been on strike since early August. \
        The President announced a commission of inquiry. Four organisers sentenced to long terms are in prison. The union was disbanded in 2007. Its members were dismissed.\n";
    expect_in(
        &page(text, "2012-08-20"),
        &[
            says("killing", Asserted, "police shot dead 34").by("police").least(34),
            says("strike", Asserted, "The strike began").on("2012-08-10"),
            says("strike", Asserted, "walked out demanding").by("drillers").least(3_000),
            says("injury", Asserted, "The 78 wounded").least(78),
            says("detention", Asserted, "259 were arrested").least(259),
            says("strike", Asserted, "on strike since early August").by("Railway workers"),
            says("legal_act", Asserted, "announced a commission of inquiry").by("The President"),
            says("trial", Asserted, "sentenced to long terms").victim("Four organisers").least(4),
            says("legal_act", Asserted, "The union was disbanded").victim("The union").on("2007"),
            says("persecution", Asserted, "were dismissed").victim("Its members"),
        ],
        16,
    );
}

#[test]
fn mothers_who_block_a_road() {
    let text = "Women against the mobilization\nElena Soroka, 1 October 2022, 19:40\n\
        On Sunday, September 25, the inhabitants of the village of Enderi blocked the federal highway; the police shot into the air. At the theatre, at least 120 people were detained, among them four journalists.\n\n\
        Criminal cases have been initiated against 30 participants of the rally. Lawyers complain that they are not allowed to see their clients.\n\n\
        The committee of mothers collected more than 5 thousand signatures under an appeal to the president. A demand for talks was made by the drivers of the depot. \
        The head of the region, Sergei Melnik, called the organizers traitors.\nFound a mistake? Select it and press Ctrl+Enter\n";
    expect_in(
        &page(text, "2022-10-01"),
        &[
            says("protest", Asserted, "blocked the federal highway").by("inhabitants").on("2022-09-25"),
            says("attack", Asserted, "shot into the air").by("police"),
            says("detention", Asserted, "at least 120 people").least(120),
            says("legal_act", Asserted, "Criminal cases have been initiated"),
            says("appeal", Demanded, "5 thousand signatures").by("committee of mothers").least(5_001),
        ],
        10,
    );
}

#[test]
fn an_election_and_who_was_held() {
    let text = "Students count their missing\nDAKAR, June 5 - The interior minister said on Sunday that 16 people had died in three days of riots, while the Red Cross reported 357 wounded. \
        The violence broke out after a court on Thursday sentenced opposition leader Ousmane Sarr to two years in prison. He was acquitted of rape.\n\n\
        Fatou Diope demanded an autopsy and has not been allowed to see the body. Police chief Ibrahima Dione accused protesters of hiding behind children. \
        The government suspended mobile internet on Sunday and closed ten consulates.\n\
        The parties demand the repeal of the law, the release of 20 miners and the dissolution of parliament. Tear gas was used. The Civic Forum, founded in 2019, opened an archive; the prosecutor opened an inquiry.\n";
    expect_in(
        &page(text, "2023-06-05"),
        &[
            says("killing", Reported, "16 people had died").least(16).source("The interior minister"),
            says("injury", Reported, "357 wounded").least(357).source("the Red Cross"),
            says("trial", Asserted, "sentenced opposition leader")
                .by("a court")
                .victim("Ousmane Sarr")
                .on("2023-06-01"),
            says("trial", Asserted, "acquitted of rape").victim("Ousmane Sarr"),
            says("appeal", Demanded, "demanded an autopsy").by("Fatou Diope"),
            says("body_withheld", Asserted, "not been allowed to see the body"),
            says("accusation", Alleged, "accused protesters").by("Ibrahima Dione"),
            says("legal_act", Asserted, "suspended mobile internet").by("The government").on("2023-06-04"),
            says("appeal", Demanded, "demand the repeal of the law").by("The parties"),
            says("attack", Asserted, "Tear gas was used"),
            says("legal_act", Asserted, "opened an inquiry").by("the prosecutor"),
        ],
        14,
    );
}

#[test]
fn a_man_who_was_last_seen_in_custody() {
    let text = "The shots of the holiday\nAuthor: S. Omar\n\n\
        The workers of the Ozen company had been on strike since May 26. On December 17 the president declared a state of emergency in the city until January 5.\n\n\
        Askar Kenzhebaev was detained on December 19. Relatives washed him: the death of Askar Kenzhebaev is called an accident by nobody. \
        Rosa Tulegen, an activist of the strikers, was summoned for interrogation and has not returned home. Her daughter believes that she is being tortured. \
        Residents say that bodies were taken away at night. The opposition proposes to create a commission.\n";
    expect_in(
        &page(text, "2011-12-25"),
        &[
            says("strike", Asserted, "on strike since May 26").by("The workers").on("2011-05-26/2011-12-25"),
            says("legal_act", Asserted, "declared a state of emergency").by("the president").on("2011-12-17"),
            says("detention", Asserted, "was detained on December 19").victim("Askar Kenzhebaev"),
            says("killing", Asserted, "the death of Askar Kenzhebaev").on("2011-12-19/2011-12-25"),
            says("persecution", Asserted, "summoned for interrogation").victim("Rosa Tulegen"),
            says("disappearance", Asserted, "has not returned home"),
            says("torture", Reported, "being tortured").source("Her daughter"),
            says("body_missing", Reported, "bodies were taken away").source("Residents"),
            says("appeal", Demanded, "proposes to create a commission").by("The opposition"),
        ],
        11,
    );
}
