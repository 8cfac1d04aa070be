//! Tickets found: lists, suggestions; within the reach of whoever asks.

use std::cmp::Reverse;

use anyhow::{Context, Result};
use chrono::{DateTime, Utc};
use sqlx::{error::BoxDynError, query, query_as, query_scalar};

use super::{Conn, codec::read_as_one, customer::Reach, draft::Holder, expert_help};
use crate::rules::{
    event::Priority,
    ids::{CustomerId, MessageId, TicketNumber},
    ticket::State,
    typed::folded,
};

/// A line of a list.
#[derive(Clone, Debug)]
pub struct TicketLine {
    /// Its number.
    pub number: TicketNumber,
    /// Whose it is: the customer's name.
    pub customer: String,
    /// In one line.
    pub subject: String,
    /// How urgent.
    pub priority: Priority,
    /// Where it stands.
    pub state: State,
    /// When something last happened to it, UTC.
    pub touched_at: DateTime<Utc>,
}

/// Which tickets a list shows.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only those in this state; none: all.
    pub state: Option<State>,
    /// Only those in which these words were written, or that have this number.
    pub search: String,
    /// Whether words that staff wrote for staff count too.
    pub with_notes: bool,
}

/// Which part of a list, and the pages beside it.
#[derive(Debug)]
pub struct ListPart<'a> {
    /// How many tickets come before it.
    pub skip: i64,
    /// How many it has at most.
    pub limit: i64,
    /// Who looks, and where: whose drafts the pages beside it are.
    pub holder: Holder,
    /// The draft of the page before, as JSON.
    pub before: &'a str,
    /// The draft of the page after, as JSON.
    pub after: &'a str,
}

/// A part of a list.
#[derive(Clone, Debug, Default)]
pub struct TicketPage {
    /// Its tickets, newest first.
    pub lines: Lines,
    /// How many tickets the whole list has, as far as they were counted.
    pub total: i64,
    /// Whether there may be more than were counted.
    pub uncounted: bool,
    /// The draft of the page before, where one was kept.
    pub before: Option<i64>,
    /// The draft of the page after, where one was kept.
    pub after: Option<i64>,
}

/// Lines of a list, read as one value, as each row's way from the database is one of its own.
#[derive(Clone, Debug, Default)]
pub struct Lines(pub Vec<TicketLine>);

/// A line as it is read: number, customer, subject, priority, state, moment.
type StoredLine = (TicketNumber, String, String, Priority, State, i64);

read_as_one!(Lines, StoredLine);

impl TryFrom<Vec<StoredLine>> for Lines {
    type Error = BoxDynError;

    fn try_from(stored: Vec<StoredLine>) -> Result<Self, BoxDynError> {
        let lines = stored.into_iter().map(|(number, customer, subject, priority, state, touched_at)| {
            let touched_at = DateTime::from_timestamp(touched_at, 0).ok_or("a ticket's moment")?;
            Ok(TicketLine { number, customer, subject, priority, state, touched_at })
        });
        lines.collect::<Result<_, BoxDynError>>().map(Self)
    }
}

/// How far a list is counted from the part that is shown on: nobody turns so many pages, and counting a
/// million rows takes its time.
const COUNTED: i64 = 1_000;

/// How many of the newest texts that hold the words are looked at.
const HITS: i64 = 1_000;

/// A part of a list, with how many tickets the list has, and how many texts were found.
struct Counted {
    lines: Lines,
    total: i64,
    texts: i64,
    before: Option<i64>,
    after: Option<i64>,
}

/// A part of the tickets that a condition picks: one question, with the drafts of the pages beside it. `?1`
/// to `?6` are the part, `?7` how far is counted; the condition reads the others. Each reach has conditions
/// of its own, so that an index serves it.
macro_rules! part {
    ($conn:expr, $part:expr, $condition:literal, $($value:expr),*) => {
        part!($conn, $part, ("", ("ticket WHERE " + $condition), "0"), $condition, $($value),*)
    };
    ($conn:expr, $part:expr, ($with:literal, ($($counted:tt)+), $texts:literal), $condition:literal, $($value:expr),*) => {{
        let ListPart { skip, limit, holder, before, after } = $part;
        let counted = skip + COUNTED + 1;
        query_as!(
            Counted,
            $with
                + "SELECT (SELECT count(*) FROM (SELECT 1 FROM "
                + $($counted)+
                + r#" LIMIT 0 + ?7)) AS "total!: i64", "#
                + $texts
                + r#" AS "texts!: i64",
                     (SELECT json_group_array(json_array(number, name, subject, priority, state, touched_at) ORDER BY number DESC)
                      FROM (SELECT number, c.name, subject, priority, state, touched_at
                            FROM ticket JOIN customer AS c ON c.id = ticket.customer WHERE "#
                + $condition
                + r#" ORDER BY number DESC LIMIT 0 + ?2 OFFSET 0 + ?1)) AS "lines!: Lines",
                     (SELECT id FROM draft WHERE person = ?3 AND channel = ?4 AND body = ?5 AND used_at IS NULL AND length(body) < 200
                      LIMIT 1) AS "before: i64",
                     (SELECT id FROM draft WHERE person = ?3 AND channel = ?4 AND body = ?6 AND used_at IS NULL AND length(body) < 200
                      LIMIT 1) AS "after: i64""#,
            skip,
            limit,
            holder.person,
            holder.channel,
            before,
            after,
            counted,
            $($value),*
        )
        .fetch_one(&mut *$conn)
        .await
    }};
}

/// Tickets within reach, newest first: a part of them. Left out: other teams' and what the filter says; of
/// those that hold words, all but those of the newest thousand texts that hold them.
pub async fn list(conn: &mut Conn, reach: Reach, filter: &Filter, part: &ListPart<'_>) -> Result<TicketPage> {
    let customer = reach.customer();
    let called = called_into(conn, reach).await?;
    let picked = match (as_words(&filter.search, customer), customer, filter.state) {
        (None, None, state) if called.is_some() => {
            part!(
                conn,
                part,
                "number IN (SELECT value FROM json_each(?8)) AND (?9 IS NULL OR state = ?9)",
                called,
                state
            )
        }
        (None, Some(customer), None) => part!(conn, part, "ticket.customer = ?8", customer),
        (None, Some(customer), Some(state)) => {
            part!(conn, part, "ticket.customer = ?8 AND state = ?9", customer, state)
        }
        (None, None, None) => part!(conn, part, "?8", true),
        (None, None, Some(state)) => part!(conn, part, "state = ?8", state),
        (Some(words), customer, state) => {
            let number = as_number(&filter.search);
            part!(
                conn,
                part,
                (
                    "WITH texts AS MATERIALIZED (SELECT ticket FROM ticket_fts WHERE ticket_fts MATCH ?8 AND (?9 OR NOT for_staff)
                                                 ORDER BY rowid DESC LIMIT 0 + ?10),
                          hits AS MATERIALIZED (SELECT number FROM ticket
                                                WHERE number IN (SELECT ticket FROM texts UNION SELECT ?11)
                                                  AND (?12 IS NULL OR ticket.customer = ?12) AND (?13 IS NULL OR state = ?13)
                                                  AND (?14 IS NULL OR number IN (SELECT value FROM json_each(?14)))) ",
                    ("hits"),
                    "(SELECT count(*) FROM texts)"
                ),
                "number IN (SELECT number FROM hits)",
                words,
                filter.with_notes,
                HITS,
                number,
                customer,
                state,
                called
            )
        }
    };
    let Counted { lines, total, texts, before, after } = picked.context("listing tickets")?;
    let most = part.skip + COUNTED;
    let uncounted = total > most || texts >= HITS;
    Ok(TicketPage { lines, total: total.min(most), uncounted, before, after })
}

/// The tickets into which an expert was called, as JSON, where that is the reach.
async fn called_into(conn: &mut Conn, reach: Reach) -> Result<Option<String>> {
    match reach.expert() {
        Some(expert) => expert_help::called_into(conn, expert).await.map(Some),
        None => Ok(None),
    }
}

/// How many of the newest tickets within reach are looked at for words in their subject, whatever their
/// state; older ones are found by their words where those are rare.
const NEAR: i64 = 2_000;

/// What stands beside no text as its owner.
const NOBODY: &str = "nobody";

/// The fewest letters of a word by which texts are looked for: what begins with fewer is nearly all of them.
const LETTERS: usize = 3;

/// The tickets of a reach with something in their subject: `?1` is the customer, `?2` to `?4` what is in it,
/// `?5` the words, `?6` whether open or closed ones, `?7` to `?9` how many. Subjects are compared as they are
/// folded; what is typed is folded alike.
macro_rules! suggested {
    ($conn:expr, $reach:literal, $($value:expr),*) => {
        query_as!(
            TicketLine,
            r#"WITH fits AS (
                   SELECT number FROM (SELECT number FROM ticket WHERE "# + $reach
                + r#" AND state <> 'closed' AND coalesce(folded, subject) LIKE ?2 ESCAPE '\' AND coalesce(folded, subject) LIKE ?3 ESCAPE '\'
                      AND coalesce(folded, subject) LIKE ?4 ESCAPE '\' ORDER BY number DESC LIMIT 0 + ?7)
                   UNION
                   SELECT number FROM (SELECT number, coalesce(folded, subject) AS compared FROM ticket WHERE "# + $reach
                + r#" ORDER BY number DESC LIMIT 0 + ?8)
                   WHERE compared LIKE ?2 ESCAPE '\' AND compared LIKE ?3 ESCAPE '\' AND compared LIKE ?4 ESCAPE '\'
                   UNION
                   SELECT ticket FROM (SELECT ticket FROM ticket_fts WHERE ?5 IS NOT NULL AND ticket_fts MATCH ?5 AND NOT for_staff
                                       ORDER BY rowid DESC LIMIT 0 + ?9))
               SELECT ticket.number AS "number!: TicketNumber", c.name AS "customer!", subject AS "subject!",
                      priority AS "priority!: Priority", state AS "state!: State", touched_at AS "touched_at!: DateTime<Utc>"
               FROM fits CROSS JOIN ticket ON ticket.number = fits.number JOIN customer AS c ON c.id = ticket.customer
               WHERE "# + $reach
                + r#" AND coalesce(folded, subject) LIKE ?2 ESCAPE '\' AND coalesce(folded, subject) LIKE ?3 ESCAPE '\'
                      AND coalesce(folded, subject) LIKE ?4 ESCAPE '\' AND (?6 IS NULL OR (state <> 'closed') = ?6)
               ORDER BY state = 'closed', ticket.number DESC LIMIT 0 + ?7"#,
            $($value),*
        )
        .fetch_all(&mut *$conn)
        .await
    };
}

/// The tickets of a reach whose number is in a range.
macro_rules! numbered {
    ($conn:expr, $reach:literal, $($value:expr),*) => {
        query_as!(
            TicketLine,
            r#"SELECT number AS "number: TicketNumber", c.name AS customer, subject, priority AS "priority: Priority",
                      state AS "state: State", touched_at AS "touched_at: DateTime<Utc>"
               FROM ticket JOIN customer AS c ON c.id = ticket.customer
               WHERE "# + $reach
                + r#" AND number BETWEEN ?2 AND ?3 AND (?4 IS NULL OR (state <> 'closed') = ?4) ORDER BY number DESC LIMIT 0 + ?5"#,
            $($value),*
        )
        .fetch_all(&mut *$conn)
        .await
    };
}

/// Tickets to suggest for what is typed: by number or words of the subject, the one of that very number
/// first, then open ones, newest first, at most `limit`. Left out: other teams', those that are not open, or
/// not closed, as asked; and old closed ones by words that a thousand newer texts hold too: a suggestion
/// comes while somebody types.
pub async fn suggest(
    conn: &mut Conn,
    reach: Reach,
    typed: &str,
    open: Option<bool>,
    limit: i64,
) -> Result<Vec<TicketLine>> {
    let typed = typed.trim().trim_start_matches('#');
    let customer = reach.customer();
    let [first, second, others] = like(typed);
    let words = as_words(typed, customer)
        .filter(|_| typed.split_whitespace().any(|word| word.chars().count() >= LETTERS));
    let called = called_into(conn, reach).await?;
    let mut lines = match (customer, &called) {
        (None, Some(called)) => suggested!(
            conn,
            "ticket.number IN (SELECT value FROM json_each(?1))",
            called,
            first,
            second,
            others,
            words,
            open,
            limit,
            NEAR,
            HITS
        ),
        (Some(customer), _) => suggested!(
            conn,
            "ticket.customer = ?1",
            customer,
            first,
            second,
            others,
            words,
            open,
            limit,
            NEAR,
            HITS
        ),
        (None, None) => {
            suggested!(conn, "?1 IS NULL", customer, first, second, others, words, open, limit, NEAR, HITS)
        }
    }
    .context("suggesting tickets")?;
    for (first, last) in beginning_with(typed) {
        let more = match (customer, &called) {
            (None, Some(called)) => numbered!(
                conn,
                "ticket.number IN (SELECT value FROM json_each(?1))",
                called,
                first,
                last,
                open,
                limit
            ),
            (Some(customer), _) => {
                numbered!(conn, "ticket.customer = ?1", customer, first, last, open, limit)
            }
            (None, None) => numbered!(conn, "?1 IS NULL", customer, first, last, open, limit),
        };
        lines.extend(more.context("suggesting tickets by their number")?);
    }
    let exact = as_number(typed);
    lines.sort_by_key(|line| (Some(line.number) != exact, line.state == State::Closed, Reverse(line.number)));
    lines.dedup_by_key(|line| line.number);
    lines.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    Ok(lines)
}

/// The numbers that begin with what is typed, as ranges; none where no number is typed. A desk has no more
/// than a thousand million tickets.
fn beginning_with(typed: &str) -> impl Iterator<Item = (i64, i64)> {
    let number: Option<i64> = typed.parse().ok().filter(|number| (1..1_000_000_000).contains(number));
    number.into_iter().flat_map(|number| {
        let widths = std::iter::successors(Some(1_i64), |width| width.checked_mul(10));
        widths
            .map(move |width| (number.saturating_mul(width), (number + 1).saturating_mul(width) - 1))
            .take_while(|(first, _)| *first < 1_000_000_000)
    })
}

fn as_number(words: &str) -> Option<TicketNumber> {
    words.parse().ok()
}

/// What is typed as the full-text search takes it: every word, or how it begins, in one customer's texts or
/// in all. `None`: nothing was typed.
fn as_words(typed: &str, customer: Option<CustomerId>) -> Option<String> {
    if typed.trim().is_empty() {
        return None;
    }
    // What has no letter is no word, and would be passed over as if it were not there.
    let words: Vec<String> = typed
        .split_whitespace()
        .filter(|word| word.contains(char::is_alphanumeric))
        .map(|word| format!("\"{}\"*", apart(word).replace('"', "\"\"")))
        .collect();
    if words.is_empty() {
        return Some(format!("owner : \"{NOBODY}\""));
    }
    let owner = customer.map(|customer| format!("owner : \"c{}\" AND ", customer.get())).unwrap_or_default();
    Some(format!("{owner}body : ({})", words.join(" ")))
}

/// A word with its ligatures apart, as they are in the index, which folds the rest by itself.
fn apart(word: &str) -> String {
    word.replace('œ', "oe").replace('Œ', "OE")
}

/// What is typed as a subject is asked for it: its first word, its second, and the others in their order.
fn like(typed: &str) -> [String; 3] {
    let typed = folded(typed);
    let mut words = typed.split_whitespace().map(escaped);
    let mut next = || format!("%{}%", words.next().unwrap_or_default());
    let (first, second) = (next(), next());
    [first, second, format!("%{}%", words.collect::<Vec<_>>().join("%"))]
}

/// Words in which nothing is a wildcard.
fn escaped(words: &str) -> String {
    words.replace('\\', r"\\").replace('%', r"\%").replace('_', r"\_")
}

/// How many subjects are folded at once.
const FOLDED_AT_ONCE: i64 = 5_000;

/// Folds the subjects that were written before subjects were folded.
pub(super) async fn fold_subjects(conn: &mut Conn) -> Result<()> {
    loop {
        let rows = query!(
            r#"SELECT number AS "number: TicketNumber", subject FROM ticket WHERE folded IS NULL LIMIT 0 + ?"#,
            FOLDED_AT_ONCE
        )
        .fetch_all(&mut *conn)
        .await
        .context("reading subjects that were not folded")?;
        if rows.is_empty() {
            return Ok(());
        }
        let rows: Vec<_> = rows.into_iter().map(|row| (row.number, folded(&row.subject))).collect();
        let rows = serde_json::to_string(&rows).context("writing subjects")?;
        query!(
            "UPDATE ticket SET folded = this.value ->> 1 FROM json_each(?) AS this WHERE number = this.value ->> 0",
            rows
        )
        .execute(&mut *conn)
        .await
        .context("folding subjects")?;
    }
}

/// The ticket that was opened from a message, if one was.
pub async fn opened_from(conn: &mut Conn, message: MessageId) -> Result<Option<TicketNumber>> {
    query_scalar!(r#"SELECT number AS "number: TicketNumber" FROM ticket WHERE source_message = ?"#, message)
        .fetch_optional(conn)
        .await
        .context("asking what was opened from a message")
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::nothing("", &[])]
    #[case::words("portal", &[])]
    #[case::zero("0", &[])]
    #[case::less_than_nothing("-4", &[])]
    #[case::near_the_end("99999999", &[(99_999_999, 99_999_999), (999_999_990, 999_999_999)])]
    fn numbers_begin_with_what_is_typed(#[case] typed: &str, #[case] ranges: &[(i64, i64)]) {
        assert_eq!(beginning_with(typed).collect::<Vec<_>>(), ranges);
    }

    #[rstest]
    #[case::nothing("", ["%%", "%%", "%%"])]
    #[case::one("DÉGRADÉ", ["%degrade%", "%%", "%%"])]
    #[case::several("à 50 % des nœuds", ["%a%", "%50%", r"%\%%des%noeuds%"])]
    fn subjects_are_asked_for_every_word(#[case] typed: &str, #[case] asked: [&str; 3]) {
        assert_eq!(like(typed), asked);
    }

    #[rstest]
    #[case::nothing(" ", None)]
    #[case::ligature("Nœud", Some(r#"owner : "c7" AND body : ("Noeud"*)"#))]
    #[case::words("slow portal", Some(r#"owner : "c7" AND body : ("slow"* "portal"*)"#))]
    #[case::what_looks_like_a_search(r#"OR "a"#, Some(r#"owner : "c7" AND body : ("OR"* """a"*)"#))]
    #[case::no_words("% **", Some(r#"owner : "nobody""#))]
    fn words_are_looked_for_within_a_team(#[case] typed: &str, #[case] search: Option<&str>) {
        assert_eq!(as_words(typed, Some(CustomerId::new(7))).as_deref(), search);
    }

    #[test]
    fn every_length_of_number_is_looked_at() {
        let ranges: Vec<_> = beginning_with("42").collect();
        assert_eq!(ranges[..3], [(42, 42), (420, 429), (4_200, 4_299)]);
        assert_eq!(ranges.last(), Some(&(420_000_000, 429_999_999)));
    }
}
