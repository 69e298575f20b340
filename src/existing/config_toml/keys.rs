//! The keys of a table as GitLab Runner finds them.
//!
//! BurntSushi/toml gives a key to the field of exactly its name, else to one that differs from it in
//! the case of letters only (`unifyStruct` in decode.go, with Go's `strings.EqualFold`). Of two keys
//! for one field the last one wins, in the random order of a Go map.

use super::tree::{Id, Kind, Tree};

/// Two keys for one field.
pub(super) struct Twins(pub(super) Id);

/// The key of this field, which is in lower case and ASCII.
pub(super) fn find(tree: &Tree, table: Id, field: &str) -> Result<Option<Id>, Twins> {
    let mut found = None;
    for &child in &tree.nodes[table].children {
        if is_named(&tree.nodes[child].key, field) {
            if found.is_some() {
                return Err(Twins(child));
            }
            found = Some(child);
        }
    }
    Ok(found)
}

/// The same where it does not matter which of two it is.
pub(super) fn any(tree: &Tree, table: Id, field: &str) -> Option<Id> {
    let mut children = tree.nodes[table].children.iter().copied();
    children.find(|&child| is_named(&tree.nodes[child].key, field))
}

/// Whether this key is the one of the field. Outside ASCII only two letters fold into it.
pub(super) fn is_named(key: &str, field: &str) -> bool {
    let fold = |c: char| match c {
        'ſ' => 's',
        '\u{212a}' => 'k',
        c => c.to_ascii_lowercase(),
    };
    key.chars().map(fold).eq(field.chars())
}

/// The tables of a node that is one or several: of `[[name]]`, of an array, or itself.
pub(super) fn tables(tree: &Tree, id: Id) -> Option<Vec<Id>> {
    let is_table = |id: &Id| {
        let kind = tree.nodes[*id].kind;
        matches!(
            kind,
            Kind::Header | Kind::Implicit | Kind::Dotted | Kind::Inline
        )
    };
    let node = &tree.nodes[id];
    match node.kind {
        Kind::Tables | Kind::Array => node
            .children
            .iter()
            .all(is_table)
            .then(|| node.children.clone()),
        _ => None,
    }
}
