//! The words of each list for acts, causes, statuses, sexes, districts and for what is not known.

use tizim_model::Sex;

use crate::style::ListStyle;
use crate::{Act, Cause, Spelled, Status};

impl ListStyle {
    pub(crate) fn act(self, act: Act) -> &'static str {
        let [kazakh, russian, english, mixed] = match act {
            Act::Killed => ["қаза тапты", "погиб", "killed", "killed"],
            Act::Injured => ["жараланды", "ранен", "injured", "wounded"],
            Act::Detained => ["ұсталды", "задержан", "detained", "arrested"],
            Act::Missing => ["хабарсыз кетті", "пропал без вести", "missing", "missing"],
        };
        self.choose([kazakh, russian, english, mixed])
    }

    pub(crate) fn cause(self, cause: Cause) -> &'static str {
        self.choose(match cause {
            Cause::Gunshot => ["оқ тиді", "огнестрельное ранение", "gunshot", "shot"],
            Cause::Beating => ["соққыға жығылды", "побои", "beating", "beaten"],
            Cause::Grenade => ["жарылыс", "светошумовая граната", "stun grenade", "grenade"],
            Cause::Vehicle => ["көлік қақты", "наезд", "vehicle", "hit by car"],
        })
    }

    pub(crate) fn status(self, status: Status) -> &'static str {
        self.choose(match status {
            Status::Civilian => ["азаматтық тұлға", "гражданский", "civilian", "civilian"],
            Status::Journalist => ["журналист", "журналист", "journalist", "journalist"],
            Status::Medic => ["дәрігер", "медработник", "medical worker", "medic"],
            Status::Police => ["полиция қызметкері", "сотрудник полиции", "police officer", "police"],
            Status::Soldier => ["әскери қызметкер", "военнослужащий", "soldier", "military"],
        })
    }

    pub(crate) fn sex(self, sex: Sex) -> &'static str {
        self.choose(match sex {
            Sex::Woman => ["әйел", "ж", "female", "f"],
            Sex::Man | Sex::Other => ["ер", "м", "male", "m"],
        })
    }

    /// A district; `latin` is how the list writes its Kazakh name in Latin letters.
    pub(crate) fn district(self, place: &Spelled, latin: &str) -> String {
        match self {
            Self::Kazakh => format!("{} ауданы", place.kazakh),
            Self::Russian => format!("р-н {}", place.russian),
            Self::English => format!("{latin} district"),
            Self::Mixed => latin.to_owned(),
        }
    }

    /// What is written where something is not known.
    pub(crate) fn unknown(self) -> &'static [&'static str] {
        match self {
            Self::Kazakh => &["белгісіз", "анықталмаған", "-"],
            Self::Russian => &["неизвестно", "н/д", "не установлено"],
            Self::English => &["unknown", "N/A", "not known"],
            Self::Mixed => &["?", "unknown", "неизвестно"],
        }
    }

    /// What is written for a person whose name nobody knows.
    pub(crate) fn nameless(self) -> &'static [&'static str] {
        match self {
            Self::Kazakh => &["аты-жөні белгісіз", "белгісіз"],
            Self::Russian => &["неизвестный", "не установлен"],
            Self::English => &["Unidentified", "Unknown", "Name unknown"],
            Self::Mixed => &["unknown", "неизвестный"],
        }
    }

    fn choose(self, [kazakh, russian, english, mixed]: [&'static str; 4]) -> &'static str {
        match self {
            Self::Kazakh => kazakh,
            Self::Russian => russian,
            Self::English => english,
            Self::Mixed => mixed,
        }
    }
}
