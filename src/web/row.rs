//! Rows of our tables, as properties.

use std::ops::Deref;

/// A row of one of our tables, as a property: the same row is the same place in memory.
pub(super) struct Row<T: 'static>(pub(super) &'static T);

impl<T> Clone for Row<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Row<T> {}

impl<T> PartialEq for Row<T> {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.0, other.0)
    }
}

impl<T> Deref for Row<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.0
    }
}
