//! What headers mean in English, Russian, Kazakh, Arabic and Spanish.

use crate::fold::{fold, key};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;
use tizim_model::Role;

/// What a header is taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Meaning {
    /// The role.
    pub(crate) role: Role,
    /// The field's name where the role alone does not give it.
    pub(crate) field: Option<&'static str>,
    /// Whether the whole header is known, and not only words of it.
    pub(crate) whole: bool,
}

/// Whole headers, compared by their letters and digits only.
const WHOLE: &[(Role, Option<&str>, &[&str])] = &[
    (
        Role::Name,
        None,
        &[
            "name",
            "full name",
            "fullname",
            "names",
            "person",
            "person name",
            "victim",
            "victim name",
            "name of victim",
            "name of the victim",
            "name of deceased",
            "deceased",
            "deceased name",
            "decedent",
            "fio",
            "ФИО",
            "Ф.И.О.",
            "имя и фамилия",
            "фамилия имя отчество",
            "фамилия и имя",
            "фамилия, имя",
            "имя фамилия",
            "полное имя",
            "погибший",
            "имя погибшего",
            "Аты-жөні",
            "аты жөні",
            "толық аты",
            "тегі, аты",
            "тегі аты",
            "есімі мен тегі",
            "الاسم",
            "اسم",
            "الاسم الكامل",
            "الاسم الرباعي",
            "الاسم الثلاثي",
            "اسم الشهيد",
            "اسم الضحية",
            "nombre completo",
            "nombre y apellido",
            "nombres y apellidos",
            "nombre y apellidos",
            "apellidos y nombres",
            "apellidos y nombre",
            "nombre de la víctima",
            "víctima",
            "nombre",
        ],
    ),
    (
        Role::OtherName,
        None,
        &[
            "other name",
            "other names",
            "alias",
            "aliases",
            "aka",
            "also known as",
            "nickname",
            "en name",
            "name en",
            "name english",
            "english name",
            "name in english",
            "name ar",
            "ar name",
            "arabic name",
            "name arabic",
            "name ru",
            "name kk",
            "name latin",
            "latin name",
            "name native",
            "native name",
            "romanized name",
            "romanised name",
            "former name",
            "прозвище",
            "псевдоним",
            "имя на английском",
            "другое имя",
            "лақап аты",
            "الاسم بالانجليزية",
            "الاسم بالعربية",
            "الكنية",
            "اسم الشهرة",
            "apodo",
            "otro nombre",
            "nombre en inglés",
            "name local",
        ],
    ),
    (
        Role::GivenName,
        None,
        &[
            "given name",
            "given names",
            "givenname",
            "gname",
            "first name",
            "firstname",
            "first names",
            "forename",
            "forenames",
            "christian name",
            "name first",
            "имя",
            "аты",
            "есімі",
            "الاسم الاول",
            "اسم الشخص",
            "primer nombre",
            "nombres",
            "nombre de pila",
            "prenom",
            "fname c1",
            "given",
            "first",
        ],
    ),
    (
        Role::MiddleName,
        None,
        &[
            "middle name",
            "middlename",
            "mname",
            "second name",
            "middle initial",
            "middle names",
            "segundo nombre",
            "fname c2",
            "middle",
        ],
    ),
    (
        Role::FamilyName,
        None,
        &[
            "family name",
            "familyname",
            "surname",
            "surnames",
            "last name",
            "lastname",
            "lname",
            "sname",
            "name last",
            "фамилия",
            "тегі",
            "тек",
            "اسم العائلة",
            "العائلة",
            "اللقب",
            "اسم العائله",
            "النسبة",
            "apellido",
            "apellidos",
            "primer apellido",
            "apellido paterno",
            "nom",
            "lname c1",
            "family",
            "last",
        ],
    ),
    (
        Role::FatherName,
        None,
        &[
            "father name",
            "fathers name",
            "father's name",
            "name of father",
            "father",
            "patronymic",
            "patronym",
            "отчество",
            "имя отца",
            "әкесінің аты",
            "әкесінің есімі",
            "اسم الاب",
            "الاب",
            "اسم الوالد",
            "nombre del padre",
        ],
    ),
    (
        Role::Sex,
        None,
        &[
            "sex",
            "gender",
            "пол",
            "жынысы",
            "жыныс",
            "الجنس",
            "النوع",
            "النوع الاجتماعي",
            "sexo",
            "género",
            "sexe",
            "m/f",
        ],
    ),
    (
        Role::Age,
        None,
        &[
            "age",
            "age years",
            "age in years",
            "age at death",
            "age at event",
            "aged",
            "возраст",
            "лет",
            "полных лет",
            "жасы",
            "жас",
            "العمر",
            "السن",
            "العمر بالسنوات",
            "edad",
            "edad en años",
            "años",
            "age yrs",
        ],
    ),
    (
        Role::BirthDate,
        None,
        &[
            "date of birth",
            "birth date",
            "birthdate",
            "dob",
            "birthday",
            "born",
            "birth",
            "d.o.b.",
            "дата рождения",
            "д.р.",
            "др",
            "родился",
            "дата рожд",
            "Туған күні",
            "туған жылы күні",
            "туылған күні",
            "туған күні айы жылы",
            "تاريخ الميلاد",
            "تاريخ الولادة",
            "الميلاد",
            "fecha de nacimiento",
            "fecha nacimiento",
            "f. nac.",
            "nacimiento",
            "fec nac",
            "date de naissance",
        ],
    ),
    (
        Role::BirthYear,
        None,
        &[
            "by",
            "birth year",
            "year of birth",
            "yob",
            "birthyear",
            "год рождения",
            "г.р.",
            "гр",
            "туған жылы",
            "سنة الميلاد",
            "سنة الولادة",
            "año de nacimiento",
            "born year",
            "year born",
        ],
    ),
    (
        Role::BirthMonth,
        None,
        &[
            "bm",
            "birth month",
            "month of birth",
            "mob",
            "месяц рождения",
            "туған айы",
            "شهر الميلاد",
            "mes de nacimiento",
        ],
    ),
    (
        Role::BirthDay,
        None,
        &["bd", "birth day", "day of birth", "день рождения", "туған күн", "يوم الميلاد", "día de nacimiento"],
    ),
    (
        Role::EventDate,
        None,
        &[
            "date",
            "event date",
            "date of event",
            "incident date",
            "date of incident",
            "date of death",
            "death date",
            "dod",
            "died",
            "date died",
            "killed on",
            "date killed",
            "date of killing",
            "date of injury",
            "date of incident resulting in death",
            "date of disappearance",
            "date missing",
            "date of detention",
            "arrest date",
            "date of arrest",
            "date of violation",
            "date of attack",
            "reported date",
            "date reported",
            "дата",
            "дата смерти",
            "дата гибели",
            "дата события",
            "дата задержания",
            "дата исчезновения",
            "дата происшествия",
            "қайтыс болған күні",
            "қаза болған күні",
            "күні",
            "оқиға күні",
            "мерзімі",
            "التاريخ",
            "تاريخ",
            "تاريخ الوفاة",
            "تاريخ الاستشهاد",
            "تاريخ الحادث",
            "تاريخ الحدث",
            "تاريخ القتل",
            "تاريخ الاعتقال",
            "fecha",
            "fecha de muerte",
            "fecha del hecho",
            "fecha de los hechos",
            "fecha de defunción",
            "fecha de desaparición",
            "fecha de detención",
            "fecha del evento",
            "datetime",
            "event datetime",
        ],
    ),
    (
        Role::EventYear,
        None,
        &[
            "year",
            "event year",
            "year of death",
            "death year",
            "incident year",
            "год",
            "год смерти",
            "год гибели",
            "жылы",
            "жыл",
            "السنة",
            "سنة",
            "سنة الوفاة",
            "año",
        ],
    ),
    (
        Role::EventMonth,
        None,
        &[
            "month",
            "event month",
            "month of death",
            "incident month",
            "месяц",
            "айы",
            "ай",
            "الشهر",
            "شهر",
            "mes",
        ],
    ),
    (
        Role::EventDay,
        None,
        &["day", "event day", "day of death", "incident day", "день", "число", "күн", "اليوم", "يوم", "día"],
    ),
    (
        Role::Act,
        None,
        &[
            "act",
            "act type",
            "type of act",
            "violation",
            "violation type",
            "type of violation",
            "event type",
            "incident type",
            "killed or injured",
            "fate",
            "outcome",
            "casualty type",
            "вид нарушения",
            "что произошло",
            "событие",
            "деяние",
            "оқиға түрі",
            "نوع الانتهاك",
            "نوع الحادث",
            "hecho",
            "tipo de hecho",
            "tipo de violación",
            "hecho victimizante",
            "тип события",
            "killed injured",
        ],
    ),
    (
        Role::Cause,
        None,
        &[
            "cause",
            "cause of death",
            "causeofdeath",
            "manner of death",
            "means of death",
            "means",
            "manner",
            "method",
            "cause of death reported",
            "reported cause of death",
            "mechanism",
            "weapon used",
            "причина",
            "причина смерти",
            "обстоятельства смерти",
            "өлім себебі",
            "қайтыс болу себебі",
            "себебі",
            "سبب الوفاة",
            "سبب الموت",
            "سبب الاستشهاد",
            "causa",
            "causa de muerte",
            "causa de la muerte",
            "nature of death",
        ],
    ),
    (
        Role::Status,
        None,
        &[
            "status",
            "civil status",
            "civilian status",
            "victim status",
            "combatant status",
            "civilian",
            "combatant",
            "статус",
            "мәртебесі",
            "статусы",
            "الحالة",
            "الصفة",
            "صفة الضحية",
            "estado",
            "condición",
            "estatus",
            "military status",
        ],
    ),
    (
        Role::Organisation,
        None,
        &[
            "organisation",
            "organization",
            "org",
            "agency",
            "law enforcement agency",
            "lawenforcementagency",
            "police agency",
            "agency responsible",
            "agency responsible for death",
            "employer",
            "unit",
            "perpetrator",
            "institution",
            "reporting organisation",
            "reported by",
            "организация",
            "орган",
            "ведомство",
            "место работы",
            "ұйым",
            "мекеме",
            "المنظمة",
            "الجهة",
            "المؤسسة",
            "organización",
            "institución",
            "entidad",
            "responsable",
            "police district",
        ],
    ),
    (Role::Organisation, Some("police_station"), &["police station", "police department", "station"]),
    (
        Role::Place,
        None,
        &[
            "place",
            "location",
            "city",
            "town",
            "village",
            "municipality",
            "locality",
            "suburb",
            "place of death",
            "place of incident",
            "place of event",
            "location of death",
            "incident location",
            "settlement",
            "district",
            "neighbourhood",
            "neighborhood",
            "where",
            "место",
            "место смерти",
            "место гибели",
            "место события",
            "город",
            "населенный пункт",
            "населённый пункт",
            "село",
            "район",
            "орны",
            "оқиға орны",
            "қайтыс болған жері",
            "жері",
            "қала",
            "қаласы",
            "ауыл",
            "ауылы",
            "аудан",
            "ауданы",
            "المكان",
            "مكان",
            "مكان الوفاة",
            "مكان الحادث",
            "مكان الاستشهاد",
            "المدينة",
            "البلدة",
            "القرية",
            "المنطقة",
            "الحي",
            "lugar",
            "lugar del hecho",
            "lugar de los hechos",
            "ciudad",
            "municipio",
            "localidad",
            "pueblo",
            "barrio",
            "location of event",
        ],
    ),
    (
        Role::Place,
        Some("birth_place"),
        &[
            "birth place",
            "birthplace",
            "place of birth",
            "born in",
            "место рождения",
            "туған жері",
            "مكان الميلاد",
            "مكان الولادة",
            "محل الولادة",
            "lugar de nacimiento",
        ],
    ),
    (
        Role::Place,
        Some("residence"),
        &[
            "residence",
            "place of residence",
            "home town",
            "hometown",
            "city of residence",
            "место жительства",
            "тұрғылықты жері",
            "مكان الاقامة",
            "مكان السكن",
            "lugar de residencia",
            "residencia",
        ],
    ),
    (
        Role::Region,
        None,
        &[
            "region",
            "state",
            "province",
            "county",
            "governorate",
            "oblast",
            "department",
            "prefecture",
            "admin1",
            "область",
            "регион",
            "край",
            "облыс",
            "облысы",
            "өңір",
            "المحافظة",
            "محافظة",
            "الولاية",
            "الاقليم",
            "departamento",
            "provincia",
            "región",
            "estado federal",
        ],
    ),
    (Role::Country, None, &["country", "страна", "ел", "елі", "мемлекет", "البلد", "الدولة", "país", "pais"]),
    (
        Role::Category,
        Some("nationality"),
        &[
            "nationality",
            "citizenship",
            "country of origin",
            "origin",
            "гражданство",
            "азаматтығы",
            "الجنسية",
            "nacionalidad",
            "país de origen",
        ],
    ),
    (
        Role::Category,
        Some("ethnicity"),
        &[
            "ethnicity",
            "ethnic group",
            "ethnic",
            "национальность",
            "этническая принадлежность",
            "ұлты",
            "القومية",
            "العرق",
            "etnia",
        ],
    ),
    (Role::Category, Some("race"), &["race", "race ethnicity", "raceethnicity", "раса", "raza"]),
    (
        Role::Category,
        Some("religion"),
        &[
            "religion",
            "sect",
            "вероисповедание",
            "религия",
            "діні",
            "الديانة",
            "الدين",
            "الطائفة",
            "religión",
        ],
    ),
    (
        Role::Category,
        Some("occupation"),
        &[
            "occupation",
            "occup",
            "profession",
            "job",
            "position",
            "профессия",
            "должность",
            "род занятий",
            "мамандығы",
            "лауазымы",
            "кәсібі",
            "المهنة",
            "الوظيفة",
            "العمل",
            "ocupación",
            "profesión",
            "oficio",
        ],
    ),
    (
        Role::Category,
        Some("marital_status"),
        &[
            "marital status",
            "family status",
            "семейное положение",
            "отбасы жағдайы",
            "الحالة الاجتماعية",
            "estado civil",
        ],
    ),
    (
        Role::Category,
        Some("age_group"),
        &[
            "age group",
            "agegroup",
            "age band",
            "age range",
            "age category",
            "возрастная группа",
            "жас тобы",
            "الفئة العمرية",
            "grupo de edad",
            "grupo etario",
        ],
    ),
    (
        Role::Address,
        None,
        &[
            "address",
            "street address",
            "streetaddress",
            "street",
            "home address",
            "address 1",
            "address1",
            "address line 1",
            "адрес",
            "улица",
            "мекенжай",
            "мекенжайы",
            "көше",
            "العنوان",
            "الشارع",
            "dirección",
            "domicilio",
            "calle",
        ],
    ),
    (Role::Address, Some("address_2"), &["address 2", "address2", "address line 2"]),
    (
        Role::Address,
        Some("street_number"),
        &[
            "street number",
            "house number",
            "house no",
            "номер дома",
            "дом",
            "үй нөмірі",
            "رقم المنزل",
            "número de casa",
        ],
    ),
    (
        Role::Postcode,
        None,
        &[
            "postcode",
            "post code",
            "postal code",
            "zip",
            "zip code",
            "zipcode",
            "pcode",
            "индекс",
            "почтовый индекс",
            "пошта индексі",
            "الرمز البريدي",
            "código postal",
            "postcode fake",
        ],
    ),
    (Role::Latitude, None, &["latitude", "lat", "широта", "ендік", "خط العرض", "latitud", "y coordinate"]),
    (
        Role::Longitude,
        None,
        &["longitude", "lon", "long", "lng", "долгота", "бойлық", "خط الطول", "longitud", "x coordinate"],
    ),
    (
        Role::Identifier,
        Some("phone"),
        &[
            "phone",
            "phone number",
            "telephone",
            "tel",
            "mobile",
            "mobile number",
            "phone no",
            "телефон",
            "номер телефона",
            "телефоны",
            "الهاتف",
            "رقم الهاتف",
            "الجوال",
            "رقم الجوال",
            "teléfono",
            "celular",
        ],
    ),
    (
        Role::Identifier,
        Some("email"),
        &[
            "email",
            "e-mail",
            "mail",
            "email address",
            "электронная почта",
            "эл. почта",
            "البريد الالكتروني",
            "correo",
            "correo electrónico",
        ],
    ),
    (
        Role::Identifier,
        Some("passport"),
        &[
            "passport",
            "passport number",
            "passport no",
            "паспорт",
            "номер паспорта",
            "төлқұжат",
            "جواز السفر",
            "رقم جواز السفر",
            "pasaporte",
        ],
    ),
    (
        Role::Identifier,
        Some("national_id"),
        &[
            "national id",
            "nationalid",
            "national id number",
            "id number",
            "identity number",
            "id card",
            "identity card",
            "citizen id",
            "nid",
            "iin",
            "ИИН",
            "ЖСН",
            "инн",
            "удостоверение",
            "номер удостоверения",
            "удостоверение личности",
            "жеке куәлік",
            "رقم الهوية",
            "الهوية",
            "رقم الهوية الوطنية",
            "الرقم الوطني",
            "dni",
            "cédula",
            "curp",
            "número de identidad",
            "moh id",
        ],
    ),
    (
        Role::Identifier,
        Some("social_security"),
        &["ssn", "soc sec id", "social security", "social security number", "soc sec", "снилс", "nss"],
    ),
    (
        Role::OwnId,
        None,
        &[
            "id",
            "record id",
            "recordid",
            "row id",
            "rowid",
            "rec id",
            "recid",
            "uid",
            "uuid",
            "guid",
            "row",
            "row number",
            "no",
            "no.",
            "№",
            "#",
            "nr",
            "number",
            "index",
            "idx",
            "serial",
            "serial number",
            "serial no",
            "s no",
            "sn",
            "sr no",
            "case",
            "case id",
            "case number",
            "case no",
            "record",
            "record number",
            "record no",
            "unique id",
            "entry id",
            "номер",
            "п/п",
            "№ п/п",
            "номер записи",
            "ид",
            "р/с",
            "рет саны",
            "رقم",
            "الرقم",
            "م",
            "الرقم التسلسلي",
            "المعرف",
            "número",
            "núm",
            "identificador",
            "id registro",
            "consecutivo",
            "victim id",
            "person id",
            "unnamed: 0",
        ],
    ),
    (
        Role::ListName,
        None,
        &[
            "list",
            "list name",
            "source list",
            "dataset",
            "data set",
            "database",
            "source",
            "source name",
            "data source",
            "список",
            "источник",
            "тізім",
            "дереккөз",
            "القائمة",
            "المصدر",
            "مصدر",
            "lista",
            "fuente",
            "register",
            "system",
        ],
    ),
    (
        Role::SourceUrl,
        None,
        &[
            "source url",
            "url",
            "link",
            "source link",
            "web link",
            "website",
            "news url",
            "article",
            "ссылка",
            "ссылка на источник",
            "сілтеме",
            "الرابط",
            "رابط",
            "رابط المصدر",
            "enlace",
            "vínculo",
            "fuente url",
        ],
    ),
    (
        Role::Notes,
        None,
        &[
            "notes",
            "note",
            "comment",
            "comments",
            "remarks",
            "remark",
            "description",
            "summary",
            "details",
            "circumstances",
            "narrative",
            "blurb",
            "editor note",
            "примечание",
            "примечания",
            "комментарий",
            "комментарии",
            "описание",
            "обстоятельства",
            "ескерту",
            "ескертпе",
            "түсініктеме",
            "сипаттама",
            "ملاحظات",
            "ملاحظة",
            "الملاحظات",
            "الوصف",
            "التفاصيل",
            "notas",
            "nota",
            "observaciones",
            "observación",
            "descripción",
            "comentarios",
            "detalles",
            "relato",
        ],
    ),
];

static BY_KEY: LazyLock<FxHashMap<String, Meaning>> = LazyLock::new(|| {
    let mut known = FxHashMap::default();
    for (role, field, names) in WHOLE {
        for name in *names {
            let meaning = Meaning { role: *role, field: *field, whole: true };
            known.entry(lookup_key(name)).or_insert(meaning);
        }
    }
    known
});

/// Returns the key of a header: its letters and digits, or its signs where it has none ("№", "#").
fn lookup_key(header: &str) -> String {
    let letters = key(header);
    if letters.is_empty() { fold(header).replace(' ', "") } else { letters }
}

/// Returns what a header means, by the whole of it or by words in it.
pub(crate) fn meaning(header: &str) -> Option<Meaning> {
    let without_brackets = header.split(['(', '[']).next().unwrap_or(header);
    [header, without_brackets]
        .iter()
        .find_map(|text| BY_KEY.get(&lookup_key(text)).copied())
        .or_else(|| by_words(&words(header)))
}

/// Returns whether the whole of a text is known as a header.
pub(crate) fn is_known_header(text: &str) -> bool {
    text.len() <= 120 && BY_KEY.contains_key(&lookup_key(text))
}

/// Returns the folded words of a header: cut at signs and at capitals inside (`birthDate`).
pub(crate) fn words(header: &str) -> Vec<String> {
    let mut spaced = String::with_capacity(header.len() + 8);
    let mut before = ' ';
    for c in header.chars() {
        if c.is_uppercase() && before.is_lowercase() {
            spaced.push(' ');
        }
        spaced.push(if c.is_alphanumeric() { c } else { ' ' });
        before = c;
    }
    fold(&spaced).split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

const DATE_WORDS: &[&str] =
    &["date", "dates", "day", "datetime", "дата", "дату", "күні", "تاريخ", "fecha", "fec"];
const BIRTH_WORDS: &[&str] =
    &["birth", "born", "dob", "рождения", "туған", "туылған", "الميلاد", "الولادة", "nacimiento", "nac"];
const NAME_WORDS: &[&str] =
    &["name", "names", "имя", "фио", "аты", "есімі", "اسم", "الاسم", "nombre", "nombres"];
const OTHERS: &[&str] = &[
    "mother",
    "mothers",
    "mother's",
    "father",
    "spouse",
    "relative",
    "officer",
    "author",
    "user",
    "file",
    "station",
    "hospital",
    "street",
    "place",
    "list",
    "agency",
    "country",
    "operator",
    "матери",
    "жены",
    "мужа",
    "الام",
    "madre",
    "incident",
    "event",
    "perpetrator",
    "family",
];

fn by_words(words: &[String]) -> Option<Meaning> {
    let has = |list: &[&str]| {
        words.iter().any(|word| list.iter().any(|known| *known == word || fold(known) == *word))
    };
    let is = |role, field| Some(Meaning { role, field, whole: false });
    let is_date = has(DATE_WORDS);
    if is_date && has(BIRTH_WORDS) {
        return is(Role::BirthDate, None);
    }
    if is_date
        && !has(&[
            "published",
            "publication",
            "created",
            "updated",
            "entry",
            "entered",
            "modified",
            "added",
            "accessed",
            "retrieved",
            "report",
            "notification",
            "mother",
        ])
    {
        return is(Role::EventDate, None);
    }
    if has(&["url", "link", "href", "ссылка", "رابط", "enlace"]) && !has(&["text"]) {
        return is(Role::SourceUrl, None);
    }
    if has(&[
        "notes",
        "comments",
        "remarks",
        "summary",
        "description",
        "примечание",
        "ملاحظات",
        "observaciones",
    ]) {
        return is(Role::Notes, None);
    }
    if has(&["surname", "lastname", "apellido", "apellidos", "фамилия", "тегі"]) && !has(NAME_WORDS)
    {
        return is(Role::FamilyName, None);
    }
    if has(NAME_WORDS) && has(&["father", "fathers", "father's", "отца", "الاب", "padre"]) {
        return is(Role::FatherName, None);
    }
    if has(NAME_WORDS) && has(&["first", "given", "forename"]) && has(&["surname", "last", "family"]) {
        return is(Role::Name, None);
    }
    if has(NAME_WORDS) && has(&["first", "given"]) {
        return is(Role::GivenName, None);
    }
    if has(NAME_WORDS) && has(&["last", "family", "sur"]) {
        return is(Role::FamilyName, None);
    }
    if has(NAME_WORDS)
        && has(&["alias", "other", "aka", "nick", "english", "en", "latin", "transliterated", "romanized"])
    {
        return is(Role::OtherName, None);
    }
    if has(NAME_WORDS) && !has(OTHERS) {
        return is(Role::Name, None);
    }
    if has(&["sex", "gender", "пол", "жынысы", "الجنس", "sexo", "genero"]) {
        return is(Role::Sex, None);
    }
    if has(&["age", "возраст", "жасы", "العمر", "edad"])
        && !has(&["group", "category", "range", "officer", "grupo", "группа"])
    {
        return is(Role::Age, None);
    }
    if has(&["cause", "причина", "себебі", "سبب", "causa"]) {
        return is(Role::Cause, None);
    }
    if has(&["postcode", "zip", "postal", "zipcode"]) {
        return is(Role::Postcode, None);
    }
    if has(&["address", "адрес", "мекенжайы", "العنوان", "direccion"]) && !has(&["email", "mail"])
    {
        return is(Role::Address, None);
    }
    if has(&["phone", "telephone", "mobile", "телефон", "هاتف", "telefono"]) {
        return is(Role::Identifier, Some("phone"));
    }
    if has(&["email", "mail"]) {
        return is(Role::Identifier, Some("email"));
    }
    if has(&["passport", "ssn"]) {
        return is(Role::Identifier, None);
    }
    if has(&["latitude", "lat"]) {
        return is(Role::Latitude, None);
    }
    if has(&["longitude", "lon", "lng"]) {
        return is(Role::Longitude, None);
    }
    if has(&["agency", "organization", "organisation", "организация", "ұйым", "organizacion"])
    {
        return is(Role::Organisation, None);
    }
    if has(&[
        "city",
        "town",
        "village",
        "municipality",
        "location",
        "place",
        "город",
        "место",
        "қала",
        "مدينة",
        "مكان",
        "ciudad",
        "municipio",
        "lugar",
    ]) {
        return is(Role::Place, None);
    }
    if has(&[
        "region",
        "province",
        "county",
        "governorate",
        "область",
        "облыс",
        "محافظة",
        "provincia",
        "departamento",
    ]) {
        return is(Role::Region, None);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn role(header: &str) -> Option<Role> {
        meaning(header).map(|meaning| meaning.role)
    }

    #[test]
    fn headers_in_five_languages() {
        let table = [
            ("ФИО", Role::Name),
            ("Ф.И.О. погибшего", Role::Name),
            ("Фамилия", Role::FamilyName),
            ("Имя", Role::GivenName),
            ("Отчество", Role::FatherName),
            ("Дата рождения", Role::BirthDate),
            ("Пол", Role::Sex),
            ("Возраст", Role::Age),
            ("Место", Role::Place),
            ("Аты-жөні", Role::Name),
            ("Тегі", Role::FamilyName),
            ("Туған күні", Role::BirthDate),
            ("Жынысы", Role::Sex),
            ("nombre", Role::Name),
            ("Apellido", Role::FamilyName),
            ("Fecha de Nacimiento", Role::BirthDate),
            ("EDAD", Role::Age),
            ("sexo", Role::Sex),
            ("الاسم", Role::Name),
            ("تاريخ الميلاد", Role::BirthDate),
            ("العمر", Role::Age),
            ("الجنس", Role::Sex),
            ("by", Role::BirthYear),
            ("bm", Role::BirthMonth),
            ("bd", Role::BirthDay),
            ("Date of Birth (dd/mm/yyyy)", Role::BirthDate),
            ("birthDate", Role::BirthDate),
            ("date_of_incident_1", Role::EventDate),
            ("victim_full_name", Role::Name),
            ("№", Role::OwnId),
            ("#", Role::OwnId),
            ("Age (years)", Role::Age),
            ("cause_of_death__reported_", Role::Cause),
            ("streetaddress", Role::Address),
            ("soc_sec_id", Role::Identifier),
        ];
        for (header, expected) in table {
            assert_eq!(role(header), Some(expected), "{header}");
        }
        for header in
            ["true", "signs_of_mental_illness", "flee", "xyz", "", "2015", "RiseUp for Life and Rights"]
        {
            assert_eq!(role(header), None, "{header}");
        }
    }
}
