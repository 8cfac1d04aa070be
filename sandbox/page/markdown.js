// Discord's own markdown, made into elements.

import { h } from "./dom.js";
import { address, place, role, userName } from "./state.js";
import { stamp } from "./time.js";
import { say } from "./words.js";

/** Rules of the inside of a line, tried in this order at each point. */
const RULES = [
  [/^\\([^\p{L}\p{N}\s])/u, (m) => m[1]],
  [/^``(.+?)``(?!`)|^`([^`\n]+)`/s, (m) => h("code", {}, m[1] ?? m[2])],
  [/^<t:(-?\d{1,16})(?::([tTdDfFsSR]))?>/, (m) => stamp(m[1], m[2])],
  [/^<@!?(\d+)>/, (m) => named(userName(m[1]), say("unknownUser"))],
  [/^<@&(\d+)>/, (m) => named(role(m[1])?.name, say("unknownRole"))],
  [/^<#(\d+)>/, (m) => channel(m[1])],
  [/^<\/([^:>]+):\d+>/, (m) => mention(`/${m[1]}`)],
  [/^<a?(:\w+:)\d+>/, (m) => m[1]],
  [/^@(everyone|here)\b/, (m) => mention(`@${m[1]}`)],
  [/^\[([^\]]+)\]\(<?(https?:\/\/[^\s)>]+)>?(?:\s+"[^"]*")?\)/, (m) => link(m[2], inline(m[1]))],
  [/^<(https?:\/\/[^\s>]+)>/, (m) => link(m[1], [m[1]])],
  [/^https?:\/\/[^\s<>]*[^\s<>.,:;"'!?)\]]/, (m) => link(m[0], [m[0]])],
  [/^\*\*\*(?=\S)(.+?)\*\*\*/s, (m) => h("strong", {}, h("em", {}, inline(m[1])))],
  [/^\*\*(?=\S)(.+?)\*\*(?!\*)/s, (m) => h("strong", {}, inline(m[1]))],
  [/^__(?=\S)(.+?)__(?!_)/s, (m) => h("u", {}, inline(m[1]))],
  [/^\*(?=[^\s*])(.+?)\*(?!\*)/s, (m) => h("em", {}, inline(m[1]))],
  [/^_(?=[^\s_])(.+?)_(?![\p{L}\p{N}_])/su, (m) => h("em", {}, inline(m[1]))],
  [/^~~(?=\S)(.+?)~~/s, (m) => h("s", {}, inline(m[1]))],
  [/^\|\|(.+?)\|\|/s, (m) => spoiler(m[1])],
  [/^\n/, () => h("br")],
];

/** Where a rule may begin; all between is plain. */
const START = /[\\`<@[h*_~|\n]/;

function mention(text) {
  return h("span", { class: "mention" }, text);
}

function named(name, unknown) {
  return mention(name ? `@${name}` : unknown);
}

function channel(id) {
  const known = place(id);
  return known ? h("a", { class: "mention", href: address(id), "data-channel": id }, `#${known.name}`) : mention(say("noAccess"));
}

function link(url, words) {
  return h("a", { href: url, rel: "noopener noreferrer nofollow", target: "_blank" }, words);
}

function spoiler(text) {
  const open = (event) => {
    event.currentTarget.classList.add("open");
    event.currentTarget.removeAttribute("aria-label");
  };
  return h("button", { type: "button", class: "spoiler", "aria-label": say("spoiler"), onclick: open }, inline(text));
}

/** The inside of a line. */
export function inline(text) {
  const nodes = [];
  let plain = "";
  let rest = text;
  const flush = () => {
    if (plain) nodes.push(document.createTextNode(plain));
    plain = "";
  };
  while (rest) {
    let found = null;
    for (const [rule, make] of RULES) {
      // An underscore within a word is part of it.
      const match = rest[0] === "_" && /[\p{L}\p{N}]$/u.test(plain) ? null : rule.exec(rest);
      if (match) {
        found = { length: match[0].length, node: make(match) };
        break;
      }
    }
    if (found) {
      flush();
      nodes.push(found.node);
      rest = rest.slice(found.length);
    } else {
      const next = rest.slice(1).search(START);
      const end = next < 0 ? rest.length : next + 1;
      plain += rest.slice(0, end);
      rest = rest.slice(end);
    }
  }
  flush();
  return nodes;
}

/** Rules of whole lines, tried in this order. */
const BLOCKS = [
  [/^```(?:[\w+-]+\n)?\n?([\s\S]+?)\n?```\n?/, (m) => h("pre", {}, h("code", {}, m[1]))],
  [/^>>> ?([\s\S]+)$/, (m) => h("blockquote", {}, markdown(m[1]))],
  [/^(?:> ?[^\n]*(?:\n|$))+/, (m) => h("blockquote", {}, markdown(m[0].replace(/^> ?/gm, "").replace(/\n$/, "")))],
  [/^(#{1,3}) +([^\n]+)(?:\n|$)/, (m) => h(`h${m[1].length + 2}`, {}, inline(m[2]))],
  [/^-# +([^\n]+)(?:\n|$)/, (m) => h("small", { class: "subtext" }, inline(m[1]))],
  [/^(?: *[-*] +[^\n]+(?:\n|$))+/, (m) => h("ul", {}, items(m[0], /^ *[-*] +/))],
  [/^(?: *\d+\. +[^\n]+(?:\n|$))+/, (m) => h("ol", { start: Number.parseInt(m[0], 10) }, items(m[0], /^ *\d+\. +/))],
];

function items(text, mark) {
  return text.replace(/\n$/, "").split("\n").map((line) => h("li", {}, inline(line.replace(mark, ""))));
}

/** A whole text. */
export function markdown(text) {
  const nodes = [];
  let lines = "";
  let rest = text;
  const flush = () => {
    if (lines) nodes.push(...inline(lines.replace(/\n$/, "")));
    lines = "";
  };
  while (rest) {
    const found = BLOCKS.map(([rule, make]) => [rule.exec(rest), make]).find(([match]) => match);
    if (found) {
      flush();
      nodes.push(found[1](found[0]));
      rest = rest.slice(found[0][0].length);
      continue;
    }
    // A block of code may begin within a line; all else begins with one.
    const code = rest.indexOf("```", 1);
    const line = rest.indexOf("\n") + 1 || rest.length;
    const end = code > 0 && code < line && /```[\s\S]+?```/.test(rest.slice(code)) ? code : line;
    lines += rest.slice(0, end);
    rest = rest.slice(end);
  }
  flush();
  return nodes;
}
