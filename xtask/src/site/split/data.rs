//! Which data goes into which module, and cutting it.

use std::ops::Range;

use walrus::ir::Value;
use walrus::{ConstExpr, DataKind, Module};

use super::body;
use super::plan::Plan;
use super::relocations::Pieces;
use crate::Outcome;

/// Fewer bytes are not worth a segment of their own.
const GAP: u32 = 8;

/// The addresses of the data that only later functions point to, sorted. Near neighbours with
/// nothing of the first module between them are one.
pub(super) fn later(module: &Module, pieces: &Pieces, plan: &Plan) -> Vec<Range<u32>> {
    let mut roots = Vec::new();
    for (id, function) in module.funcs.iter_local() {
        if !plan.later.contains(&id.index()) {
            let numbers = body::numbers(function).into_iter();
            roots.extend(numbers.flat_map(|number| pieces.meant_by(number)));
        }
    }
    let needed = pieces.needed_by(roots.into_iter());
    let mut later: Vec<Range<u32>> = Vec::new();
    let mut clean = false;
    for (number, piece) in pieces.all.iter().enumerate() {
        if needed.contains(&number) {
            clean = false;
            continue;
        }
        match later.last_mut() {
            Some(last) if clean && piece.place.start - last.end < GAP => last.end = piece.place.end,
            _ => later.push(piece.place.clone()),
        }
        clean = true;
    }
    later.retain(|place| place.end - place.start >= GAP);
    later
}

/// Zeros in place of them: they compress to nothing.
pub(super) fn clear(module: &mut Module, places: &[Range<u32>]) -> Outcome {
    let ids: Vec<_> = module.data.iter().map(walrus::Data::id).collect();
    for id in ids {
        let data = module.data.get_mut(id);
        let start = start(&data.kind)?;
        for place in places {
            if let Some(bytes) = part(&mut data.value, start, place) {
                bytes.fill(0);
            }
        }
    }
    Ok(())
}

/// Nothing but them.
pub(super) fn keep(module: &mut Module, places: &[Range<u32>]) -> Outcome {
    let mut kept = Vec::new();
    let ids: Vec<_> = module.data.iter().map(walrus::Data::id).collect();
    for id in ids {
        let data = module.data.get_mut(id);
        let start = start(&data.kind)?;
        for place in places {
            if let Some(bytes) = part(&mut data.value, start, place) {
                kept.push((place.start, bytes.to_vec()));
            }
        }
        module.data.delete(id);
    }
    // Where there is no memory there is no data.
    let Some(memory) = module.memories.iter_mut().next() else {
        return Ok(());
    };
    memory.data_segments.clear();
    let memory = memory.id();
    for (start, bytes) in kept {
        let offset = ConstExpr::Value(Value::I32(start as i32));
        let id = module.data.add(DataKind::Active { memory, offset }, bytes);
        module.memories.get_mut(memory).data_segments.insert(id);
    }
    Ok(())
}

fn start(kind: &DataKind) -> Outcome<u32> {
    match kind {
        DataKind::Active {
            offset: ConstExpr::Value(Value::I32(offset)),
            ..
        } => Ok(*offset as u32),
        _ => Err("the page's module has data that is not at a fixed address".into()),
    }
}

/// The bytes at these addresses, when they are in this segment.
fn part<'a>(value: &'a mut [u8], start: u32, place: &Range<u32>) -> Option<&'a mut [u8]> {
    let from = place.start.checked_sub(start)? as usize;
    value.get_mut(from..from + (place.end - place.start) as usize)
}
