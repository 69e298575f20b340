//! What the linker knew of the data: where each piece begins and ends, and what points to it
//! (WebAssembly's tool conventions, "Linking.md": the sections `linking`, `reloc.CODE` and
//! `reloc.DATA`, which `--emit-relocs` keeps and wasm-bindgen passes on).

use std::collections::HashSet;
use std::ops::Range;

use walrus::{ConstExpr, DataKind, Module, ir::Value};

use super::leb128::Reader;
use crate::Outcome;

/// One piece of data, with the addresses that it takes.
pub(super) struct Piece {
    pub(super) place: Range<u32>,
    /// Somebody points beside it, or it can change: then it cannot be told who uses it, or when.
    pub(super) fixed: bool,
}

/// All of them, sorted by address, and the pointers from one to another.
#[derive(Default)]
pub(super) struct Pieces {
    pub(super) all: Vec<Piece>,
    /// By place in `all`: who points, and to whom.
    pub(super) pointers: Vec<(usize, usize)>,
}

/// The subsections of `linking` that are read here.
const SEGMENT_INFO: u8 = 5;
const SYMBOL_TABLE: u8 = 8;

/// What `flags` of a symbol say.
const UNDEFINED: u32 = 0x10;
const EXPLICIT_NAME: u32 = 0x40;

/// The kinds of symbols.
const DATA: u8 = 1;
const SECTION: u8 = 3;

/// What can be moved: the segment of what never changes.
const READ_ONLY: &str = ".rodata";

/// The types of relocations that hold an address of data, and those with an addend besides them.
const ADDRESSES: [u8; 4] = [3, 4, 5, 11];
const WITH_ADDEND: [u8; 2] = [8, 9];
/// Those that are about no data: functions, types, globals, tables.
const WITHOUT: [u8; 9] = [0, 1, 2, 6, 7, 10, 12, 13, 20];
/// The address as four bytes in data.
const MEMORY_ADDR_I32: u8 = 5;

impl Pieces {
    /// Takes the three sections out of a module. Without them there are no pieces, and no data moves.
    pub(super) fn take(module: &mut Module, data_section: &[u8]) -> Outcome<Self> {
        let mut section = |name| module.customs.remove_raw(name).map(|section| section.data);
        let (linking, code, data) = (
            section("linking"),
            section("reloc.CODE"),
            section("reloc.DATA"),
        );
        let (Some(linking), Some(code), Some(data)) = (linking, code, data) else {
            return Ok(Self::default());
        };
        let segments = segments(module)?;
        let mut symbols = symbols(&linking, &segments)?;
        for relocation in relocations(&code)?.into_iter().chain(relocations(&data)?) {
            if let Some(Some(symbol)) = symbols.get_mut(relocation.symbol) {
                let size = i64::from(symbol.place.end - symbol.place.start);
                symbol.fixed |= !(0..=size).contains(&relocation.addend);
            }
        }
        // Several symbols may name one place; two that overlap in part are taken for one.
        let mut order: Vec<usize> = (0..symbols.len())
            .filter(|symbol| symbols[*symbol].is_some())
            .collect();
        order.sort_by_key(|symbol| {
            symbols[*symbol]
                .as_ref()
                .map_or(0, |piece| piece.place.start)
        });
        let mut all: Vec<Piece> = Vec::new();
        let mut piece_of = vec![None; symbols.len()];
        for number in order {
            let Some(symbol) = &symbols[number] else {
                continue;
            };
            match all.last_mut() {
                Some(last) if symbol.place.start < last.place.end || symbol.place == last.place => {
                    last.place.end = last.place.end.max(symbol.place.end);
                    last.fixed |= symbol.fixed;
                }
                _ => all.push(Piece {
                    place: symbol.place.clone(),
                    fixed: symbol.fixed,
                }),
            }
            piece_of[number] = Some(all.len() - 1);
        }

        let mut pieces = Self {
            all,
            pointers: Vec::new(),
        };
        let starts = payloads(data_section)?;
        for relocation in relocations(&data)? {
            if relocation.kind != MEMORY_ADDR_I32 {
                continue;
            }
            let at = starts.iter().zip(&segments).find_map(|(payload, segment)| {
                payload
                    .contains(&relocation.offset)
                    .then(|| (relocation.offset - payload.start) as u32 + segment.start)
            });
            let (Some(at), Some(Some(symbol))) = (at, symbols.get(relocation.symbol)) else {
                return Err("reloc.DATA points out of the data".into());
            };
            // The sections are another linker's word; here the data itself must agree.
            let written = &data_section[relocation.offset..relocation.offset + 4];
            let meant = i64::from(symbol.place.start) + relocation.addend;
            if i64::from(u32::from_le_bytes([
                written[0], written[1], written[2], written[3],
            ])) != meant
            {
                return Err("reloc.DATA does not fit the data".into());
            }
            if let (Some(from), Some(to)) = (pieces.at(at), piece_of[relocation.symbol]) {
                pieces.pointers.push((from, to));
            }
        }
        Ok(pieces)
    }

    /// The piece at an address.
    fn at(&self, address: u32) -> Option<usize> {
        let after = self
            .all
            .partition_point(|piece| piece.place.start <= address);
        let found = after.checked_sub(1)?;
        self.all[found].place.contains(&address).then_some(found)
    }

    /// The pieces that a number in a function may mean: one that it lies in, or ends.
    pub(super) fn meant_by(&self, number: u32) -> impl Iterator<Item = usize> {
        let inside = self.at(number);
        let ended = number.checked_sub(1).and_then(|last| self.at(last));
        inside.into_iter().chain(ended)
    }

    /// The pieces that must be there from the start, when these are.
    pub(super) fn needed_by(&self, roots: impl Iterator<Item = usize>) -> HashSet<usize> {
        let mut needed = HashSet::new();
        let fixed = (0..self.all.len()).filter(|piece| self.all[*piece].fixed);
        let mut pending: Vec<usize> = roots.chain(fixed).collect();
        while let Some(piece) = pending.pop() {
            if needed.insert(piece) {
                let targets = self.pointers.iter().filter(|(from, _)| *from == piece);
                pending.extend(targets.map(|(_, to)| *to));
            }
        }
        needed
    }
}

/// The addresses of the module's segments, in its order.
fn segments(module: &Module) -> Outcome<Vec<Range<u32>>> {
    let mut segments = Vec::new();
    for data in module.data.iter() {
        let DataKind::Active {
            offset: ConstExpr::Value(Value::I32(offset)),
            ..
        } = data.kind
        else {
            return Err("the page's module has data that is not at a fixed address".into());
        };
        let start = offset as u32;
        segments.push(start..start + u32::try_from(data.value.len())?);
    }
    Ok(segments)
}

/// The symbols of data, by number; the others are none.
fn symbols(linking: &[u8], segments: &[Range<u32>]) -> Outcome<Vec<Option<Piece>>> {
    let mut reader = Reader(linking, 0);
    if reader.number()? != 2 {
        return Err("`linking` has another version than 2".into());
    }
    let mut constant = Vec::new();
    let mut symbols = Vec::new();
    while !reader.done() {
        let kind = reader.byte()?;
        let end = reader.number()? as usize + reader.1;
        match kind {
            SEGMENT_INFO => {
                for _ in 0..reader.number()? {
                    constant.push(reader.name()?.starts_with(READ_ONLY));
                    reader.number()?;
                    reader.number()?;
                }
            }
            SYMBOL_TABLE => {
                for _ in 0..reader.number()? {
                    symbols.push(symbol(&mut reader, segments)?);
                }
            }
            _ => {}
        }
        reader.1 = end;
    }
    Ok(symbols
        .into_iter()
        .map(|symbol| {
            let (segment, place) = symbol?;
            Some(Piece {
                place,
                fixed: constant.get(segment) != Some(&true),
            })
        })
        .collect())
}

/// One symbol; of data, its segment and addresses.
fn symbol(reader: &mut Reader, segments: &[Range<u32>]) -> Outcome<Option<(usize, Range<u32>)>> {
    let kind = reader.byte()?;
    let flags = reader.number()?;
    let defined = flags & UNDEFINED == 0;
    match kind {
        DATA => {
            reader.name()?;
            if !defined {
                return Ok(None);
            }
            let (segment, offset, size) = (
                reader.number()? as usize,
                reader.number()?,
                reader.number()?,
            );
            // What the loader would fill with zeros has no segment any more.
            let start = segments.get(segment).map(|segment| segment.start + offset);
            Ok(start.map(|start| (segment, start..start + size)))
        }
        SECTION => {
            reader.number()?;
            Ok(None)
        }
        _ => {
            reader.number()?;
            if defined || flags & EXPLICIT_NAME != 0 {
                reader.name()?;
            }
            Ok(None)
        }
    }
}

struct Relocation {
    kind: u8,
    /// In the section that it is about.
    offset: usize,
    symbol: usize,
    addend: i64,
}

/// The relocations that hold addresses of data.
fn relocations(section: &[u8]) -> Outcome<Vec<Relocation>> {
    let mut reader = Reader(section, 0);
    reader.number()?;
    let mut relocations = Vec::new();
    for _ in 0..reader.number()? {
        let kind = reader.byte()?;
        let (offset, symbol) = (reader.number()? as usize, reader.number()? as usize);
        if ADDRESSES.contains(&kind) {
            relocations.push(Relocation {
                kind,
                offset,
                symbol,
                addend: reader.signed()?,
            });
        } else if WITH_ADDEND.contains(&kind) {
            reader.signed()?;
        } else if !WITHOUT.contains(&kind) {
            return Err(format!("a relocation of type {kind}").into());
        }
    }
    Ok(relocations)
}

/// Where in the data section the bytes of each segment stand.
fn payloads(section: &[u8]) -> Outcome<Vec<Range<usize>>> {
    const END: u8 = 0x0b;
    let mut reader = Reader(section, 0);
    let mut payloads = Vec::new();
    for _ in 0..reader.number()? {
        reader.number()?;
        reader.byte()?;
        reader.signed()?;
        if reader.byte()? != END {
            return Err("the page's module has data that is not at a fixed address".into());
        }
        let length = reader.number()? as usize;
        payloads.push(reader.1..reader.1 + length);
        reader.1 += length;
    }
    Ok(payloads)
}

/// The data section of a module, as bytes.
pub(super) fn data_section(wasm: &[u8]) -> Outcome<&[u8]> {
    const DATA_SECTION: u8 = 11;
    let mut reader = Reader(wasm, 8);
    while !reader.done() {
        let id = reader.byte()?;
        let length = reader.number()? as usize;
        let start = reader.1;
        if id == DATA_SECTION {
            return Ok(wasm.get(start..start + length).unwrap_or_default());
        }
        reader.1 += length;
    }
    Ok(&[])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces() -> Pieces {
        let piece = |place, fixed| Piece { place, fixed };
        Pieces {
            all: vec![
                piece(100..110, false),
                piece(110..120, false),
                piece(130..140, true),
                piece(140..150, false),
                piece(150..160, false),
            ],
            pointers: vec![(0, 1), (2, 4), (1, 0)],
        }
    }

    #[test]
    fn a_number_means_what_it_lies_in_and_what_it_ends() {
        let meant = |number| pieces().meant_by(number).collect::<Vec<_>>();
        assert!(meant(99).is_empty());
        assert_eq!(meant(100), [0]);
        assert_eq!(meant(105), [0, 0]);
        assert_eq!(meant(110), [1, 0]);
        assert_eq!(meant(120), [1]);
        assert!(meant(125).is_empty());
        assert!(meant(0).is_empty());
    }

    #[test]
    fn what_is_pointed_to_is_needed_and_what_cannot_be_told_as_well() {
        let needed = |roots: &[usize]| {
            let mut needed: Vec<_> = pieces()
                .needed_by(roots.iter().copied())
                .into_iter()
                .collect();
            needed.sort_unstable();
            needed
        };
        assert_eq!(needed(&[]), [2, 4]);
        assert_eq!(needed(&[1]), [0, 1, 2, 4]);
    }
}
