//! The few things the page asks of the browser itself. None of them can fail the page.

use crate::say::Lang;
use gloo::timers::callback::Timeout;
use js_sys::{Function, JsString, Reflect, Uint8Array};
use wasm_bindgen::JsCast;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, BlobPropertyBag, Document, Element, Event, History, HtmlAnchorElement, HtmlDialogElement,
    HtmlElement, MouseEvent, Storage, Url,
};

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

/// Marks the document as usable.
pub(super) fn say_ready() {
    set_on_root("data-ready", "true");
}

/// Says something about the whole document.
pub(super) fn set_on_root(name: &str, value: &str) {
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
pub(super) fn select(id: &str) -> Result<(), JsValue> {
    let document = document().ok_or(JsValue::UNDEFINED)?;
    let element = document.get_element_by_id(id);
    let element = element.ok_or(JsValue::UNDEFINED)?;
    let selection = web_sys::window()
        .map(|window| window.get_selection())
        .transpose()?
        .flatten();
    match selection {
        Some(selection) => selection.select_all_children(&element),
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
    let parts = js_sys::Array::of1(&Uint8Array::from(bytes));
    let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &options)?;
    let address = Url::create_object_url_with_blob(&blob)?;
    let link: HtmlAnchorElement = document.create_element("a")?.dyn_into()?;
    link.set_href(&address);
    link.set_download(name);
    let added = body.append_child(&link);
    link.click();
    link.remove();
    Timeout::new(UNTIL_REVOKED_MS, move || {
        let _ = Url::revoke_object_url(&address);
    })
    .forget();
    added.map(drop)
}

/// The storage that outlives a visit. A browser may withhold it, above all from `file:`.
fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}

/// What was remembered under a name.
pub(super) fn remembered(name: &str) -> Option<String> {
    storage()?.get_item(name).ok().flatten()
}

/// Remembers something that is no answer.
pub(super) fn remember(name: &str, value: &str) {
    if let Some(storage) = storage() {
        let _ = storage.set_item(name, value);
    }
}

/// Remembers nothing more under a name.
pub(super) fn forget(name: &str) {
    if let Some(storage) = storage() {
        let _ = storage.remove_item(name);
    }
}

/// The part of the address after `#`, as the browser writes it.
pub(super) fn fragment() -> String {
    let hash = web_sys::window().and_then(|window| window.location().hash().ok());
    hash.map_or_else(String::new, |hash| hash.trim_start_matches('#').to_owned())
}

fn history() -> Option<History> {
    web_sys::window()?.history().ok()
}

/// Puts a part after `#` into the address, without a step in the history, and marks that step.
pub(super) fn set_fragment(fragment: &str, mark: f64) {
    if let Some((history, address)) = history().zip(address_with(fragment)) {
        let _ = history.replace_state_with_url(&mark.into(), "", Some(&address));
    }
}

/// The same with a new step in the history. The step that is left gets the mark as well.
pub(super) fn push_fragment(fragment: &str, mark: f64) {
    set_fragment(&self::fragment(), mark);
    if let Some((history, address)) = history().zip(address_with(fragment)) {
        let _ = history.push_state_with_url(&mark.into(), "", Some(&address));
    }
}

/// How this step of the history is marked; one that a person made by typing an address is not.
pub(super) fn mark() -> Option<f64> {
    history()?.state().ok()?.as_f64()
}

/// What the clock says: a mark that no other visit has.
pub(super) fn new_mark() -> f64 {
    js_sys::Date::now()
}

/// Undoes what `encodeURIComponent` and browsers do to a part of an address.
pub(super) fn decoded(part: &str) -> Option<String> {
    js_sys::decode_uri_component(part).ok()?.as_string()
}

/// Where a link that is clicked with nothing held leads to, when that begins like this; held keys
/// and other buttons open it elsewhere, which is the browser's.
pub(super) fn followed(event: &Event, start: &str) -> Option<String> {
    let click = event.dyn_ref::<MouseEvent>()?;
    let held = click.ctrl_key() || click.meta_key() || click.shift_key() || click.alt_key();
    let element = click.target()?.dyn_into::<Element>().ok()?;
    let link = element.closest("a[href]").ok()??;
    let href = link.get_attribute("href")?;
    let rest = href.strip_prefix(start)?;
    (!held && click.button() == 0).then(|| rest.to_owned())
}

/// The page's own address with another part after `#`.
pub(super) fn address_with(fragment: &str) -> Option<String> {
    let href = web_sys::window()?.location().href().ok()?;
    let bare = href.split('#').next().unwrap_or_default();
    Some(match fragment {
        "" => bare.to_owned(),
        _ => format!("{bare}#{fragment}"),
    })
}

/// The text of a file that a person chose.
pub(super) async fn text_of(file: &Blob) -> Option<String> {
    JsFuture::from(file.text()).await.ok()?.as_string()
}

/// Its bytes.
pub(super) async fn bytes_of(file: &Blob) -> Option<Vec<u8>> {
    let buffer = JsFuture::from(file.array_buffer()).await.ok()?;
    Some(Uint8Array::new(&buffer).to_vec())
}

/// The text that is about to be pasted, when it is longer than `shown`: the last `read` of its
/// UTF-16 units, and how many there are. The rest never comes into the memory of this program.
pub(super) fn long_paste(event: &Event, shown: u32, read: u32) -> Option<(String, u32)> {
    let data = Reflect::get(event, &"clipboardData".into()).ok()?;
    let get = Reflect::get(&data, &"getData".into()).ok()?;
    let get: Function = get.dyn_into().ok()?;
    let text = get.call1(&data, &"text/plain".into()).ok()?;
    let text: JsString = text.dyn_into().ok()?;
    let whole = text.length();
    let end = text.slice(whole.saturating_sub(read), whole);
    (whole > shown).then(|| (end.into(), whole))
}

fn dialog(id: &str) -> Option<HtmlDialogElement> {
    document()?.get_element_by_id(id)?.dyn_into().ok()
}

/// Opens a dialog, which then has the focus until it closes.
pub(super) fn open_dialog(id: &str) {
    if let Some(dialog) = dialog(id) {
        let _ = dialog.show_modal();
    }
}

/// Closes it, and the focus goes back to where it was.
pub(super) fn close_dialog(id: &str) {
    if let Some(dialog) = dialog(id) {
        dialog.close();
    }
}

/// The text of an element that is there for the program.
pub(super) fn data(id: &str) -> Option<String> {
    document()?.get_element_by_id(id)?.text_content()
}

/// An attribute of the whole document.
pub(super) fn root_attribute(name: &str) -> Option<String> {
    document()?.document_element()?.get_attribute(name)
}

/// An attribute of such an element.
pub(super) fn attribute(id: &str, name: &str) -> Option<String> {
    document()?.get_element_by_id(id)?.get_attribute(name)
}

/// Presses a button in the document's stead, so that a key does what the button does.
pub(super) fn press(selector: &str) {
    let found = document().and_then(|document| document.query_selector(selector).ok().flatten());
    if let Some(Ok(element)) = found.map(Element::dyn_into::<HtmlElement>) {
        element.click();
    }
}

/// Prints the page.
pub(super) fn print() {
    if let Some(window) = web_sys::window() {
        let _ = window.print();
    }
}

/// Says something on `window` to the script that started the page.
pub(super) fn announce(name: &str) {
    if let (Some(window), Ok(event)) = (web_sys::window(), Event::new(name)) {
        let _ = window.dispatch_event(&event);
    }
}
