//! Names written with a sign a syllable: Chinese and Korean.

/// Chinese and Korean surnames of two signs.
pub(crate) fn is_double_surname(signs: &[char]) -> bool {
    const DOUBLE: [&str; 22] = [
        "欧阳", "歐陽", "司马", "司馬", "诸葛", "諸葛", "上官", "皇甫", "尉迟", "尉遲", "公孙", "公孫",
        "慕容", "司徒", "夏侯", "令狐", "남궁", "황보", "제갈", "선우", "독고", "사공",
    ];
    DOUBLE.iter().any(|double| double.chars().eq(signs.iter().copied()))
}

/// Whether one character is one syllable: a Chinese character or a Korean block.
pub(crate) fn is_syllable(letter: char) -> bool {
    matches!(letter as u32, 0x3400..=0x9FFF | 0xAC00..=0xD7A3)
}
