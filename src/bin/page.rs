//! The page's door: mounts the one component.

fn main() {
    yew::Renderer::<runner_proxy::web::App>::new().render();
}
