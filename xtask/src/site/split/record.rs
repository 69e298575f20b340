//! `cargo xtask record`: watches which functions a start calls, and writes the list of the others.

use std::collections::HashSet;
use std::fs;
use std::path::Path;

use walrus::ir::{Call, Const, Value};
use walrus::{FunctionId, ValType};

use super::served::importing;
use super::{name, parsed};
use crate::process::{self, cargo};
use crate::site::finish::{Effort, finish};
use crate::site::{build_from, files_below};
use crate::{Outcome, root};

/// Where a watched module finds the function that is told of every call, with the function's number.
const WATCHER: (&str, &str) = ("record", "ran");

/// What it does there.
const WATCH: &str = "(number) => { (globalThis.ran ??= new Set()).add(number); }";

/// Builds a watched page, has a browser start it in every way that people do, and writes the list.
pub(crate) fn chore(mut arguments: lexopt::Parser) -> Outcome {
    if let Some(argument) = arguments.next()? {
        return Err(argument.unexpected().into());
    }
    let target = process::target_directory()?;
    let (site, ran) = (target.join("record-site"), target.join("record.json"));
    build_from(root(), &site)?;
    let names = watch(&site)?;
    finish(&site, Effort::Tried)?;
    process::run(
        cargo()
            .args(["bench", "--package", "browser-tests", "--bench", "record"])
            .args(["--profile", "dev"])
            .env("RUNNER_PROXY_SITE", &site)
            .env("RUNNER_PROXY_RECORD", &ran),
    )?;
    let ran: HashSet<usize> = serde_json::from_slice(&fs::read(ran)?)?;
    let list = later(&names, &ran);
    println!(
        "{} of {} functions run before the page is usable.",
        ran.len(),
        names.len()
    );
    fs::write(root().join("xtask/src/site/split/later.txt"), list)?;
    Ok(())
}

/// Replaces module and glue of a built page by watched ones, and gives the functions' names.
fn watch(site: &Path) -> Outcome<Vec<String>> {
    let mut names = Vec::new();
    for (name, path) in files_below(site)? {
        if name.ends_with(".wasm") {
            let wasm;
            (wasm, names) = watched(&fs::read(&path)?)?;
            fs::write(&path, wasm)?;
        } else if name.starts_with("page-") {
            let glue = fs::read_to_string(&path)?;
            fs::write(&path, importing(&glue, WATCHER, WATCH)?)?;
        }
    }
    Ok(names)
}

/// The module, made to tell of every function that it enters, and the name of each.
fn watched(wasm: &[u8]) -> Outcome<(Vec<u8>, Vec<String>)> {
    let mut module = parsed(wasm)?;
    let ty = module.types.add(&[ValType::I32], &[]);
    let (ran, _) = module.add_import_func(WATCHER.0, WATCHER.1, ty);
    let functions: Vec<FunctionId> = module.funcs.iter_local().map(|(id, _)| id).collect();
    let mut names = Vec::new();
    for (number, id) in functions.into_iter().enumerate() {
        names.push(name(&module, id));
        let function = module.funcs.get_mut(id).kind.unwrap_local_mut();
        let entry = function.entry_block();
        let number = Const {
            value: Value::I32(i32::try_from(number)?),
        };
        let told = [number.into(), Call { func: ran }.into()];
        let instructions = &mut function.block_mut(entry).instrs;
        instructions.splice(
            0..0,
            told.map(|instruction| (instruction, Default::default())),
        );
    }
    Ok((module.emit_wasm(), names))
}

/// The list of the functions that did not run, each name once; a name that one of its functions ran
/// under is none of them.
fn later(names: &[String], ran: &HashSet<usize>) -> String {
    let first: HashSet<&str> = ran
        .iter()
        .filter_map(|number| Some(&**names.get(*number)?))
        .collect();
    let mut later: Vec<&str> = names
        .iter()
        .map(|name| &**name)
        .filter(|name| !name.is_empty() && !first.contains(name))
        .collect();
    later.sort_unstable();
    later.dedup();
    later.join("\n") + "\n"
}
