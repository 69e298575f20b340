//! The page's door: mounts the one component in place of the words that say it is loading, and
//! takes what the loader brings later.

use runner_proxy::web::App;
use wasm_bindgen::prelude::wasm_bindgen;

fn main() {
    let document = web_sys::window().and_then(|window| window.document());
    match document.and_then(|document| document.get_element_by_id("app")) {
        Some(root) => yew::Renderer::<App>::with_root(root).render(),
        None => yew::Renderer::<App>::new().render(),
    };
}

/// Takes the program of install.sh, which is no part of the first download. `false` when it is not
/// all of it.
#[wasm_bindgen]
pub fn provide_program(text: String) -> bool {
    runner_proxy::install::provide(text)
}
