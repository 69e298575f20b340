//! The clock of the reader.

use js_sys::Date;
use wasm_bindgen::JsValue;

/// A moment as the reader's clock and calendar show it.
#[derive(Clone, PartialEq)]
pub(super) struct Moment {
    /// `2026-11-26`.
    pub(super) day: String,
    /// `23:17:51`.
    pub(super) time: String,
    /// How far the clock is from UTC then: `+09:00`.
    pub(super) offset: String,
}

/// Now, in milliseconds since the epoch, in whole seconds as the headers of HTTP have them.
pub(super) fn now_ms() -> i64 {
    Date::now() as i64 / 1_000 * 1_000
}

/// The farthest moment from the epoch that JavaScript knows (ECMA-262, 21.4.1.1), less a day for the
/// offset.
const FARTHEST_MS: i64 = 8_640_000_000_000_000 - 86_400_000;

/// A moment, when JavaScript knows it.
pub(super) fn moment(ms: i64) -> Option<Moment> {
    if ms.abs() > FARTHEST_MS {
        return None;
    }
    let date = |ms: f64| Date::new(&JsValue::from_f64(ms));
    // Minutes, and those that have to be added to get UTC.
    let behind = date(ms as f64).get_timezone_offset();
    let local = date(ms as f64 - behind * 60_000.0).to_iso_string();
    let local = local.as_string()?;
    // Beyond the year 9999 there is a sign and six digits.
    let (day, rest) = local.split_once('T')?;
    let minutes = behind.abs() as u32;
    let sign = if behind > 0.0 { "-" } else { "+" };
    Some(Moment {
        day: day.to_owned(),
        time: rest.get(..8)?.to_owned(),
        offset: format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60),
    })
}
