// Stands at the top of the file that holds everything: dresses it, and takes the parts out of their
// data blocks for static/loader.js, which stands at its end.
//
// A block is gzip, one character a byte: the file is windows-1252, whose decoder (Encoding Standard,
// section 9.1) gives each of the 256 bytes a character of its own. The few that HTML would change
// (section 13.2.3.5 on newlines, 13.2.5 on U+0000 and `<`) are written as `=` and the byte plus 64,
// as yEnc does. Base64 would be a third longer.

/** The byte of each character, asked of the very decoder that read this file. */
const BYTES = new Uint8Array(0x2200);
const every = Uint8Array.from({ length: 256 }, (_, byte) => byte);
[...new TextDecoder("windows-1252").decode(every)].forEach((character, byte) => {
  BYTES[character.charCodeAt(0)] = byte;
});

function packed(id) {
  const text = document.getElementById(id).textContent;
  const bytes = new Uint8Array(text.length);
  let length = 0;
  for (let at = 0; at < text.length; at += 1) {
    const escaped = text[at] === "=";
    if (escaped) at += 1;
    bytes[length] = BYTES[text.charCodeAt(at)] - (escaped ? 64 : 0);
    length += 1;
  }
  return bytes.subarray(0, length);
}

/** Gives the bytes of a part, or fails when one of them is not what it was: gzip has a checksum. */
function unpacked(id) {
  const stream = new Blob([packed(id)]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).arrayBuffer();
}

async function text(id) {
  return new TextDecoder().decode(await unpacked(id));
}

/** Called behind wasm-bindgen's glue, whose functions are known nowhere else. */
globalThis.runnerProxyParts = (page) => {
  globalThis.runnerProxySingle = {
    page: () => page,
    wasm: () => unpacked("page-wasm"),
    rest: () => {},
    site: () => {},
    program: () => text("page-program"),
  };
};

// Packed it is a third as long as in a <style>, and it comes before anything is painted.
text("page-style").then((style) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style);
  document.adoptedStyleSheets = [sheet];
});
