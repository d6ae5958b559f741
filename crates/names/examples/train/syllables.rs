//! Names of two or three syllable signs, Chinese and Korean: one sign changed is another person.
//!
//! No such names are in the training files; signs are frequent ones in names, written here from general knowledge.

use crate::augment::Made;
use crate::boosting::next;

const KOREAN: (&str, &str) = (
    "김이박최정강조윤장임한오서신권황안송류홍전고문양손배백허남심",
    "민서준우지현수영진호성철재훈경은미희정선혜연주태형상동규석원숙순옥일용광명기인남국학봉근",
);
const CHINESE: (&str, &str) = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧",
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂英华建国志文玉红海波宁辉鹏飞云峰雪梅春金生",
);

/// A true and a false pair of made names of one script.
pub(crate) fn made(state: &mut u64) -> [Made; 2] {
    let (surnames, signs) = if next(state).is_multiple_of(2) { KOREAN } else { CHINESE };
    let pick = |list: &str, state: &mut u64| {
        let signs: Vec<char> = list.chars().collect();
        signs[next(state) as usize % signs.len()]
    };
    let (surname, first, second) = (pick(surnames, state), pick(signs, state), pick(signs, state));
    let name = format!("{surname}{first}{second}");
    let mut other = second;
    while other == second || other == first {
        other = pick(signs, state);
    }
    let stranger = match next(state) % 3 {
        0 => format!("{surname}{first}{other}"),
        1 => format!("{surname}{other}{second}"),
        _ => {
            let mut family = surname;
            while family == surname {
                family = pick(surnames, state);
            }
            format!("{family}{first}{second}")
        }
    };
    [
        Made { a: name.clone(), b: format!("{surname} {first}{second}"), same: true },
        Made { a: name, b: stranger, same: false },
    ]
}
