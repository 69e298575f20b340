//! The proleptic Gregorian calendar: days from 1970-01-01 and back.
//!
//! Years begin in March here, so that a leap day is the last of its year; 400 of them have 146,097
//! days. It holds for every year that 64 bits of seconds can name.

/// A day of the calendar.
pub(crate) struct Date {
    /// The year; 0 is the year before 1.
    pub(crate) year: i64,
    /// From 1.
    pub(crate) month: i64,
    /// From 1.
    pub(crate) day: i64,
}

/// From 0000-03-01 to 1970-01-01.
const EPOCH: i64 = 719_468;

impl Date {
    /// The date that many days after 1970-01-01.
    pub(crate) fn of(days: i64) -> Self {
        let shifted = days + EPOCH;
        let within = shifted.rem_euclid(146_097);
        // The leap days so far are taken out, as many as full cycles of 4, 100 and 400 years had.
        let year = (within - within / 1_460 + within / 36_524 - within / 146_096) / 365;
        let day = within - (year * 365 + year / 4 - year / 100);
        let months = (day * 10 + 5) / 306;
        Self {
            year: year + shifted.div_euclid(146_097) * 400 + i64::from(months >= 10),
            month: (months + 2) % 12 + 1,
            day: day - (months * 306 + 5) / 10 + 1,
        }
    }

    /// Days from 1970-01-01.
    pub(crate) fn days(&self) -> i64 {
        let months = (self.month + 9) % 12;
        let year = if months >= 10 {
            self.year - 1
        } else {
            self.year
        };
        let leaps = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
        year * 365 + leaps + (months * 306 + 5) / 10 + self.day - 1 - EPOCH
    }

    /// Whether there is such a day.
    pub(crate) fn is_real(&self) -> bool {
        let leap = self.year % 4 == 0 && (self.year % 100 != 0 || self.year % 400 == 0);
        let last = match self.month {
            2 if leap => 29,
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
            _ => return false,
        };
        (1..=last).contains(&self.day)
    }
}
