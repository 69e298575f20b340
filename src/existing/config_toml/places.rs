//! Where a runner has the keys of a plan, if each of them is of the type that the Runner takes.

use super::keys::{Twins, find};
use super::merge::{self, Places};
use super::tree::{Id, Kind, Tree};

/// Why a key cannot be merged; the runner is left as it is then.
pub(super) enum Wrong {
    /// Two keys for one field.
    Twin(Id),
    /// Not an array of strings.
    NotStrings(Id),
    /// Not a string.
    NotString(Id),
    /// Not a table.
    NotTable(Id),
    /// Neither `true` nor `false`.
    NotBoolean(Id),
}

/// Whether a value is of the type; else it is wrong like this.
type Check = (fn(&Tree, Id) -> bool, fn(Id) -> Wrong);

const STRINGS: Check = (is_strings, Wrong::NotStrings);
const STRING: Check = (
    |tree, id| matches!(tree.nodes[id].kind, Kind::String(_)),
    Wrong::NotString,
);
const TABLE: Check = (is_table, Wrong::NotTable);
const BOOLEAN: Check = (
    |tree, id| matches!(tree.nodes[id].kind, Kind::True | Kind::False),
    Wrong::NotBoolean,
);

fn is_strings(tree: &Tree, id: Id) -> bool {
    let node = &tree.nodes[id];
    let mut elements = node.children.iter();
    node.kind == Kind::Array
        && elements.all(|&element| matches!(tree.nodes[element].kind, Kind::String(_)))
}

fn is_table(tree: &Tree, id: Id) -> bool {
    let kind = tree.nodes[id].kind;
    matches!(
        kind,
        Kind::Header | Kind::Implicit | Kind::Dotted | Kind::Inline
    )
}

impl Places {
    pub(super) fn of(tree: &Tree, runner: Id) -> Result<Self, Vec<Wrong>> {
        let mut wrong = Vec::new();
        let mut place = |table: Option<Id>, field, (is_right, otherwise): Check| match find(
            tree, table?, field,
        ) {
            Ok(Some(id)) if is_right(tree, id) => Some(id),
            Ok(Some(id)) => {
                wrong.push(otherwise(id));
                None
            }
            Ok(None) => None,
            Err(Twins(id)) => {
                wrong.push(Wrong::Twin(id));
                None
            }
        };
        place(Some(runner), "executor", STRING);
        let docker = place(Some(runner), "docker", TABLE);
        let places = Self {
            runner,
            environment: place(Some(runner), merge::ENVIRONMENT, STRINGS),
            pre_get_sources: place(Some(runner), merge::PRE_GET_SOURCES, STRING),
            pre_build: place(Some(runner), merge::PRE_BUILD, STRING),
            docker,
            privileged: place(docker, merge::PRIVILEGED, BOOLEAN),
            volumes: place(docker, merge::VOLUMES, STRINGS),
        };
        if wrong.is_empty() {
            Ok(places)
        } else {
            Err(wrong)
        }
    }
}
