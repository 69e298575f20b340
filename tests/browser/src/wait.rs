//! Waiting for what will be true soon: asked again and again, with an end.

use std::time::{Duration, Instant};

/// Long enough for a busy machine with two cores; a page that is right needs milliseconds.
const LIMIT: Duration = Duration::from_secs(20);

const PAUSE: Duration = Duration::from_millis(15);

/// Waits until `look` finds something.
///
/// # Panics
/// When it does not in time; `what` says what was awaited.
#[track_caller]
pub fn until<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let end = Instant::now() + LIMIT;
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(Instant::now() < end, "waited in vain: {what}");
        std::thread::sleep(PAUSE);
    }
}

/// Waits until `look` gives exactly this.
///
/// # Panics
/// When it does not in time, with the last thing it gave.
#[track_caller]
pub fn until_equal<T: PartialEq + std::fmt::Debug>(
    what: &str,
    expected: &T,
    mut look: impl FnMut() -> T,
) {
    let end = Instant::now() + LIMIT;
    loop {
        let seen = look();
        if seen == *expected {
            return;
        }
        assert!(
            Instant::now() < end,
            "{what}\nexpected: {expected:#?}\nseen:     {seen:#?}"
        );
        std::thread::sleep(PAUSE);
    }
}
