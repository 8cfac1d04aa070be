// Every text of the page's own, in both languages. What people and the bot write is theirs, and stays as it is.

import { language, pageLocale } from "./language.js";

/** English, then French as it is typed on a keyboard. What is counted has a form for each plural that differs. */
const WORDS = {
  // The page, and what passes.
  sandbox: ["Sandbox", "Bac à sable"],
  title: ["{name} · {person} · sandbox", "{name} · {person} · bac à sable"],
  toBox: ["To the message box", "Aller à la zone de saisie"],
  nobody: ["There is nobody to be yet.", "Il n'y a encore personne à incarner."],
  lost: ["The sandbox cannot be reached; trying again…", "Le bac à sable est injoignable ; nouvelle tentative…"],
  unreachable: ["The sandbox cannot be reached.", "Le bac à sable est injoignable."],
  unreadable: ["The sandbox's answer cannot be read.", "La réponse du bac à sable est illisible."],
  answered: ["The sandbox said {status}.", "Le bac à sable a répondu {status}."],
  noResponse: ["The application did not respond.", "L'application n'a pas répondu."],

  // People, servers and channels.
  youAre: ["You are", "Vous êtes"],
  yourLanguage: ["Your language", "Votre langue"],
  yourSettings: ["Your settings", "Vos paramètres"],
  mayWriteToYou: ["The bot may write to you in private", "Le bot peut vous envoyer des messages privés"],
  channels: ["Channels", "Salons"],
  onNoServer: ["{name} is on no server.", "{name} n'est sur aucun serveur."],
  directMessages: ["Direct messages", "Messages privés"],
  archivedThreads: [{ one: "{count} archived", other: "{count} archived" }, { one: "{count} archivé", other: "{count} archivés" }],
  unread: ["(unread)", "(non lu)"],
  locked: ["locked", "verrouillé"],
  archived: ["archived", "archivé"],
  private: ["private", "privé"],
  chooseChannel: ["Choose a channel.", "Choisissez un salon."],

  // Messages.
  messages: ["Messages", "Messages"],
  nothingSaid: ["Nothing has been said here yet.", "Aucun message pour l'instant."],
  showOlder: ["Show older messages", "Afficher les messages précédents"],
  newMessages: [{ one: "{count} new message", other: "{count} new messages" }, { one: "{count} nouveau message", other: "{count} nouveaux messages" }],
  newBelow: [{ one: "{count} new message below", other: "{count} new messages below" }, { one: "{count} nouveau message plus bas", other: "{count} nouveaux messages plus bas" }],
  app: ["APP", "APP"],
  somebody: ["somebody", "quelqu'un"],
  used: ["{name} used {command}", "{name} a utilisé {command}"],
  startedThread: ["{name} started a thread: {thread}", "{name} a créé un fil : {thread}"],
  originalDeleted: ["Original message was deleted", "Le message d'origine a été supprimé"],
  thinking: ["{name} is thinking…", "{name} réfléchit…"],
  edited: ["(edited)", "(modifié)"],
  editMessage: ["Edit message", "Modifier le message"],
  howToEdit: ["Enter saves, Escape leaves it as it is", "Entrée pour enregistrer, Échap pour annuler"],
  onlyYou: ["Only you can see this", "Visible par vous uniquement"],
  spoiler: ["Spoiler", "Spoiler"],
  unknownUser: ["@unknown-user", "@utilisateur-inconnu"],
  unknownRole: ["@unknown-role", "@rôle-inconnu"],
  noAccess: ["#no-access", "#accès-refusé"],
  component: ["[component {type}]", "[composant {type}]"],
  makeSelection: ["Make a selection", "Faites un choix"],
  choose: ["Choose", "Choisir"],
  bytes: [{ one: "{count} byte", other: "{count} bytes" }, { one: "{count} octet", other: "{count} octets" }],

  // The menu of a message or a person.
  messageMenu: ["Message menu", "Menu du message"],
  react: ["React", "Réagir"],
  reply: ["Reply", "Répondre"],
  edit: ["Edit", "Modifier"],
  delete: ["Delete", "Supprimer"],
  copyId: ["Copy ID", "Copier l'identifiant"],
  apps: ["Apps", "Applications"],

  // The box and forms.
  message: ["Message", "Message"],
  writeIn: ["Message {name}, or / for a command", "Écrire dans {name}, ou / pour une commande"],
  writeTo: ["Message {name}, or / for a command", "Écrire à {name}, ou / pour une commande"],
  mayNotWrite: ["You may not write in {name}; / for a command", "Vous ne pouvez pas écrire dans {name} ; / pour une commande"],
  suggestions: ["Suggestions", "Suggestions"],
  suggested: [{ one: "{count} suggestion", other: "{count} suggestions" }, { one: "{count} suggestion", other: "{count} suggestions" }],
  replyingTo: ["Replying to {name}", "Réponse à {name}"],
  doNotReply: ["Do not reply", "Ne pas répondre"],
  attachFiles: ["Attach files", "Joindre des fichiers"],
  removeFile: ["Remove {name}", "Retirer {name}"],
  send: ["Send", "Envoyer"],
  cancel: ["Cancel", "Annuler"],
  submit: ["Submit", "Envoyer"],

  // The clock.
  barRest: ["Language, clock and panels", "Langue, horloge et panneaux"],
  clock: ["The sandbox's clock", "Horloge du bac à sable"],
  plus5m: ["+5 min", "+5 min"],
  plus1h: ["+1 h", "+1 h"],
  plus1d: ["+1 day", "+1 jour"],
  run: ["▶ run", "▶ reprendre"],
  freeze: ["❚❚ freeze", "❚❚ figer"],
  standsStill: ["The clock stands still; let it run", "L'horloge est figée ; la remettre en marche"],
  runs: ["The clock runs; make it stand still", "L'horloge tourne ; la figer"],
  set: ["set…", "régler…"],
  setClock: ["Set the clock", "Régler l'horloge"],
  dateAndHour: ["Date and hour", "Date et heure"],
  yourZone: ["Your time zone", "Votre fuseau horaire"],

  // The panels.
  panels: ["Panels", "Panneaux"],
  closePanel: ["Close the panel", "Fermer le panneau"],
  members: ["Members", "Membres"],
  log: ["Log", "Journal"],
  faults: ["Faults", "Pannes"],
  connected: ["The bot is connected", "Le bot est connecté"],
  notConnected: ["The bot is not connected", "Le bot n'est pas connecté"],
  online: ["online", "en ligne"],
  offline: ["offline", "hors ligne"],

  // What is said outside Discord.
  outside: ["Outside", "Hors Discord"],
  outsideTitle: ["Outside Discord, the newest first", "Hors Discord, les plus récents d'abord"],
  nothingOutside: ["Nothing has been said outside Discord yet.", "Rien n'a encore été envoyé hors de Discord."],
  mail: ["Email to {of}", "E-mail à {of}"],
  push: ["Push to {of}", "Notification sur {of}"],
  event: ["PagerDuty, {of}", "PagerDuty, {of}"],
  hook: ["Webhook {of}", "Webhook {of}"],
  noTitle: ["(no title)", "(sans titre)"],
  sentTimes: [{ one: "came {count} time", other: "came {count} times" }, { one: "reçu {count} fois", other: "reçu {count} fois" }],
  priority: ["priority {number}", "priorité {number}"],
  triggered: ["calling", "appel en cours"],
  acknowledged: ["acknowledged", "pris en compte"],
  acknowledgedBy: ["acknowledged by {name}", "pris en compte par {name}"],
  resolved: ["resolved", "résolu"],
  acknowledge: ["Acknowledge", "Prendre en compte"],
  pressed: ["Answered {status}.", "Réponse : {status}."],
  whereToSend: ["Where it is caught", "Où c'est capté"],

  // The log.
  bot: ["The bot", "Le bot"],
  connections: ["connections", "connexions"],
  logins: ["logins", "identifications"],
  requestCount: ["requests", "requêtes"],
  refusedCount: ["refused", "refusées"],
  withoutAnswer: ["without answer", "sans réponse"],
  leftWithoutAnswer: ["Left without an answer", "Restées sans réponse"],
  refused: ["Refused", "Refusées"],
  newestFirst: ["Requests, the newest first", "Requêtes, les plus récentes d'abord"],
  code: ["code", "code"],
  method: ["method", "méthode"],
  route: ["route", "route"],
  took: ["took", "durée"],
  cut: ["cut", "coupée"],
  byClock: ["{time} UTC by the sandbox's clock", "{time} UTC à l'horloge du bac à sable"],

  // Faults.
  requests: ["Requests", "Requêtes"],
  gateway: ["Gateway", "Gateway"],
  nextRequests: ["The next {times} requests", "Les {times} prochaines requêtes"],
  howMany: ["How many", "Combien"],
  methodTo: ["{method} to", "{method} vers"],
  ofMethod: ["Method", "Méthode"],
  anyMethod: ["any method", "toute méthode"],
  path: ["Path", "Chemin"],
  pathHelp: ["* stands for one part, a final ** for the rest", "* remplace un segment, ** à la fin tout le reste"],
  whatHappens: ["What happens", "Ce qui se passe"],
  answerWithout: ["answer {status}, without effect", "répondre {status}, sans effet"],
  answerAfter: ["take effect, then answer {status}", "prendre effet, puis répondre {status}"],
  cutWithout: ["cut the connection, without effect", "couper la connexion, sans effet"],
  cutAfter: ["take effect, then cut the connection", "prendre effet, puis couper la connexion"],
  slow: ["wait 5 s, then serve", "attendre 5 s, puis traiter"],
  slowAfter: ["take effect, answer after 5 s", "prendre effet, répondre après 5 s"],
  tooMany: ["answer 429, retry after 3 s", "répondre 429, à réessayer après 3 s"],
  planIt: ["Plan it", "Programmer"],
  loseEvent: ["Lose the next event", "Perdre le prochain événement"],
  doubleEvent: ["Tell the next event twice", "Envoyer deux fois le prochain événement"],
  refuseResume: ["Refuse the next resume", "Refuser la prochaine reprise de session"],
  drop: ["Break the connection", "Couper la connexion"],
  reconnect: ["Ask to reconnect (op 7)", "Demander une reconnexion (op 7)"],
  invalidate: ["Invalidate the session (op 9)", "Invalider la session (op 9)"],
  close: ["Close with 4000", "Fermer avec le code 4000"],
  refuseConnections: ["Turn every new connection away", "Refuser toute nouvelle connexion"],
  away: ["Discord is away: no request is served, nobody is let in", "Discord est absent : aucune requête n'aboutit, personne n'entre"],
  stillToCome: ["Still to come", "À venir"],
  nothing: ["Nothing.", "Rien."],
  forgetThem: ["Forget them", "Tout annuler"],
};

/** French as a printer sets it: no line begins with a mark, and ' after a letter is ’. */
function french(text) {
  return text
    .replace(/ (?=[:;!?%»])|(?<=«) /g, "\u00a0")
    .replace(/(?<=\p{L})'/gu, "’");
}

const plurals = new Intl.PluralRules(pageLocale);

function set(key, count) {
  const [english, other] = WORDS[key];
  const found = language === "fr" ? other : english;
  const text = found.other ? (found[plurals.select(count)] ?? found.other) : found;
  return language === "fr" ? french(text) : text;
}

/** A text in parts, where elements are to stand in it. A count is written as the language writes numbers. */
export function parts(key, values = {}) {
  const filled = { ...values, ...("count" in values && { count: amount(values.count) }) };
  return set(key, values.count).split(/\{(\w+)\}/).map((part, place) => (place % 2 === 0 ? part : filled[part]));
}

/** A text of the page's own. */
export function say(key, values) {
  return parts(key, values).join("");
}

/** How much, or how many, of a unit where there is one: `kilobyte`, `millisecond`. */
export function amount(number, unit) {
  return new Intl.NumberFormat(pageLocale, { ...(unit && { style: "unit", unit }), maximumFractionDigits: 1 }).format(number);
}
