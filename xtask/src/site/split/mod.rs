//! Two modules out of one: what the page runs before it is usable, and the rest.
//!
//! Nobody waits for code that nobody runs yet. The linker makes one module; this cuts it in two. The
//! functions that a start never calls go into the second, which static/loader.js fetches once the
//! page is usable. Both share memory, table and globals, so that nothing else in the program knows
//! of it.
//!
//! ```text
//! first:  … call_indirect 812 …          rest:  … call_indirect 813 …   (back into the first)
//!         table[812] = stub: load(); call_indirect 812        table[812] = the function itself
//! ```
//!
//! Which functions are later is a list of names, [`LATER`], that `cargo xtask record` writes after
//! watching a start. The list decides what it costs and never what is right: a function that is
//! called before the second module is there finds a stub, which loads it on the spot. A name that
//! the list does not know stays in the first.
//!
//! Data goes with the functions: what only the later ones point to is in the second module. The
//! linker's own notes say what points where, see `relocations`.
//!
//! A second program with an interface of text was tried instead: it repeats half of the library.

use std::collections::HashSet;

use walrus::{FunctionId, Module, ModuleConfig};

use crate::Outcome;

mod body;
mod data;
mod leb128;
mod plan;
pub(super) mod record;
mod relocations;
mod served;

pub(super) use served::serve;

use plan::Plan;
use relocations::Pieces;

/// The names of the functions that a start does not call, one a line, sorted.
const LATER: &str = include_str!("later.txt");

/// What the second module calls the first, in its imports.
const FIRST: &str = "first";

/// Where the first module's stubs find the function that loads the second.
const LOADER: (&str, &str) = ("rest", "load");

/// The two modules.
struct Split {
    first: Vec<u8>,
    rest: Vec<u8>,
}

/// Cuts the module that wasm-bindgen leaves, with its names, in two without names.
fn split(wasm: &[u8]) -> Outcome<Split> {
    let known: HashSet<&str> = LATER.lines().collect();
    let mut module = parsed(wasm)?;
    let pieces = Pieces::take(&mut module, relocations::data_section(wasm)?)?;
    let plan = Plan::of(&module, &known)?;
    let later = data::later(&module, &pieces, &plan);
    let mut rest = bare(wasm)?;
    let shared = plan.make_rest(&mut rest, &later)?;
    let mut first = bare(wasm)?;
    data::clear(&mut first, &later)?;
    plan.make_first(&mut first, &shared)?;
    Ok(Split {
        first: first.emit_wasm(),
        rest: rest.emit_wasm(),
    })
}

/// The module in one, without what only tools read.
pub(super) fn whole(wasm: &[u8]) -> Outcome<Vec<u8>> {
    Ok(bare(wasm)?.emit_wasm())
}

/// The module and nothing else.
fn bare(wasm: &[u8]) -> Outcome<Module> {
    let mut module = parsed(wasm)?;
    let notes: Vec<_> = module.customs.iter().map(|(id, _)| id).collect();
    for id in notes {
        module.customs.delete(id);
    }
    Ok(module)
}

fn parsed(wasm: &[u8]) -> Outcome<Module> {
    let mut config = ModuleConfig::new();
    config
        .generate_name_section(false)
        .generate_producers_section(false);
    Ok(config.parse(wasm)?)
}

/// The name of a function as the list has it: without what differs from compiler to compiler.
///
/// Two functions may share a name; a name is on the list when a start calls none of them.
fn name(module: &Module, function: FunctionId) -> String {
    let name = module
        .funcs
        .get(function)
        .name
        .as_deref()
        .unwrap_or_default();
    // rustc's disambiguator of a crate, as `core[c5930c85a12de822]`.
    let mut short = String::with_capacity(name.len());
    let mut rest = name;
    while let Some((before, after)) = rest.split_once('[') {
        short += before;
        let hash = after.split_once(']').filter(|(inside, _)| {
            (8..=16).contains(&inside.len()) && inside.bytes().all(|byte| byte.is_ascii_hexdigit())
        });
        rest = match hash {
            Some((_, after)) => after,
            None => {
                short.push('[');
                after
            }
        };
    }
    short + rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use walrus::FunctionBuilder;
    use walrus::ir::Call;

    /// A module in which one function calls another, both with names.
    fn module(names: [&str; 2]) -> Vec<u8> {
        let mut module = Module::default();
        module
            .tables
            .add_local(false, 1, Some(1), walrus::RefType::FUNCREF);
        let mut callee = FunctionBuilder::new(&mut module.types, &[], &[]);
        callee.name(names[0].into()).func_body();
        let callee = callee.finish(Vec::new(), &mut module.funcs);
        let mut caller = FunctionBuilder::new(&mut module.types, &[], &[]);
        caller
            .name(names[1].into())
            .func_body()
            .instr(Call { func: callee });
        let caller = caller.finish(Vec::new(), &mut module.funcs);
        module.exports.add("start", caller);
        module.emit_wasm()
    }

    #[test]
    fn names_are_the_same_for_every_compiler() {
        for (given, expected) in [
            ("core[c5930c85a12de822]::fmt::write", "core::fmt::write"),
            ("<[u8]>::starts_with", "<[u8]>::starts_with"),
            (
                "a[1]::b[0123456789abcdef0]::c[",
                "a[1]::b[0123456789abcdef0]::c[",
            ),
        ] {
            let module = parsed(&module([given, "main"])).expect("a module");
            let mut functions = module.funcs.iter_local();
            assert!(functions.any(|(id, _)| name(&module, id) == expected));
        }
    }

    /// What the two modules do together is seen in a browser.
    #[test]
    fn only_what_is_known_and_not_exported_is_later() {
        let later = LATER.lines().next().expect("a name");
        let placed = |names| {
            let known = LATER.lines().collect();
            let plan = Plan::of(&parsed(&module(names)).expect("a module"), &known);
            let plan = plan.expect("a plan");
            (plan.later.len(), plan.new.len())
        };
        assert_eq!(placed([later, "main"]), (1, 1));
        assert_eq!(placed(["unheard of", later]), (0, 0));
        let parts = split(&module([later, "main"])).expect("two modules");
        assert!(parsed(&parts.first).is_ok() && parsed(&parts.rest).is_ok());
    }
}
