//! The sandbox's page, as a person uses it: what is waited for is a condition, never a length of time.

use std::{
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use fantoccini::{Client, Locator, elements::Element, error::CmdError};
use serde_json::{Value, json};

/// How long what should happen soon may take on a busy machine.
const PATIENCE: Duration = Duration::from_mins(1);

/// How often is looked again.
const LOOK: Duration = Duration::from_millis(50);

/// The page in a window.
pub(crate) struct Page<'a> {
    pub(crate) window: &'a Client,
    address: String,
    pictures: PathBuf,
}

impl<'a> Page<'a> {
    /// Opens it; pictures of it go into the folder.
    pub(crate) async fn opens(window: &'a Client, address: &str, pictures: &Path) -> Self {
        std::fs::create_dir_all(pictures).expect("a folder for the pictures");
        window.goto(address).await.expect("the page");
        let address = address.split('#').next().unwrap_or(address).to_owned();
        let page = Self { window, address, pictures: pictures.to_owned() };
        page.find("[data-test=person]").await;
        page
    }

    /// Opens it as a person in a channel, as its address says.
    pub(crate) async fn arrives(&self, person: &str, channel: &str) {
        // Within one page only what stands behind the # would change.
        self.window.goto("about:blank").await.expect("a page");
        let address = format!("{}#as={person}&channel={channel}", self.address);
        self.window.goto(&address).await.expect("the page");
        self.shows_text("[data-test=channel-name]", channel).await;
    }

    /// Becomes a person, and goes to a channel or thread.
    pub(crate) async fn is(&self, person: &str, channel: &str) {
        self.until(&format!("be {person}"), async || {
            self.window.find(Locator::Css("[data-test=person]")).await?.select_by_label(person).await
        })
        .await;
        self.goes_to(channel).await;
    }

    /// Goes to a channel or thread, by a part of its name.
    pub(crate) async fn goes_to(&self, channel: &str) {
        let link = format!("[data-test=channel][data-name*=\"{channel}\"]");
        self.until(&format!("go to {channel}"), async || {
            self.window.find(Locator::Css(&link)).await?.click().await?;
            let name = self.window.find(Locator::Css("[data-test=channel-name]")).await?.text().await?;
            if name.contains(channel) { Ok(()) } else { Err(CmdError::WaitTimeout) }
        })
        .await;
    }

    /// Types into the box and sends it.
    pub(crate) async fn types(&self, line: &str) {
        self.writes(line).await;
        self.clicks("[data-test=send]").await;
    }

    /// Types into the box.
    pub(crate) async fn writes(&self, line: &str) {
        self.until("write", async || {
            let composer = self.window.find(Locator::Css("[data-test=composer]")).await?;
            composer.click().await?;
            composer.clear().await?;
            composer.send_keys(line).await
        })
        .await;
    }

    /// Presses the button with this verb on the last message that holds these words.
    pub(crate) async fn presses(&self, words: &[&str], verb: &str) {
        self.until(&format!("press {verb} on {words:?}"), async || {
            let id = self.last(words).await?;
            let button =
                format!("[data-message=\"{id}\"] [data-test=button][data-custom-id^=\"{verb}:\"]:enabled");
            self.window.find(Locator::Css(&button)).await?.click().await
        })
        .await;
    }

    /// Fills a field of the form that opened.
    pub(crate) async fn fills(&self, field: &str, text: &str) {
        let input = format!("[data-test=field][data-field=\"{field}\"]");
        self.until(&format!("fill {field}"), async || {
            let input = self.window.find(Locator::Css(&input)).await?;
            input.clear().await?;
            input.send_keys(text).await
        })
        .await;
    }

    /// Waits for a message with all of these words, and gives all of its words.
    pub(crate) async fn reads(&self, words: &[&str]) -> String {
        self.until(&format!("read {words:?}"), async || {
            let id = self.last(words).await?;
            let message = format!("[data-message=\"{id}\"]");
            self.window.find(Locator::Css(&message)).await?.text().await
        })
        .await
    }

    /// Waits until there are so many messages with all of these words.
    pub(crate) async fn counts(&self, words: &[&str], count: u64) {
        self.until(&format!("count {count} of {words:?}"), async || {
            let there = self.window.execute(
                "return [...document.querySelectorAll('[data-test=message]')].filter(one => arguments[0].every(word => one.innerText.includes(word))).length",
                vec![json!(words)],
            );
            if there.await?.as_u64() == Some(count) { Ok(()) } else { Err(CmdError::WaitTimeout) }
        })
        .await;
    }

    /// Turns the clock with one of its buttons (`plus-5m`), and waits until it shows another moment.
    pub(crate) async fn turns(&self, button: &str) {
        let face =
            || async { self.find("[data-test=clock-face]").await.text().await.expect("the clock's face") };
        let before = face().await;
        self.clicks(&format!("[data-test=clock-{button}]")).await;
        let since = Instant::now();
        while face().await == before {
            assert!(since.elapsed() < PATIENCE, "the clock does not turn");
            tokio::time::sleep(LOOK).await;
        }
    }

    /// Scrolls the messages to a place, as a person does.
    pub(crate) async fn scrolls_to(&self, top: u32) {
        let scroll = "document.getElementById('messages').scrollTop = arguments[0]";
        self.window.execute(scroll, vec![json!(top)]).await.expect("the page scrolls");
    }

    /// Somebody else writes in the channel that is shown.
    pub(crate) async fn hears(&self, person: &str, text: &str) {
        let say = "const [name, text, done] = arguments; \
                   const form = new FormData(); form.append('text', text); \
                   const channel = new URLSearchParams(location.hash.slice(1)).get('channel'); \
                   fetch('control/world').then((answer) => answer.json()) \
                   .then(({ people }) => people.find((one) => one.name === name).id) \
                   .then((id) => fetch(`control/channels/${channel}/messages?as=${id}`, { method: 'POST', body: form })) \
                   .then((answer) => done(answer.status));";
        let status =
            self.window.execute_async(say, vec![json!(person), json!(text)]).await.expect("it is written");
        assert_eq!(status, 200, "{person} may write here");
        self.reads(&[text]).await;
    }

    /// A picture above is loaded: it takes room that it did not have.
    pub(crate) async fn grows_above(&self) {
        let grow = "const image = document.createElement('img'); image.style.height = '900px'; \
                    document.querySelector('[data-test=message]').append(image); \
                    image.src = 'data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==';";
        self.window.execute(grow, Vec::new()).await.expect("a picture");
    }

    /// Waits until the newest message is in sight.
    pub(crate) async fn is_at_the_newest(&self) {
        let near = "const list = document.getElementById('messages'); \
                    return list.scrollHeight - list.scrollTop - list.clientHeight < 5";
        self.holds("be at the newest message", near).await;
    }

    /// Waits until an element shows these words.
    pub(crate) async fn shows_text(&self, selector: &str, words: &str) {
        self.until(&format!("see {words}"), async || {
            let text = self.window.find(Locator::Css(selector)).await?.text().await?;
            if text.contains(words) { Ok(()) } else { Err(CmdError::WaitTimeout) }
        })
        .await;
    }

    /// Takes a picture.
    pub(crate) async fn shows(&self, name: &str) {
        let picture = self.window.screenshot().await.expect("a picture");
        std::fs::write(self.pictures.join(format!("{name}.png")), picture).expect("the picture's file");
    }

    /// Clicks on an element.
    pub(crate) async fn clicks(&self, selector: &str) {
        self.until(&format!("click {selector}"), async || {
            self.window.find(Locator::Css(selector)).await?.click().await
        })
        .await;
    }

    /// Waits until what a script says of the page is true.
    pub(crate) async fn holds(&self, what: &str, script: &str) {
        self.until(what, async || {
            let answer = self.window.execute(script, Vec::new()).await?;
            if answer.as_bool() == Some(true) { Ok(()) } else { Err(CmdError::WaitTimeout) }
        })
        .await;
    }

    /// What a script finds out about the page.
    pub(crate) async fn asks(&self, script: &str) -> Value {
        self.window.execute(script, Vec::new()).await.expect("an answer")
    }

    async fn find(&self, selector: &str) -> Element {
        self.until(&format!("find {selector}"), async || self.window.find(Locator::Css(selector)).await).await
    }

    /// The id of the last message with all of these words.
    async fn last(&self, words: &[&str]) -> Result<String, CmdError> {
        let found = self.window.execute(
            "return [...document.querySelectorAll('[data-test=message]')].filter(one => arguments[0].every(word => one.innerText.includes(word))).at(-1)?.dataset.message",
            vec![json!(words)],
        );
        found.await?.as_str().map(str::to_owned).ok_or(CmdError::WaitTimeout)
    }

    /// Tries until it works: the page draws anew whatever changes, under the hands of whoever clicks.
    pub(crate) async fn until<T>(&self, what: &str, act: impl AsyncFn() -> Result<T, CmdError>) -> T {
        let since = Instant::now();
        loop {
            match act().await {
                Ok(done) => return done,
                Err(error) if since.elapsed() > PATIENCE => {
                    self.shows("failed").await;
                    let page = self.find_text().await;
                    assert!(page.is_empty(), "cannot {what}: {error}; the page shows:\n{page}");
                }
                Err(_) => tokio::time::sleep(LOOK).await,
            }
        }
    }

    async fn find_text(&self) -> String {
        let all = self.window.execute("return document.body.innerText", Vec::new()).await;
        all.ok().and_then(|all| all.as_str().map(str::to_owned)).unwrap_or_else(|| "nothing".to_owned())
    }
}
