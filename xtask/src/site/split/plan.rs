//! Which function goes into which module, and making the two.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use walrus::ir::{Call, CallIndirect, Const, Instr, LocalGet, Value};
use walrus::{ConstExpr, ElementItems, ElementKind, FunctionBuilder, FunctionId, FunctionKind};
use walrus::{GlobalKind, ImportKind, Module, TableId};

use super::{FIRST, LOADER, body, data, name};
use crate::Outcome;

/// As many instructions as a call and its way back cost several times.
const SMALL: u64 = 120;

/// Who goes where. Functions are known by their place: the same bytes, parsed twice, give the same.
pub(super) struct Plan {
    /// The functions of the second module.
    pub(super) later: HashSet<usize>,
    /// The functions that one module calls in the other, or anybody through the table, with their
    /// slot in it.
    slots: HashMap<usize, u64>,
    /// Small functions of the first module that call nothing: each module that wants one has it,
    /// because a call through the table costs more than they do.
    copied: HashSet<usize>,
    /// Those of the slots that are new, in their order.
    pub(super) new: Vec<usize>,
    /// How many slots there were.
    old: u64,
}

impl Plan {
    pub(super) fn of(module: &Module, known: &HashSet<&str>) -> Outcome<Self> {
        let mut fixed: HashSet<usize> = HashSet::new();
        for export in module.exports.iter() {
            if let walrus::ExportItem::Function(function) = export.item {
                fixed.insert(function.index());
            }
        }
        fixed.extend(module.start.map(|function| function.index()));
        let local = || module.funcs.iter_local().map(|(id, _)| id);
        let later: HashSet<usize> = local()
            .filter(|id| !fixed.contains(&id.index()) && known.contains(&*name(module, *id)))
            .map(|id| id.index())
            .collect();

        let table = function_table(module)?;
        let mut slots = HashMap::new();
        for (offset, functions) in segments(module, table)? {
            for (function, slot) in functions.iter().zip(offset..) {
                slots.entry(function.index()).or_insert(slot);
            }
        }
        let mut copied = HashSet::new();
        for (id, function) in module.funcs.iter_local() {
            if function.size() <= SMALL && body::callees(function)?.is_empty() {
                copied.insert(id.index());
            }
        }
        copied.retain(|place| !later.contains(place));
        let old = module.tables.get(table).initial;
        let mut new = Vec::new();
        for (id, function) in module.funcs.iter_local() {
            let from = later.contains(&id.index());
            for callee in body::callees(function)? {
                let imported = matches!(module.funcs.get(callee).kind, FunctionKind::Import(_));
                let to = callee.index();
                let crosses = from != later.contains(&to) && !copied.contains(&to);
                if crosses && !imported && !slots.contains_key(&to) {
                    slots.insert(to, old + new.len() as u64);
                    new.push(to);
                }
            }
        }
        Ok(Self {
            later,
            slots,
            copied,
            new,
            old,
        })
    }

    /// Leaves the later functions, and gives the names of what they share with the first module.
    pub(super) fn make_rest(
        &self,
        module: &mut Module,
        data: &[Range<u32>],
    ) -> Outcome<HashSet<String>> {
        let table = function_table(module)?;
        let functions = by_place(module);
        self.rewire(module, table, true)?;
        module.start = None;
        for id in module
            .exports
            .iter()
            .map(walrus::Export::id)
            .collect::<Vec<_>>()
        {
            module.exports.delete(id);
        }
        data::keep(module, data)?;
        for id in module
            .elements
            .iter()
            .map(walrus::Element::id)
            .collect::<Vec<_>>()
        {
            module.elements.delete(id);
        }
        for table in module.tables.iter_mut() {
            table.elem_segments.clear();
        }
        import_everything(module);

        let mut later: Vec<(u64, FunctionId)> = self
            .slots
            .iter()
            .filter(|(place, _)| self.later.contains(place))
            .map(|(place, slot)| (*slot, functions[place]))
            .collect();
        later.sort_unstable_by_key(|(slot, _)| *slot);
        for run in later.chunk_by(|(one, _), (next, _)| one + 1 == *next) {
            let functions = run.iter().map(|(_, function)| *function).collect();
            add_segment(module, table, run[0].0, functions);
        }
        walrus::passes::gc::run(module);
        Ok(module
            .imports
            .iter()
            .filter(|import| import.module == FIRST)
            .map(|import| import.name.clone())
            .collect())
    }

    /// Leaves all the others, with stubs where the later functions stood in the table.
    pub(super) fn make_first(&self, module: &mut Module, shared: &HashSet<String>) -> Outcome {
        let table = function_table(module)?;
        let functions = by_place(module);
        self.rewire(module, table, false)?;

        let empty = module.types.add(&[], &[]);
        let (load, _) = module.add_import_func(LOADER.0, LOADER.1, empty);
        let mut stubs = HashMap::new();
        let mut later: Vec<_> = self
            .later
            .iter()
            .filter(|place| self.slots.contains_key(place))
            .collect();
        later.sort_unstable();
        for place in later {
            stubs.insert(
                *place,
                stub(module, table, load, functions[place], self.slots[place]),
            );
        }
        for id in module
            .elements
            .iter()
            .map(walrus::Element::id)
            .collect::<Vec<_>>()
        {
            if let ElementItems::Functions(items) = &mut module.elements.get_mut(id).items {
                for item in items {
                    if let Some(stub) = stubs.get(&item.index()) {
                        *item = *stub;
                    }
                }
            }
        }
        let new = self
            .new
            .iter()
            .map(|place| *stubs.get(place).unwrap_or(&functions[place]));
        let new: Vec<_> = new.collect();
        let size = self.old + new.len() as u64;
        add_segment(module, table, self.old, new);
        let table = module.tables.get_mut(table);
        table.initial = size;
        table.maximum = table.maximum.map(|maximum| maximum.max(size));

        let memories = module
            .memories
            .iter()
            .map(|memory| walrus::ExportItem::from(memory.id()));
        let tables = module
            .tables
            .iter()
            .map(|table| walrus::ExportItem::from(table.id()));
        let globals = module
            .globals
            .iter()
            .map(|global| walrus::ExportItem::from(global.id()));
        let everything: Vec<_> = memories.chain(tables).chain(globals).collect();
        for (number, item) in everything.into_iter().enumerate() {
            if shared.contains(&shared_name(number)) {
                module.exports.add(&shared_name(number), item);
            }
        }
        walrus::passes::gc::run(module);
        Ok(())
    }

    /// Every call from one module into the other goes through the table.
    fn rewire(&self, module: &mut Module, table: TableId, later: bool) -> Outcome {
        let types: HashMap<usize, _> = module
            .funcs
            .iter()
            .map(|function| (function.id().index(), function.ty()))
            .collect();
        for (id, function) in module.funcs.iter_local_mut() {
            if self.later.contains(&id.index()) != later {
                continue;
            }
            for sequence in body::sequences(function) {
                let instructions = &mut function.block_mut(sequence).instrs;
                let mut rewired = Vec::with_capacity(instructions.len());
                for (instruction, place) in instructions.drain(..) {
                    let callee = match &instruction {
                        Instr::Call(Call { func }) => Some(func.index()),
                        _ => None,
                    };
                    match callee.and_then(|callee| Some((callee, *self.slots.get(&callee)?))) {
                        Some((callee, slot))
                            if self.later.contains(&callee) != later
                                && !self.copied.contains(&callee) =>
                        {
                            rewired.push((slot_of(slot).into(), place));
                            let ty = types[&callee];
                            rewired.push((CallIndirect { ty, table }.into(), place));
                        }
                        _ => rewired.push((instruction, place)),
                    }
                }
                *instructions = rewired;
            }
        }
        Ok(())
    }
}

/// What is shared is counted: memories, then tables, then globals, in the order of the module.
fn shared_name(number: usize) -> String {
    format!("shared{number}")
}

/// Whatever the module defined it now takes from the first; what nobody uses is swept away later.
fn import_everything(module: &mut Module) {
    let mut kinds: Vec<ImportKind> = Vec::new();
    kinds.extend(
        module
            .memories
            .iter()
            .map(|memory| ImportKind::Memory(memory.id())),
    );
    kinds.extend(
        module
            .tables
            .iter()
            .map(|table| ImportKind::Table(table.id())),
    );
    kinds.extend(
        module
            .globals
            .iter()
            .map(|global| ImportKind::Global(global.id())),
    );
    for (number, kind) in kinds.into_iter().enumerate() {
        let import = match &kind {
            ImportKind::Memory(id) => module.imports.add(FIRST, &shared_name(number), *id),
            ImportKind::Table(id) => module.imports.add(FIRST, &shared_name(number), *id),
            ImportKind::Global(id) => module.imports.add(FIRST, &shared_name(number), *id),
            ImportKind::Function(_) | ImportKind::Tag(_) => continue,
        };
        match kind {
            ImportKind::Memory(id) => {
                let memory = module.memories.get_mut(id);
                (memory.import, memory.maximum) = (Some(import), None);
            }
            ImportKind::Table(id) => {
                // The first module makes it larger, so no bound of the old one holds.
                let table = module.tables.get_mut(id);
                (table.import, table.maximum) = (Some(import), None);
            }
            ImportKind::Global(id) => module.globals.get_mut(id).kind = GlobalKind::Import(import),
            ImportKind::Function(_) | ImportKind::Tag(_) => {}
        }
    }
}

/// Loads the second module, which puts the function itself where this stood, and calls that.
fn stub(
    module: &mut Module,
    table: TableId,
    load: FunctionId,
    function: FunctionId,
    slot: u64,
) -> FunctionId {
    let ty = module.funcs.get(function).ty();
    let (parameters, results) = module.types.params_results(ty);
    let (parameters, results) = (parameters.to_vec(), results.to_vec());
    let mut builder = FunctionBuilder::new(&mut module.types, &parameters, &results);
    let arguments: Vec<_> = parameters.iter().map(|ty| module.locals.add(*ty)).collect();
    let mut body = builder.func_body();
    body.instr(Call { func: load });
    for local in &arguments {
        body.instr(LocalGet { local: *local });
    }
    body.instr(slot_of(slot)).instr(CallIndirect { ty, table });
    builder.finish(arguments, &mut module.funcs)
}

fn slot_of(slot: u64) -> Const {
    Const {
        value: Value::I32(slot as u32 as i32),
    }
}

fn by_place(module: &Module) -> HashMap<usize, FunctionId> {
    module
        .funcs
        .iter()
        .map(|function| (function.id().index(), function.id()))
        .collect()
}

fn function_table(module: &Module) -> Outcome<TableId> {
    Ok(module
        .tables
        .main_function_table()?
        .ok_or("the page's module has no table of functions")?)
}

/// The functions of each segment of the table, from which slot on.
fn segments(module: &Module, wanted: TableId) -> Outcome<Vec<(u64, Vec<FunctionId>)>> {
    let mut segments = Vec::new();
    for element in module.elements.iter() {
        match (&element.kind, &element.items) {
            (
                ElementKind::Active {
                    table,
                    offset: ConstExpr::Value(Value::I32(offset)),
                },
                ElementItems::Functions(functions),
            ) if *table == wanted => {
                segments.push((u64::from(*offset as u32), functions.clone()));
            }
            (ElementKind::Active { table, .. }, _) if *table != wanted => {}
            _ => return Err("the page's module has a segment that cannot be cut".into()),
        }
    }
    Ok(segments)
}

fn add_segment(module: &mut Module, table: TableId, offset: u64, functions: Vec<FunctionId>) {
    let offset = ConstExpr::Value(slot_of(offset).value);
    let kind = ElementKind::Active { table, offset };
    let segment = module
        .elements
        .add(kind, ElementItems::Functions(functions));
    module.tables.get_mut(table).elem_segments.insert(segment);
}
