// Embeds and files, as Discord frames them.

import { h } from "./dom.js";
import { inline, markdown } from "./markdown.js";
import { stamp } from "./time.js";
import { amount, say } from "./words.js";

/** Where the page finds a file of the CDN. */
export function local(url) {
  try {
    return new URL(url).pathname.replace(/^\//, "");
  } catch {
    return "";
  }
}

function title(embed) {
  if (!embed.title) return null;
  const words = inline(embed.title);
  return h("div", { class: "title" }, embed.url ? h("a", { href: embed.url, target: "_blank", rel: "noopener noreferrer" }, words) : words);
}

function field(one) {
  return h("div", { class: one.inline ? "field inline" : "field" }, h("div", { class: "name" }, inline(one.name)), h("div", { class: "value" }, markdown(one.value)));
}

function footer(embed) {
  if (!embed.footer && !embed.timestamp) return null;
  const parts = [];
  if (embed.footer) parts.push(embed.footer.text);
  if (embed.footer && embed.timestamp) parts.push(" • ");
  if (embed.timestamp) parts.push(stamp(Math.floor(Date.parse(embed.timestamp) / 1000), "s"));
  return h("div", { class: "footer" }, parts);
}

/** Pictures elsewhere are not fetched: their address is shown. */
function picture(embed, files) {
  const image = embed.image ?? embed.thumbnail;
  if (!image) return null;
  const name = image.url.startsWith("attachment://") ? image.url.slice("attachment://".length) : null;
  const file = files.find((one) => one.filename === name);
  if (file) return h("img", { class: "picture", src: local(file.url), alt: file.description ?? file.filename });
  return h("a", { class: "elsewhere", href: image.url, target: "_blank", rel: "noopener noreferrer" }, image.url);
}

export function embed(one, files) {
  const colour = one.color === undefined || one.color === null ? null : `#${one.color.toString(16).padStart(6, "0")}`;
  const box = h(
    "article",
    { class: "embed", "data-test": "embed" },
    one.author && h("div", { class: "author" }, one.author.name),
    title(one),
    one.description && h("div", { class: "description" }, markdown(one.description)),
    one.fields?.length > 0 && h("div", { class: "fields" }, one.fields.map(field)),
    picture(one, files),
    footer(one),
  );
  if (colour) box.style.borderLeftColor = colour;
  return box;
}

function size(bytes) {
  if (bytes < 1024) return say("bytes", { count: bytes });
  return bytes < 1024 * 1024 ? amount(bytes / 1024, "kilobyte") : amount(bytes / 1024 / 1024, "megabyte");
}

export function attachment(file) {
  const address = local(file.url);
  if (/^image\/(png|jpeg|gif|webp)/.test(file.content_type ?? "")) {
    return h("img", { class: "picture", src: address, alt: file.description ?? file.filename });
  }
  return h(
    "div",
    { class: "file", "data-test": "file" },
    h("span", { class: "sheet", "aria-hidden": "true" }, "📄"),
    h("a", { href: address, download: file.filename }, file.filename),
    h("span", { class: "muted" }, size(file.size)),
  );
}
