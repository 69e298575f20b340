//! Which data goes into which module, and cutting it.

use std::ops::Range;

use walrus::ir::Value;
use walrus::{ConstExpr, DataId, DataKind, Module};

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
    for_each(module, places, |_, bytes| bytes.fill(0))
}

/// Nothing but them.
pub(super) fn keep(module: &mut Module, places: &[Range<u32>]) -> Outcome {
    let mut kept = Vec::new();
    for_each(module, places, |start, bytes| {
        kept.push((start, bytes.to_vec()));
    })?;
    for id in ids(module) {
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

fn ids(module: &Module) -> Vec<DataId> {
    module.data.iter().map(walrus::Data::id).collect()
}

/// Hands over the bytes at each of the places, with their address.
fn for_each(
    module: &mut Module,
    places: &[Range<u32>],
    mut take: impl FnMut(u32, &mut [u8]),
) -> Outcome {
    for id in ids(module) {
        let data = module.data.get_mut(id);
        let DataKind::Active {
            offset: ConstExpr::Value(Value::I32(offset)),
            ..
        } = data.kind
        else {
            return Err("the page's module has data that is not at a fixed address".into());
        };
        for place in places {
            let from = place.start.checked_sub(offset as u32);
            let to = place.end.saturating_sub(offset as u32) as usize;
            let bytes = from.and_then(|from| data.value.get_mut(from as usize..to));
            if let Some(bytes) = bytes {
                take(place.start, bytes);
            }
        }
    }
    Ok(())
}
