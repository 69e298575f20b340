//! The two modules among the files of a site, and glue that knows of both.

use std::fs;
use std::path::Path;

use super::{LOADER, split};
use crate::Outcome;
use crate::site::finish::replaced_once;
use crate::site::html::Document;

/// The one place of wasm-bindgen's glue where it lists what the module imports.
const IMPORTS: &str = "\"./page_bg.js\": import0,";

/// Where the glue starts the program as soon as its module is there.
const START: &str = "wasm.__wbindgen_start();";

/// What `static/loader.js` needs of the glue beyond its own exports.
const FOR_THE_LOADER: &str = "
let load = () => {};
/** What a stub of the first module calls. */
export function on_need(loader) { load = loader; }
/** Starts the program. Before that, the second module may be put beside the first. */
export function start() { wasm.__wbindgen_start(); }
/** What the second module imports. */
export function imports() { return { ...__wbg_get_imports(), first: wasm }; }
";

/// Puts two modules where wasm-bindgen left one, and gives the page that links to them. Their names
/// change with the content of both, so that an old one never meets a new one.
pub(in crate::site) fn serve(directory: &Path, page: &str) -> Outcome<String> {
    let document = Document::parse(page)?;
    let mut replacements = Vec::new();
    let (mut js, mut wasm) = (None, None);
    for tag in document.tags() {
        let file = tag.file().map(str::to_owned);
        match tag.attribute("id") {
            Some("page-js") => js = file,
            Some("page-wasm") => wasm = file,
            _ => {}
        }
        replacements.push(tag.text.to_owned());
    }
    let (Some(js), Some(wasm)) = (js, wasm) else {
        return Err("index.html lacks page-js or page-wasm".into());
    };
    let parts = split(&fs::read(directory.join(&wasm))?)?;
    let glue = glue(&fs::read_to_string(directory.join(&js))?)?;
    fs::remove_file(directory.join(&js))?;
    fs::remove_file(directory.join(&wasm))?;

    let both = [&parts.first[..], &parts.rest[..], glue.as_bytes()].concat();
    let stem = format!("{:x}", seahash::hash(&both));
    let names = [
        format!("page-{stem}.js"),
        format!("page-{stem}.wasm"),
        format!("rest-{stem}.wasm"),
    ];
    fs::write(directory.join(&names[0]), glue)?;
    fs::write(directory.join(&names[1]), parts.first)?;
    fs::write(directory.join(&names[2]), parts.rest)?;
    for replacement in &mut replacements {
        *replacement = replacement
            .replace(&js, &names[0])
            .replace(&wasm, &names[1]);
    }
    let link = format!(
        "  <link id=\"page-rest\" rel=\"alternate\" type=\"application/wasm\" href=\"./{}\" />\n  </head>",
        names[2]
    );
    replaced_once(&document.replaced(&replacements), "</head>", &link)
}

fn glue(glue: &str) -> Outcome<String> {
    if glue.matches(START).count() != 1 {
        return Err("wasm-bindgen's glue starts the program in another way".into());
    }
    let waiting = glue.replacen(START, "", 1);
    Ok(importing(&waiting, LOADER, "() => load()")? + FOR_THE_LOADER)
}

/// The glue with one more function for the module to import.
pub(super) fn importing(glue: &str, name: (&str, &str), function: &str) -> Outcome<String> {
    let (module, name) = name;
    let imports = format!("{IMPORTS}\n        {module}: {{ {name}: {function} }},");
    match glue.matches(IMPORTS).count() {
        1 => Ok(glue.replacen(IMPORTS, &imports, 1)),
        _ => Err("wasm-bindgen's glue lists its imports in another way".into()),
    }
}
