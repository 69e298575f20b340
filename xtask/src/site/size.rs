//! What a reader downloads: every file raw, with gzip and with brotli.

use std::fs;
use std::io::Write;
use std::path::Path;

use super::files_below;
use crate::Outcome;

/// The endings of files that shrink when compressed; a picture or a font does not.
const COMPRESSIBLE: &[&str] = &[
    "html",
    "js",
    "wasm",
    "css",
    "svg",
    "json",
    "txt",
    "webmanifest",
];

/// The endings of the files that [`write_compressed`] adds.
const COMPRESSED: &[&str] = &["br", "gz"];

/// One file of the site, with its compressed forms where they make sense.
pub(super) struct Measured {
    name: String,
    raw: usize,
    compressed: Option<Compressed>,
}

/// A file's two compressed forms.
struct Compressed {
    gzip: Vec<u8>,
    brotli: Vec<u8>,
}

/// Reads and compresses a built site.
pub(super) fn measure(site: &Path) -> Outcome<Vec<Measured>> {
    let mut files = Vec::new();
    for (name, path) in files_below(site)? {
        if ends_with(&name, COMPRESSED) {
            continue;
        }
        let bytes = fs::read(path)?;
        let compressed = match ends_with(&name, COMPRESSIBLE) {
            true => Some(Compressed {
                gzip: gzip(&bytes)?,
                brotli: brotli(&bytes)?,
            }),
            false => None,
        };
        files.push(Measured {
            name,
            raw: bytes.len(),
            compressed,
        });
    }
    if files.is_empty() {
        return Err(format!("{} is empty: build the site first", site.display()).into());
    }
    Ok(files)
}

/// Writes the compressed forms beside the plain files, which must stay: not every client takes them.
pub(super) fn write_compressed(site: &Path, files: &[Measured]) -> Outcome {
    for file in files {
        if let Some(compressed) = &file.compressed {
            fs::write(site.join(format!("{}.gz", file.name)), &compressed.gzip)?;
            fs::write(site.join(format!("{}.br", file.name)), &compressed.brotli)?;
        }
    }
    Ok(())
}

/// The table a person reads.
pub(super) fn report(files: &[Measured]) -> String {
    let width = files.iter().map(|file| file.name.len()).max().unwrap_or(0);
    let row = |name: &str, [raw, gzip, brotli]: [usize; 3]| {
        format!("{name:<width$} {raw:>9} {gzip:>9} {brotli:>9}\n")
    };
    let mut total = [0; 3];
    let mut table = format!(
        "{:<width$} {:>9} {:>9} {:>9}\n",
        "bytes", "raw", "gzip", "brotli"
    );
    for file in files {
        let sizes = match &file.compressed {
            Some(Compressed { gzip, brotli }) => [file.raw, gzip.len(), brotli.len()],
            None => [file.raw; 3],
        };
        total = std::array::from_fn(|column| total[column] + sizes[column]);
        table.push_str(&row(&file.name, sizes));
    }
    table + &row("in all", total)
}

fn ends_with(name: &str, endings: &[&str]) -> bool {
    name.rsplit_once('.')
        .is_some_and(|(_, ending)| endings.contains(&ending))
}

fn gzip(bytes: &[u8]) -> Outcome<Vec<u8>> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?)
}

fn brotli(bytes: &[u8]) -> Outcome<Vec<u8>> {
    let quality_and_window = brotli::enc::BrotliEncoderParams {
        quality: 11,
        lgwin: 22,
        ..Default::default()
    };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut &*bytes, &mut compressed, &quality_and_window)?;
    Ok(compressed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    #[test]
    fn both_forms_give_the_file_back() {
        let bytes = b"runner-proxy ".repeat(500);
        let (mut from_gzip, mut from_brotli) = (Vec::new(), Vec::new());
        let gzip = gzip(&bytes).expect("gzip");
        flate2::read::GzDecoder::new(&*gzip)
            .read_to_end(&mut from_gzip)
            .expect("gunzip");
        let brotli = brotli(&bytes).expect("brotli");
        brotli::BrotliDecompress(&mut &*brotli, &mut from_brotli).expect("unbrotli");
        assert!(from_gzip == bytes && from_brotli == bytes);
    }

    #[test]
    fn the_report_adds_up() {
        let file = |name: &str, raw| Measured {
            name: name.into(),
            raw,
            compressed: None,
        };
        let report = report(&[file("a.png", 2), file("b.png", 3)]);
        assert!(
            report.ends_with("in all         5         5         5\n"),
            "{report}"
        );
    }
}
