//! The words that numbers are written in, and those that bound them or say none.

use crate::token::Token;
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::LazyLock;

/// Words of numbers with their values; multipliers are told by [`SCALES`].
const WORDS: &[(&str, u64)] = &[
    ("zero", 0),
    ("one", 1),
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("eleven", 11),
    ("twelve", 12),
    ("thirteen", 13),
    ("fourteen", 14),
    ("fifteen", 15),
    ("sixteen", 16),
    ("seventeen", 17),
    ("eighteen", 18),
    ("nineteen", 19),
    ("twenty", 20),
    ("thirty", 30),
    ("forty", 40),
    ("fifty", 50),
    ("sixty", 60),
    ("seventy", 70),
    ("eighty", 80),
    ("ninety", 90),
];

/// Russian numbers with their forms in all cases, collective ones too.
const RUSSIAN: &[(u64, &str)] = &[
    (0, "ноль нуль"),
    (1, "один одна одно одного одну одной одним одному одном"),
    (2, "два две двух двум двумя двое двоих двоим двоими"),
    (3, "три трех трем тремя трое троих троим троими"),
    (4, "четыре четырех четырем четырьмя четверо четверых четверым четверыми"),
    (5, "пять пяти пятью пятеро пятерых пятерым пятерыми"),
    (6, "шесть шести шестью шестеро шестерых шестерым шестерыми"),
    (7, "семь семи семью семеро семерых семерым"),
    (8, "восемь восьми восемью восьмеро восьмерых"),
    (9, "девять девяти девятью девятеро девятерых"),
    (10, "десять десяти десятью десятеро десятерых"),
    (11, "одиннадцать одиннадцати"),
    (12, "двенадцать двенадцати"),
    (13, "тринадцать тринадцати"),
    (14, "четырнадцать четырнадцати"),
    (15, "пятнадцать пятнадцати"),
    (16, "шестнадцать шестнадцати"),
    (17, "семнадцать семнадцати"),
    (18, "восемнадцать восемнадцати"),
    (19, "девятнадцать девятнадцати"),
    (20, "двадцать двадцати"),
    (30, "тридцать тридцати"),
    (40, "сорок сорока"),
    (50, "пятьдесят пятидесяти полсотни полусотни полусотню"),
    (60, "шестьдесят шестидесяти"),
    (70, "семьдесят семидесяти"),
    (80, "восемьдесят восьмидесяти"),
    (90, "девяносто девяноста"),
    (100, "сто ста"),
    (200, "двести двухсот двумстам"),
    (300, "триста трехсот тремстам"),
    (400, "четыреста четырехсот"),
    (500, "пятьсот пятисот"),
    (600, "шестьсот шестисот"),
    (700, "семьсот семисот"),
    (800, "восемьсот восьмисот"),
    (900, "девятьсот девятисот"),
    (500, "полтысячи"),
    (500_000, "полмиллиона"),
];

/// Values of all words of numbers.
pub(super) static VALUES: LazyLock<FxHashMap<&'static str, u64>> = LazyLock::new(|| {
    let russian = RUSSIAN.iter().flat_map(|(value, forms)| forms.split(' ').map(move |form| (form, *value)));
    WORDS.iter().copied().chain(russian).collect()
});

/// Words that numbers are written in beside those of the tables.
const OTHERS: [&str; 18] = [
    "a",
    "both",
    "number",
    "score",
    "half",
    "all",
    "половина",
    "половину",
    "треть",
    "четверть",
    "single",
    "пара",
    "пару",
    "полтора",
    "полторы",
    "полутора",
    "некоторые",
    "некоторых",
];

/// All words from which a number may be read on.
static COUNTING: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| {
    let scaled = SCALES.iter().chain(VAGUE).map(|(word, _)| *word);
    scaled.chain(VALUES.keys().copied()).chain(PAIRS).chain(OTHERS).collect()
});

/// Returns whether a number may be read from a word on: "forty", "forty-two", "dozens", "a" of "a hundred".
pub(crate) fn counts(word: &str) -> bool {
    COUNTING.contains(word.split_once('-').map_or(word, |(tens, _)| tens))
}

/// Words whose number stands behind another that says many: "tens of thousands", "сотни тысяч".
pub(super) const SCORES_OF: &[(&str, u64)] = &[
    ("hundreds", 100),
    ("thousands", 1_000),
    ("millions", 1_000_000),
    ("тысяч", 1_000),
    ("миллионов", 1_000_000),
];

/// The least that a word of [`VAGUE`] means which those may stand behind: "tens", not "several".
pub(super) const LEAST_SCORE: u64 = 20;

pub(super) const SCALES: &[(&str, u64)] = &[
    ("dozen", 12),
    ("hundred", 100),
    ("thousand", 1_000),
    ("million", 1_000_000),
    ("billion", 1_000_000_000),
    ("десяток", 10),
    ("десятка", 10),
    ("десятков", 10),
    ("сотня", 100),
    ("сотню", 100),
    ("сотни", 100),
    ("сотен", 100),
    ("тысяча", 1_000),
    ("тысячу", 1_000),
    ("тысячам", 1_000),
    ("тысячами", 1_000),
    ("тысячах", 1_000),
    ("тысячи", 1_000),
    ("тысяч", 1_000),
    ("тыс", 1_000),
    ("миллион", 1_000_000),
    ("миллиона", 1_000_000),
    ("миллионов", 1_000_000),
    ("млн", 1_000_000),
    ("миллиард", 1_000_000_000),
    ("млрд", 1_000_000_000),
];

/// Words that say many without a number, with the least that they can mean.
pub(super) const VAGUE: &[(&str, u64)] = &[
    ("tens", 20),
    ("dozens", 24),
    ("scores", 40),
    ("hundreds", 200),
    ("thousands", 2_000),
    ("millions", 2_000_000),
    ("several", 2),
    ("many", 2),
    ("numerous", 2),
    ("various", 2),
    ("multiple", 2),
    ("few", 2),
    ("couple", 2),
    ("some", 2),
    ("countless", 2),
    ("десятки", 20),
    ("десятков", 20),
    ("десяткам", 20),
    ("десятками", 20),
    ("десятках", 20),
    ("сотни", 200),
    ("сотен", 200),
    ("сотням", 200),
    ("сотнями", 200),
    ("сотнях", 200),
    ("тысячи", 2_000),
    ("тысячами", 2_000),
    ("несколько", 2),
    ("нескольких", 2),
    ("нескольким", 2),
    ("несколькими", 2),
    ("многие", 2),
    ("много", 2),
    ("многих", 2),
    ("многочисленные", 2),
    ("многочисленных", 2),
    ("множество", 2),
    ("ряд", 2),
];

/// Nouns for two persons.
pub(crate) const PAIRS: [&str; 4] = ["couple", "pair", "duo", "twins"];

/// Words before a number that move its ends.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Bound {
    Above,
    AtLeast,
    Below,
    AtMost,
    About,
}

pub(super) const BOUNDS: &[(&[&str], Bound)] = &[
    (&["more", "than"], Bound::Above),
    (&["greater", "than"], Bound::Above),
    (&["over"], Bound::Above),
    (&["well", "over"], Bound::Above),
    (&["just", "over"], Bound::Above),
    (&["upwards", "of"], Bound::Above),
    (&["above"], Bound::Above),
    (&["exceeding"], Bound::Above),
    (&["at", "least"], Bound::AtLeast),
    (&["no", "fewer", "than"], Bound::AtLeast),
    (&["no", "less", "than"], Bound::AtLeast),
    (&["not", "less", "than"], Bound::AtLeast),
    (&["not", "fewer", "than"], Bound::AtLeast),
    (&["a", "minimum", "of"], Bound::AtLeast),
    (&["as", "many", "as"], Bound::AtMost),
    (&["fewer", "than"], Bound::Below),
    (&["less", "than"], Bound::Below),
    (&["under"], Bound::Below),
    (&["up", "to"], Bound::AtMost),
    (&["at", "most"], Bound::AtMost),
    (&["no", "more", "than"], Bound::AtMost),
    (&["about"], Bound::About),
    (&["around"], Bound::About),
    (&["nearly"], Bound::About),
    (&["close", "to"], Bound::About),
    (&["almost"], Bound::About),
    (&["some"], Bound::About),
    (&["approximately"], Bound::About),
    (&["roughly"], Bound::About),
    (&["an", "estimated"], Bound::About),
    (&["estimated"], Bound::About),
    (&["более"], Bound::Above),
    (&["более", "чем"], Bound::Above),
    (&["больше", "чем"], Bound::Above),
    (&["не", "менее", "чем"], Bound::AtLeast),
    (&["не", "меньше"], Bound::AtLeast),
    (&["по", "крайней", "мере"], Bound::AtLeast),
    (&["не", "больше"], Bound::AtMost),
    (&["максимум"], Bound::AtMost),
    (&["приблизительно"], Bound::About),
    (&["без", "малого"], Bound::About),
    (&["больше"], Bound::Above),
    (&["свыше"], Bound::Above),
    (&["превысило"], Bound::Above),
    (&["превысил"], Bound::Above),
    (&["превысила"], Bound::Above),
    (&["превышает"], Bound::Above),
    (&["не", "менее"], Bound::AtLeast),
    (&["по", "меньшей", "мере"], Bound::AtLeast),
    (&["как", "минимум"], Bound::AtLeast),
    (&["минимум"], Bound::AtLeast),
    (&["менее"], Bound::Below),
    (&["меньше"], Bound::Below),
    (&["до"], Bound::AtMost),
    (&["не", "более"], Bound::AtMost),
    (&["около"], Bound::About),
    (&["примерно"], Bound::About),
    (&["почти"], Bound::About),
    (&["порядка"], Bound::About),
];

/// Stems of Russian verbs by which a number changes.
const RISES: [&str; 7] = ["вырос", "возрос", "увелич", "достиг", "сократ", "сниз", "поднял"];

/// Returns whether a Russian verb says that a number grew or fell: "выросло до 225".
pub(crate) fn is_rising(verb: &Token) -> bool {
    RISES.iter().any(|stem| verb.lower.starts_with(stem))
}
