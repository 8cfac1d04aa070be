// The language of the page's own texts: the one that was chosen on this machine, or else the browser's.

const KEY = "language";

/** Each language, and what it calls itself. */
export const LANGUAGES = { en: "English", fr: "Français" };

const isKnown = (code) => Object.hasOwn(LANGUAGES, code);
const primary = (tag) => tag.split("-")[0];

/** What was chosen; nothing where the browser keeps nothing for this page. */
function chosen() {
  try {
    return localStorage.getItem(KEY) ?? "";
  } catch {
    return "";
  }
}

export const language = [chosen(), ...navigator.languages.map(primary)].find(isKnown) ?? "en";

/** The same as the browser has it, for dates and numbers: English is written in several ways. */
export const pageLocale = navigator.languages.find((tag) => primary(tag) === language) ?? { en: "en-GB", fr: "fr-FR" }[language];

/** The page begins anew in another language. */
export function chooseLanguage(code) {
  localStorage.setItem(KEY, code);
  location.reload();
}
