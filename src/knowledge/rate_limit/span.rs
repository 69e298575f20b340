//! Spans of time for people.

use crate::say::Lang;
use std::fmt;

/// A span of milliseconds, without its sign, in all its units: `2 min 30 s`, `2 分 30 秒`.
#[derive(Clone, Copy)]
pub(super) struct Span(pub(super) i64, pub(super) Lang);

/// The span in both languages, for `message!`.
pub(super) fn spans(ms: i64) -> (Span, Span) {
    (Span(ms, Lang::En), Span(ms, Lang::Ja))
}

const UNITS: [(u64, &str, &str); 5] = [
    (86_400_000, "d", "日"),
    (3_600_000, "h", "時間"),
    (60_000, "min", "分"),
    (1_000, "s", "秒"),
    (1, "ms", "ミリ秒"),
];

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rest = self.0.unsigned_abs();
        let mut blank = "";
        for (size, en, ja) in UNITS {
            let count = rest / size;
            rest %= size;
            // Nothing at all is 0 seconds.
            if count > 0 || (size == 1_000 && rest == 0 && blank.is_empty()) {
                let unit = match self.1 {
                    Lang::En => en,
                    Lang::Ja => ja,
                };
                write!(f, "{blank}{count} {unit}")?;
                blank = " ";
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_unit_that_counts_is_written() {
        let pairs = [
            (0, "0 s", "0 秒"),
            (100, "100 ms", "100 ミリ秒"),
            (1_500, "1 s 500 ms", "1 秒 500 ミリ秒"),
            (60_000, "1 min", "1 分"),
            (-3_630_000, "1 h 30 s", "1 時間 30 秒"),
            (90_061_000, "1 d 1 h 1 min 1 s", "1 日 1 時間 1 分 1 秒"),
        ];
        for (ms, en, ja) in pairs {
            let (in_en, in_ja) = spans(ms);
            assert_eq!(
                (in_en.to_string(), in_ja.to_string()),
                (en.into(), ja.into())
            );
        }
    }
}
