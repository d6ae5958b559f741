//! Names as people write them: what each part is taken for, and that each script is read.

use tizim_names::{Name, Part, Rarity, Sex, parts, sex_from_form, similarity};

/// The parts of a name as letters: given name G, surname F, father's name P, particle p, title T, nickname N, initial I, not told "-".
fn told(name: &str) -> String {
    let letter = |part: Part| match part {
        Part::Given => 'G',
        Part::Family => 'F',
        Part::Patronymic => 'P',
        Part::Particle => 'p',
        Part::Title => 'T',
        Part::Nickname => 'N',
        Part::Initial => 'I',
        Part::Unknown => '-',
    };
    parts(name).iter().map(|part| letter(part.part)).collect()
}

fn score(a: &str, b: &str) -> f64 {
    similarity(&Name::parse(a), &Name::parse(b), &Rarity::default())
}

#[test]
fn fathers_names_are_told() {
    for (name, expected) in [
        ("Қайрат Нұртайұлы Сатыбалды", "GPF"),
        ("Гүлжан Жанпейісқызы Қарағұсова", "GPF"),
        ("Qairat Nūrtaiūly Satybaldy", "GPF"),
        ("Иван Петрович Сидоров", "GPF"),
        ("Сидорова Анна Ивановна", "FGP"),
        ("Анна Ивановна", "GP"),
        ("Володимир Олександрович Зеленський", "GPF"),
        ("Аляксандр Рыгоравіч Лукашэнка", "GPF"),
        ("Мамедов Гейдар Али оглы", "FGPp"),
        ("Алиева Лейла Ильхам кызы", "FGPp"),
        ("Aliyev Heydar Alirza oglu", "FGPp"),
        ("Садыр Нургожо уулу Жапаров", "GPpF"),
        ("Роза Исак кызы", "GPp"),
        ("Эмомали Шарифович Рахмонов", "GPF"),
        ("Бойко Методиев Борисов", "GPF"),
        ("Ухнаагийн Хүрэлсүх", "PG"),
        ("Muhammad ibn Salman", "GpP"),
        ("Fatima bint Muhammad", "GpP"),
        ("خديجة بنت خويلد", "GpP"),
        ("نۇرسۇلتان ءابىشۇلى نازارباەۆ", "GPF"),
    ] {
        assert_eq!(told(name), expected, "{name}");
    }
    // alone with a given name such a form may be a surname
    assert_eq!(told("Бауыржан Момышұлы"), "--");
}

#[test]
fn other_parts_are_told() {
    for (name, expected) in [
        ("Жағыпаров, Ерлан Б.", "FGI"),
        ("ЖАҒЫПАРОВ Ерлан", "FG"),
        ("García Márquez, Gabriel José", "FFGG"),
        ("Иванова-Петрова Анна", "FFG"),
        ("Мария Иванова (урождённая Сидорова)", "GFpF"),
        ("Anna Schmidt née Weber", "--pF"),
        ("Иванова (Петрова) Анна Сергеевна", "FFGP"),
        ("Анна Петрова (Иванова)", "GFF"),
        ("Генерал Абу Бакр аль-Багдади", "Tp-p-"),
        ("Dr. Adam Smith PhD", "T--T"),
        ("Mohammed Ould Abdel Aziz", "-p--"),
        ("Jan van der Berg", "-pp-"),
        ("Виктор «Бро» Петров", "GNF"),
        ("Victor (Bro) Petrov", "GNF"),
        ("Зоран Ђинђић", "GF"),
        ("Никола Груевски", "GF"),
        ("Юлия Тимошенко", "GF"),
        ("ირაკლი ღარიბაშვილი", "GF"),
        ("Սերժ Սարգսյան", "GF"),
        ("דוד בן-גוריון", "-p-"),
        ("习近平", "FG"),
        ("欧阳锋", "FG"),
        ("남궁민수", "FG"),
        ("문재인", "FG"),
        ("Сукарно", "-"),
        ("ТоқаевҚасымЖомарт", "F--"),
    ] {
        assert_eq!(told(name), expected, "{name}");
    }
}

#[test]
fn what_only_the_form_tells_is_marked_as_guessed() {
    assert!(parts("Иван Петрович Сидоров").iter().all(|part| part.guessed));
    assert!(parts("Сидоров, Иван").iter().all(|part| !part.guessed));
    let marked = parts("Роза Исак кызы");
    assert!(marked[0].guessed && !marked[1].guessed);
}

#[test]
fn sex_is_told_by_the_form_alone() {
    for (name, sex) in [
        ("Айгүл Сәбитқызы", Some(Sex::Woman)),
        ("Анна Ивановна", Some(Sex::Woman)),
        ("Алиева Лейла Ильхам кызы", Some(Sex::Woman)),
        ("Садыр Нургожо уулу Жапаров", Some(Sex::Man)),
        ("Ірына Паўлаўна", Some(Sex::Woman)),
        ("Иванов", Some(Sex::Man)),
        ("Юлия Тимошенко", None),
        ("Зоран Ђинђић", None),
        ("Ерлан Сатыбалды", None),
        ("Maria Lopez", None),
    ] {
        assert_eq!(sex_from_form(&Name::parse(name)), sex, "{name}");
    }
}

#[test]
fn each_script_is_read() {
    for (a, b) in [
        ("Алмазбек Атамбаев", "Almazbek Atambayev"),
        ("Садыр Нургожо уулу Жапаров", "Sadyr Japarov"),
        ("Эмомалӣ Раҳмон", "Emomali Rahmon"),
        ("Эмомалӣ Раҳмон", "Эмомали Рахмонов"),
        ("Цахиагийн Элбэгдорж", "Tsakhiagiin Elbegdorj"),
        ("Ухнаагийн Хүрэлсүх", "Ukhnaagiin Khürelsükh"),
        ("Георги Първанов", "Georgi Parvanov"),
        ("Зоран Ђинђић", "Zoran Djindjic"),
        ("Ѓорге Иванов", "Gjorge Ivanov"),
        ("Єгор Ґудзь", "Yehor Gudz"),
        ("Аляксандр Лукашэнка", "Alexander Lukashenko"),
        ("قاسىم-جومارت توقايەۆ", "Қасым-Жомарт Тоқаев"),
        ("ەرلان جاعىپاروۆ", "Ерлан Жағыпаров"),
        ("نۇرسۇلتان ءابىشۇلى نازارباەۆ", "Нұрсұлтан Әбішұлы Назарбаев"),
        ("محمد ولد عبد العزيز", "Mohammed Ould Abdel Aziz"),
        ("Κυριάκος Μητσοτάκης", "Kyriakos Mitsotakis"),
        ("Νικόλ Πασινιάν", "Նիկոլ Փաշինյան"),
        ("ირაკლი ღარიბაშვილი", "Irakli Garibashvili"),
        ("יצחק רבין", "Yitzhak Rabin"),
        ("अटल बिहारी वाजपेयी", "Atal Bihari Vajpayee"),
        ("መለስ ዜናዊ", "Meles Zenawi"),
        ("毛泽东", "Mao Zedong"),
        ("김정은", "Kim Jong Un"),
        ("윤석열", "Yoon Suk-yeol"),
        ("အောင်ဆန်းစုကြည်", "Aung San Suu Kyi"),
        ("မင်းအောင်လှိုင်", "Min Aung Hlaing"),
        ("ဦးသိန်းစိန်", "Thein Sein"),
        ("Recep Tayyip Erdoğan", "Реджеп Тайип Эрдоган"),
        ("Enver Hoxha", "Энвер Ходжа"),
        ("Lech Wałęsa", "Лех Валенса"),
        ("Gerhard Schröder", "Герхард Шрёдер"),
        ("José Luis Rodríguez Zapatero", "Хосе Луис Родригес Сапатеро"),
        ("Момышұлы Бауыржан", "Momysh-uly Bauyrjan"),
        ("Касымжомарт Токаев", "Қасым-Жомарт Тоқаев"),
        ("Мария Иванова-Петрова", "Мария Петрова"),
    ] {
        assert!(score(a, b) > 0.5, "{a} | {b}: {}", score(a, b));
    }
    for (a, b) in [
        ("राहुल गांधी", "Priyanka Gandhi"),
        ("አብይ አህመድ", "Meles Zenawi"),
        ("毛泽东", "Xi Jinping"),
        ("김정은", "Moon Jae-in"),
        ("မင်းအောင်လှိုင်", "Aung San Suu Kyi"),
    ] {
        assert!(score(a, b) < 0.5, "{a} | {b}: {}", score(a, b));
    }
}
