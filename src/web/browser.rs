//! The few things the page asks of the browser itself. None of them can fail the page.

use crate::say::Lang;
use wasm_bindgen::JsCast;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, Document, Element, HtmlAnchorElement, HtmlElement, Url};

/// How long a download may take to begin before its address is given back.
const UNTIL_REVOKED_MS: u32 = 10_000;

fn document() -> Option<Document> {
    web_sys::window()?.document()
}

/// The first language of the browser that the page speaks.
pub(super) fn language() -> Lang {
    let languages = web_sys::window().map(|window| window.navigator().languages());
    languages
        .iter()
        .flat_map(js_sys::Array::iter)
        .filter_map(|tag| tag.as_string())
        .find_map(|tag| Lang::from_tag(&tag))
        .unwrap_or_default()
}

/// Tells the browser which language the page is in: voices, fonts and line breaks follow it.
pub(super) fn set_language(lang: Lang) {
    set_on_root("lang", lang.tag());
}

/// Marks the document as usable.
pub(super) fn say_ready() {
    set_on_root("data-ready", "true");
}

fn set_on_root(name: &str, value: &str) {
    if let Some(root) = document().and_then(|document| document.document_element()) {
        let _ = root.set_attribute(name, value);
    }
}

/// Moves the focus, and with it the view, to an element.
pub(super) fn focus(id: &str) {
    if let Some(element) = document().and_then(|document| document.get_element_by_id(id)) {
        focus_on(element);
    }
}

/// Moves the focus to the control of a question; of several, to the one in force.
pub(super) fn focus_question(name: &str) {
    let Some(document) = document() else { return };
    let within = |part: &str| {
        let selector = format!("[data-field='{name}'] {part}");
        document.query_selector(&selector).ok().flatten()
    };
    let parts = ["textarea", "input:checked", "input"];
    if let Some(element) = parts.into_iter().find_map(within) {
        focus_on(element);
    }
}

fn focus_on(element: Element) {
    if let Ok(element) = element.dyn_into::<HtmlElement>() {
        let _ = element.focus();
    }
}

/// Selects all text of an element, for a person to copy by hand.
pub(super) fn select(element: &Element) -> Result<(), JsValue> {
    let selection = web_sys::window()
        .map(|window| window.get_selection())
        .transpose()?
        .flatten();
    match selection {
        Some(selection) => selection.select_all_children(element),
        None => Err(JsValue::UNDEFINED),
    }
}

/// Puts text on the clipboard. Without a secure context there is none, and a browser may refuse.
pub(super) async fn write_clipboard(text: &str) -> Result<(), JsValue> {
    let window = web_sys::window().ok_or(JsValue::UNDEFINED)?;
    let clipboard = window.navigator().clipboard();
    if clipboard.is_undefined() {
        return Err(JsValue::UNDEFINED);
    }
    JsFuture::from(clipboard.write_text(text)).await.map(drop)
}

/// Hands bytes to the browser's downloads.
pub(super) fn download(name: &str, bytes: &[u8]) -> Result<(), JsValue> {
    let document = document().ok_or(JsValue::UNDEFINED)?;
    let body = document.body().ok_or(JsValue::UNDEFINED)?;
    // No text type: a browser must neither add an ending to the name nor think about the encoding.
    let options = BlobPropertyBag::new();
    options.set_type("application/octet-stream");
    let parts = js_sys::Array::of1(&js_sys::Uint8Array::from(bytes));
    let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &options)?;
    let address = Url::create_object_url_with_blob(&blob)?;
    let link: HtmlAnchorElement = document.create_element("a")?.dyn_into()?;
    link.set_href(&address);
    link.set_download(name);
    let added = body.append_child(&link);
    link.click();
    link.remove();
    gloo::timers::callback::Timeout::new(UNTIL_REVOKED_MS, move || {
        let _ = Url::revoke_object_url(&address);
    })
    .forget();
    added.map(drop)
}
