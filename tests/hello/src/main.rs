//! A bare page: one sentence by Yew, and the mark that says it is there, set as our own page sets
//! it. `cargo xtask bench` loads both in turn.

use yew::prelude::*;

#[function_component]
fn Hello() -> Html {
    use_effect_with((), |()| {
        let document = web_sys::window().and_then(|window| window.document());
        if let Some(root) = document.and_then(|document| document.document_element()) {
            // Without the mark the measurement fails loudly.
            let _ = root.set_attribute("data-ready", "true");
        }
    });
    html! { <p>{ "Hello, world" }</p> }
}

fn main() {
    yew::Renderer::<Hello>::new().render();
}
