//! Looking into a function's body.

use walrus::ir::{self, Instr, InstrSeq, InstrSeqId, Value, Visitor};
use walrus::{FunctionId, LocalFunction};

use crate::Outcome;

/// Every sequence of instructions of a function.
pub(super) fn sequences(function: &LocalFunction) -> Vec<InstrSeqId> {
    let mut seen = Seen::default();
    ir::dfs_in_order(&mut seen, function, function.entry_block());
    seen.0
}

#[derive(Default)]
struct Seen(Vec<InstrSeqId>);

impl<'a> Visitor<'a> for Seen {
    fn start_instr_seq(&mut self, sequence: &'a InstrSeq) {
        self.0.push(sequence.id());
    }
}

/// Every number that a function names, as an address: also those that only look like one.
pub(super) fn numbers(function: &LocalFunction) -> Vec<u32> {
    let mut numbers = Vec::new();
    for sequence in sequences(function) {
        for (instruction, _) in &function.block(sequence).instrs {
            let offset = match instruction {
                Instr::Const(constant) => {
                    if let Value::I32(number) = constant.value {
                        numbers.push(number as u32);
                    }
                    continue;
                }
                Instr::Load(load) => load.arg.offset,
                Instr::Store(store) => store.arg.offset,
                _ => continue,
            };
            numbers.extend(u32::try_from(offset));
        }
    }
    numbers
}

/// Every function that is called by name, as often as it is.
pub(super) fn callees(function: &LocalFunction) -> Outcome<Vec<FunctionId>> {
    let mut callees = Vec::new();
    for sequence in sequences(function) {
        for (instruction, _) in &function.block(sequence).instrs {
            match instruction {
                Instr::Call(call) => callees.push(call.func),
                // rustc makes none of them unless it is told to.
                Instr::RefFunc(_) | Instr::ReturnCall(_) => {
                    return Err(
                        "the page's module names a function in a way that cannot be cut".into(),
                    );
                }
                _ => {}
            }
        }
    }
    Ok(callees)
}
